"""The first sitting once more, now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.ops.seed import files
from hemicycle.rules.floor import SittingState
from hemicycle.rules.standing import Role

if TYPE_CHECKING:
    from hemicycle.sittings.models import Sitting

LENGTH = timedelta(hours=3)
ROUNDED_TO = timedelta(minutes=5)


def demonstration_sitting(now: datetime | None = None) -> Sitting:
    """The sitting of the demonstration, which the Vice-Chair leads and whose time is now.

    The latest one is kept, with what happened in it; its window moves on once it has passed. After its end
    there is a new one, with the next number.

    Args:
        now: Rounded down to five minutes, it opens then; it closes three hours later.

    Raises:
        Consultation.DoesNotExist: the seed has not been loaded.
    """
    now = now or timezone.now()
    opens_at = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % ROUNDED_TO
    with transaction.atomic():
        consultation = Consultation.objects.get(slug=files.consultation().slug)
        latest = consultation.sittings.filter(demonstration=True).order_by("-number").first()
        if latest is None or latest.state == SittingState.ENDED.value:
            made = consultation.sittings.create(
                number=latest.number + 1 if latest else 1,
                opens_at=opens_at,
                closes_at=opens_at + LENGTH,
                lead=consultation.registrations.get(role=Role.VICE_CHAIR.value),
                demonstration=True,
            )
            made.planned.set(consultation.sittings.get(number=1, demonstration=False).planned.all())
            return made
        if latest.closes_at <= now:
            latest.opens_at, latest.closes_at = opens_at, opens_at + LENGTH
            latest.save(update_fields=["opens_at", "closes_at"])
        return latest
