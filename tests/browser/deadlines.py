"""Nobody waits days for the end of a deadline: it alone is moved, in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.correspondence.models import Enquiry
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from playwright.sync_api import Page


def let_the_deadline_pass(enquiry: int, page: Page) -> None:
    """Move it to this second, in which all that came is in time, and let the page wait until that second is over."""
    with without_guards():
        row = Enquiry.objects.get(pk=enquiry)
        now = timezone.now().replace(microsecond=0)
        local = now.astimezone(row.first_deadline.zone)
        row.deadline_day, row.deadline_time = local.date(), local.time()
        row.save(update_fields=["deadline_day", "deadline_time"])
    page.wait_for_function("(over) => Date.now() > over", arg=(now.timestamp() + 1) * 1000)
