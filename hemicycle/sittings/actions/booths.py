"""Booths: interpreters take seats, one of each booth is on air, and hands over to another in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.booths import changes_hands, may_go_on_air, may_hand_over, may_sit_in, may_use_seat
from hemicycle.rules.languages import may_speak_in
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.sittings import booth_air, booth_messages
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
    seat.sitting = act.sitting
    return seat


def _release(act: Act, seat: BoothSeat) -> None:
    follower = booth_air.release(seat, act.at)
    act.facts.update(language=seat.language)
    if follower is not None:
        act.facts.update(to=follower.registration_id)
    act.changes("booths", "map")


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
            for seat in seats.select_related("sitting"):
                booth_air.release(seat, at)
            seats.update(left_at=at)
            act.sitting.booth_seats.create(registration=act.registration, language=language, entered_at=at)
        act.changes("booths", "map", booth_messages.own(act.registration.pk))


@command(Action.BOOTH_LEAVE)
def leave(sitting: int, performer: Performer, at: datetime) -> None:
    """Leave the booth; its channel falls silent if this interpreter was on air."""
    with carry_out(sitting, performer, Action.BOOTH_LEAVE, at) as act:
        seat = _seat(act)
        _release(act, seat)
        seat.left_at = at
        seat.save(update_fields=["left_at"])
        act.changes(booth_messages.own(act.registration.pk))


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
            booth_air.take(seat, at)
        act.facts.update(language=seat.language)
        act.changes("booths", "map")


@command(Action.BOOTH_OFF_AIR)
def off_air(sitting: int, performer: Performer, at: datetime) -> None:
    """Close the microphone to the channel."""
    with carry_out(sitting, performer, Action.BOOTH_OFF_AIR, at) as act:
        _release(act, _seat(act))


class Handover(Arguments):
    """``booth.handover``.

    Attributes:
        asks: They ask; or they do not any longer.
    """

    asks: bool = True


@command(Action.BOOTH_HANDOVER, Handover)
def handover(sitting: int, performer: Performer, at: datetime, *, asks: bool = True) -> None:
    """Ask to hand the microphone over, where one is on air, or else to take it over.

    Once both have asked, the channel goes from one voice to the other in this act. Nobody waits for the consent of who
    is not connected; and a silent channel is taken at once.
    """
    with carry_out(sitting, performer, Action.BOOTH_HANDOVER, at) as act:
        seat = _seat(act)
        partners = booth_air.others(seat)
        here = booth_air.connected(act.sitting, partners)
        on_air = seat.on_air_since is not None
        require(may_hand_over(on_air=on_air, partners=len(here)))
        act.facts.update(language=seat.language, asks=asks)
        act.changes("booths", "map")
        if not asks:
            seat.handover_since = None
            seat.save(update_fields=["handover_since"])
            return
        speaker = seat if on_air else next((row for row in partners if row.on_air_since is not None), None)
        if speaker is None:
            booth_air.take(seat, at)
            return
        follower = seat if not on_air else next((row for row in partners if row.registration_id in here), None)
        if follower is not None and _changes(seat, speaker, follower, here):
            act.facts.update(to=follower.registration_id)
            booth_air.change_hands(speaker, follower, at)
        elif seat.handover_since is None:
            seat.handover_since = at
            seat.save(update_fields=["handover_since"])


def _changes(seat: BoothSeat, speaker: BoothSeat, follower: BoothSeat, here: set[int]) -> bool:
    other = follower if seat is speaker else speaker
    present = seat is speaker or speaker.registration_id in here
    return changes_hands(both_ask=other.handover_since is not None, speaker_present=present)
