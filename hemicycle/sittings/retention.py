"""Nobody is forgotten who sits in a sitting, or is to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hemicycle.people.changes import people_needed
from hemicycle.people.models import Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.registration import OVER
from hemicycle.sittings.models import Attendance, Sitting

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

#: A sitting that nobody ended keeps nobody for ever.
_LEFT_OPEN = timedelta(days=1)


def listen() -> None:
    """Say from now on who is needed still."""
    people_needed.connect(_needed, dispatch_uid="who sits in a sitting")


def _needed(*, people: Collection[int], at: datetime, **_: Any) -> set[int]:
    """Of these persons, those who are registered for a sitting that goes on or is to come, or are in one."""
    goes_on = Q(state__in=[SittingState.OPEN.value, SittingState.SUSPENDED.value], closes_at__gte=at - _LEFT_OPEN)
    to_come = Q(state=SittingState.PLANNED.value, closes_at__gte=at)
    sittings = Sitting.objects.filter(goes_on | to_come)
    here = Attendance.objects.filter(sitting__in=sittings, left_at=None).values_list("registration__person", flat=True)
    needed = set(here)
    rows = Registration.objects.filter(person__in=people).exclude(status__in=[status.value for status in OVER])
    by_consultation: dict[int, list[Sitting]] = {}
    for sitting in sittings.select_related("consultation"):
        by_consultation.setdefault(sitting.consultation_id, []).append(sitting)
    for row in rows.filter(consultation__in=by_consultation):
        days = [sitting.consultation.day(sitting.opens_at) for sitting in by_consultation[row.consultation_id]]
        if any(row.is_for(day) for day in days):
            needed.add(row.person_id)
    return needed
