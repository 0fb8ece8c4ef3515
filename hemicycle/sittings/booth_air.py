"""Whose microphone feeds the channel of a booth, and how it goes from one voice to the next in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.sittings.models import Attendance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from hemicycle.sittings.models import BoothSeat, Sitting


def others(seat: BoothSeat) -> list[BoothSeat]:
    """Who sits in the same booth, who asked first before the others."""
    rows = seat.sitting.booth_seats.filter(language=seat.language, left_at=None).exclude(pk=seat.pk)
    return in_turn(rows.select_related("registration__person").order_by("entered_at", "pk"))


def in_turn(seats: Iterable[BoothSeat]) -> list[BoothSeat]:
    """The order in which the channel goes to those who sit in a booth: who asked first, then who came first."""
    return sorted(seats, key=lambda row: (row.handover_since is None, row.handover_since or row.entered_at))


def followers(seats: Collection[BoothSeat]) -> dict[str, int]:
    """Who takes over in each booth in which a hand-over has been asked for: who asked to, or else the partner.

    Args:
        seats: In which people sit now, in the order in which they came.

    Returns:
        Registrations, by the language of the booth.
    """
    asked = {seat.language for seat in seats if seat.handover_since}
    waits = [seat for seat in seats if seat.language in asked and not seat.on_air_since]
    return {seat.language: seat.registration_id for seat in reversed(in_turn(waits))}


def connected(sitting: Sitting, seats: Collection[BoothSeat]) -> set[int]:
    """The registrations of those seats whose people the media engine has."""
    people = [seat.registration_id for seat in seats]
    here = Attendance.objects.filter(sitting=sitting, left_at=None, registration__in=people)
    return set(here.values_list("registration", flat=True))


def take(seat: BoothSeat, at: datetime) -> None:
    """Put somebody on air whose channel is silent."""
    _keep(seat, on_air_since=at)


def release(seat: BoothSeat, at: datetime) -> BoothSeat | None:
    """Take somebody off air; who asked to take over is on air from then on, and returned."""
    was_on_air = seat.on_air_since is not None
    _keep(seat)
    if not was_on_air:
        return None
    waiting = [row for row in others(seat) if row.handover_since is not None]
    here = connected(seat.sitting, waiting)
    follower = next((row for row in waiting if row.registration_id in here), None)
    if follower is not None:
        take(follower, at)
    return follower


def change_hands(speaker: BoothSeat, follower: BoothSeat, at: datetime) -> None:
    """Let the channel go from one voice to the other."""
    _keep(speaker)
    take(follower, at)


def _keep(seat: BoothSeat, on_air_since: datetime | None = None) -> None:
    """Nobody asks for what they have."""
    seat.on_air_since, seat.handover_since = on_air_since, None
    seat.save(update_fields=["on_air_since", "handover_since"])
