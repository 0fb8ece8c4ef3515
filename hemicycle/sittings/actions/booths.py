"""Booths: interpreters take seats, and one of each booth is on air."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.booths import may_go_on_air, may_sit_in, may_use_seat
from hemicycle.rules.languages import may_speak_in
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.commands import Arguments, Language, command

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.sittings.models import BoothSeat


def _seat(act: Act) -> BoothSeat:
    """The acting interpreter's seat."""
    seat = act.sitting.booth_seats.filter(registration=act.registration, left_at=None).first()
    require(may_use_seat(seated=seat is not None))
    if seat is None:
        raise LookupError("the rule lets nobody through without a seat")
    return seat


class Booth(Arguments):
    """``booth.enter``."""

    language: Language


@command(Action.BOOTH_ENTER, Booth)
def enter(sitting: int, performer: Performer, at: datetime, *, language: str) -> None:
    """Take a seat in the booth of a language; a seat in another booth is left."""
    with carry_out(sitting, performer, Action.BOOTH_ENTER, at) as act:
        require(may_speak_in(language, act.sitting.languages))
        require(may_sit_in(language, act.registration.booth_languages))
        seats = act.sitting.booth_seats.filter(registration=act.registration, left_at=None)
        act.facts.update(language=language)
        if not seats.filter(language=language).exists():
            seats.update(left_at=at, on_air_since=None)
            act.sitting.booth_seats.create(registration=act.registration, language=language, entered_at=at)
        act.changes("booths", "map")


@command(Action.BOOTH_LEAVE)
def leave(sitting: int, performer: Performer, at: datetime) -> None:
    """Leave the booth; its channel falls silent if this interpreter was on air."""
    with carry_out(sitting, performer, Action.BOOTH_LEAVE, at) as act:
        seat = _seat(act)
        seat.left_at, seat.on_air_since = at, None
        seat.save(update_fields=["left_at", "on_air_since"])
        act.facts.update(language=seat.language)
        act.changes("booths", "map")


@command(Action.BOOTH_ON_AIR)
def on_air(sitting: int, performer: Performer, at: datetime) -> None:
    """Speak into the channel: one voice at a time."""
    with carry_out(sitting, performer, Action.BOOTH_ON_AIR, at) as act:
        seat = _seat(act)
        speaking = (
            act.sitting.booth_seats.filter(language=seat.language, on_air_since__isnull=False, left_at=None)
            .exclude(pk=seat.pk)
            .select_related("registration__person")
            .first()
        )
        require(may_go_on_air(speaking.registration.person.name if speaking else None))
        if seat.on_air_since is None:
            seat.on_air_since = at
            seat.save(update_fields=["on_air_since"])
        act.facts.update(language=seat.language)
        act.changes("booths", "map")


@command(Action.BOOTH_OFF_AIR)
def off_air(sitting: int, performer: Performer, at: datetime) -> None:
    """Close the microphone to the channel."""
    with carry_out(sitting, performer, Action.BOOTH_OFF_AIR, at) as act:
        seat = _seat(act)
        seat.on_air_since = None
        seat.save(update_fields=["on_air_since"])
        act.facts.update(language=seat.language)
        act.changes("booths", "map")
