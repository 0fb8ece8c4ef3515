"""A rehearsal that was held: Brazil is heard at the second try, Japan never, Ghana at once, and Norway only listens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Sitting, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration

#: Friday, 29 May 2020, noon in Geneva.
NOON = datetime(2020, 5, 29, 10, 0, tzinfo=UTC)
THERE = ("br", "jp", "gh", "no", "french")


def held_rehearsal(
    consultation: Consultation,
    people: Mapping[str, Registration] | Any,  # noqa: ANN401 - a world, or a whole consultation
    *,
    number: int = 1,
    at: datetime = NOON,
    kind: SittingKind = SittingKind.REHEARSAL,
    state: SittingState = SittingState.ENDED,
) -> Sitting:
    """Add it to a consultation with the people of the world."""
    end = at + timedelta(hours=1)
    sitting = Sitting.objects.create(
        consultation=consultation, number=number, kind=kind.value, opens_at=at, closes_at=end, state=state.value,
        state_since=end if state is SittingState.ENDED else at, presiding=people["vice_chair"],
    )  # fmt: skip
    for place, name in enumerate(THERE):
        joined = at + place * timedelta(seconds=10)
        sitting.attendances.create(registration=people[name], session=f"{sitting.pk}-{name}", joined_at=joined)
    turn(sitting, people["gh"], 60, 2.5)
    turn(sitting, people["br"], 120, None, Cause.TIMED_OUT)
    turn(sitting, people["jp"], 240, None, Cause.NETWORK)
    turn(sitting, people["br"], 360, 21.0)
    return sitting


def turn(sitting: Sitting, row: Registration, after: int, seconds: float | None, cause: Cause | None = None) -> Turn:
    """Somebody has the floor so long after the opening, and is heard so many seconds later, or never."""
    granted = sitting.opens_at + timedelta(seconds=after)
    connected = granted + timedelta(seconds=seconds) if seconds is not None else None
    made: Turn = sitting.turns.create(
        registration=row, member=row.member, capacity="council_state", language="en", asked_at=granted,
        granted_at=granted, connected_at=connected, audible_at=connected,
        ended_at=(connected or granted) + timedelta(seconds=60),
        state=(TurnState.FAILED if cause else TurnState.ENDED).value, cause=cause.value if cause else "",
    )  # fmt: skip
    return made
