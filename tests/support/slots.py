"""A test session with slots, in two days' time: at noon in Geneva, a quarter of an hour each."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Sitting
from hemicycle.support.models import Slot

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration

NOW = datetime.now(UTC).replace(microsecond=0)
#: Noon, at which the clocks are never changed, in two days' time.
NOON = datetime.combine(NOW.date() + timedelta(days=2), time(12), ZoneInfo("Europe/Zurich")).astimezone(UTC)


def held_session(consultation: Consultation, *, number: int = 1, at: datetime = NOON) -> Sitting:
    """Three hours of one."""
    kind, end = SittingKind.TEST.value, at + timedelta(hours=3)
    return Sitting.objects.create(consultation=consultation, number=number, kind=kind, opens_at=at, closes_at=end)


def a_slot(session: Sitting, place: int = 0, *, places: int = 1, technician: Registration | None = None) -> Slot:
    """The one that begins so many quarters of an hour after the session."""
    begins = session.opens_at + place * timedelta(minutes=15)
    return Slot.objects.create(sitting=session, begins_at=begins, minutes=15, places=places, technician=technician)
