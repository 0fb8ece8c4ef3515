"""What the builders of several documents need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.live.document import Who
from hemicycle.people import queries as people
from hemicycle.rules.floor import Cause

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.live.documents import CauseOrNone
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Classes
    from hemicycle.sittings.models import Turn


def iso(moment: datetime) -> str:
    """A moment as documents have it."""
    return moment.isoformat()


def iso_or_none(moment: datetime | None) -> str | None:
    """A moment that may not have come yet."""
    return moment.isoformat() if moment else None


def who(registration: Registration, classes: Classes, on: date) -> Who:
    """Somebody as at a day."""
    return Who(
        registration=registration.pk,
        name=registration.person.name,
        member=registration.member.code if registration.member else None,
        capacity=people.capacity(registration, classes, on).value,
    )


def who_of_turn(turn: Turn) -> Who:
    """As they were when they asked (rule 5)."""
    return Who(
        registration=turn.registration_id,
        name=turn.registration.person.name,
        member=turn.member.code if turn.member else None,
        capacity=turn.capacity,
    )


def cause(turn: Turn) -> CauseOrNone:
    """Why a turn failed."""
    return Cause(turn.cause) if turn.cause else ""
