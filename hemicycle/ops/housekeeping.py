"""What the worker throws away once a day, because it counts no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command

from hemicycle.ending import forgetting
from hemicycle.journal import sealing
from hemicycle.ops.models import SharedCount
from hemicycle.people import sign_ins

if TYPE_CHECKING:
    from datetime import datetime


def clear(at: datetime) -> None:
    """Delete sessions that have expired, with where they were used, and attempts to sign in that no longer count.

    The network addresses of acts go after ``ADDRESS_DAYS``, and so do tasks of the worker that are done: the address of
    who asked for one stands in it. Exports of consultations go after ``KEPT``.
    """
    call_command("clearsessions")
    sign_ins.forget_ended()
    SharedCount.objects.filter(expires__lt=at).delete()
    call_command("prune_db_task_results", queue_name="*", min_age_days=settings.ADDRESS_DAYS, verbosity=0)
    sealing.forget_addresses(at)
    forgetting.delete_old(at)
