"""The documents of a sitting, each built from the database by one function.

Each takes the sitting's number first and its content afterwards: what a document holds is never older
than the number it carries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from hemicycle.consultations.settings import settings_of
from hemicycle.live import documents as shapes
from hemicycle.live import rooms
from hemicycle.live.build_booths import booths
from hemicycle.live.build_chat import booths_chat, own_chat, technicians_chat
from hemicycle.live.build_conclusion import conclusion, ending
from hemicycle.live.build_desk import desk, help_thread
from hemicycle.live.build_documentation import documentation
from hemicycle.live.build_parts import cause, iso, iso_or_none, who, who_of_turn
from hemicycle.live.build_signals import signals
from hemicycle.live.build_speech import speech
from hemicycle.live.build_statements import statements
from hemicycle.outcome.queries import endings_of
from hemicycle.people import voting
from hemicycle.rules.booth_signals import Signal, asked_until
from hemicycle.rules.floor import SittingState, TurnState
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.permissions import Action
from hemicycle.rules.speaking_time import allotted_seconds
from hemicycle.sittings import (
    booth_air,
    booth_signals,
    enforcement,
    interpretation,
    item_turns,
    motions,
    queries,
    speaker_queue,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from hemicycle.live.document import Document
    from hemicycle.outcome.models import Ending
    from hemicycle.rules.capacity import Classes
    from hemicycle.sittings.models import Discussion, Sitting, Turn


def seconds_of(turn: Turn, classes: Classes) -> int:
    """Allotted time of a turn, with what the leader added."""
    return allotted_seconds(classes.named(turn.capacity)) + turn.extra_seconds


def sitting_document(sitting: Sitting) -> shapes.SittingDocument:
    """Where the sitting is and who leads."""
    settings = settings_of(sitting.consultation.settings)
    return shapes.SittingDocument(
        seq=sitting.sequence,
        state=SittingState(sitting.state),
        since=iso_or_none(sitting.state_since),
        lead=who(sitting.presiding, sitting.consultation.classes, queries.day(sitting)) if sitting.presiding else None,
        list_open=sitting.list_open,
        opens_at=iso(sitting.opens_at),
        closes_at=iso(sitting.closes_at),
        ends_at=iso(sitting.ends_at),
        room=rooms.of(sitting),
        suspended_until=iso_or_none(sitting.suspended_until),
        interpretation_wait=interpretation.wait_seconds(sitting, settings),
        on_air_minutes=settings.on_air_minutes,
        ruling=_ruling(sitting),
        undo=_undo(sitting),
    )


def _ruling(sitting: Sitting) -> shapes.RulingDocument | None:
    last = motions.last_ruling(sitting)
    if last is None:
        return None
    return shapes.RulingDocument(
        ruling=last.pk,
        who=who(last.registration, sitting.consultation.classes, queries.day(sitting)),
        motion=Motion(last.turn.motion) if last.turn else "",
        mover=who_of_turn(last.turn) if last.turn else None,
        verdict=Verdict(last.verdict) if last.verdict else "",
        words=last.words,
        until=iso_or_none(last.until),
        at=iso(last.at),
    )


def _undo(sitting: Sitting) -> shapes.UndoDocument | None:
    last = queries.last_act(sitting)
    if last is None:
        return None
    action = cast("shapes.UndoableAction", Action(last.action))
    return shapes.UndoDocument(act=last.pk, registration=last.registration_id, action=action, at=iso(last.at))


def queue(sitting: Sitting) -> shapes.QueueDocument:
    """Who waits, in procedural order, with reasons (rules 6-9, 12)."""
    settings = settings_of(sitting.consultation.settings)
    places, ahead = [], 0
    waiting = speaker_queue.waiting(sitting.pk).select_related("registration__person", "member")
    for turn, place in speaker_queue.in_places(sitting, waiting, settings):
        places.append(
            shapes.PlaceDocument(
                turn=turn.pk,
                who=who_of_turn(turn),
                language=turn.language,
                asked_at=iso(turn.asked_at),
                position=place.position,
                point_of_order=turn.point_of_order,
                motion=Motion(turn.motion) if turn.motion else "",
                words=turn.words,
                next=turn.state == TurnState.NEXT.value,
                microphone=turn.microphone,
                camera=turn.camera,
                reason=shapes.WhyDocument.model_validate(place.reason.as_json()),
                item=turn.item_id,
                wait_seconds=ahead,
            )
        )
        ahead += seconds_of(turn, settings.participation)
    spent = item_turns.spent_by(sitting, settings.participation)
    return shapes.QueueDocument(
        seq=sitting.sequence,
        list_open=sitting.list_open,
        places=places,
        motions=[_moved(turn) for turn in motions.pending(sitting)],
        aside=[
            shapes.AsideDocument(turn=turn.pk, who=who_of_turn(turn), item=turn.item_id)
            for turn in speaker_queue.put_aside(sitting.pk)
            if turn.item_id is not None
        ],
        spoken=sorted(spent.members.values()),
        spoken_persons=sorted(spent.persons),
        heard=[] if sitting.counts else queries.members_heard(sitting),
    )


def _moved(turn: Turn) -> shapes.MotionDocument:
    state: Literal["waits", "speaks", "heard"] = "heard" if turn.ended_at else "waits"
    if turn.state in enforcement.HOLDING_STATES:
        state = "speaks"
    return shapes.MotionDocument(
        turn=turn.pk, who=who_of_turn(turn), motion=Motion(turn.motion), words=turn.words, state=state
    )


def _speaker(turn: Turn, classes: Classes) -> shapes.SpeakerDocument:
    given = booth_signals.of_turn(turn)
    return shapes.SpeakerDocument(
        turn=turn.pk,
        who=who_of_turn(turn),
        language=turn.language,
        point_of_order=turn.point_of_order,
        motion=Motion(turn.motion) if turn.motion else "",
        state=cast('Literal["granted", "connected", "audible"]', turn.state),
        confirm=turn.confirm_first and turn.taken_at is None,
        muted=turn.muted,
        granted_at=iso(turn.granted_at) if turn.granted_at else "",
        connected_at=iso_or_none(turn.connected_at),
        audible_at=iso_or_none(turn.audible_at),
        waits=_waits(turn),
        since=iso_or_none(turn.begins),
        seconds=seconds_of(turn, classes),
        slow_down=[iso(until) for until in asked_until(given, Signal.SLOW_DOWN)],
        wait=[iso(until) for until in asked_until(given, Signal.WAIT)],
    )


def _waits(turn: Turn) -> shapes.WaitDocument | None:
    if turn.waits_until is None or turn.light_at is not None:
        return None
    return shapes.WaitDocument(channels=turn.waits_for, until=iso(turn.waits_until))


def _spoke_seconds(turn: Turn, until: datetime) -> int | None:
    return max(0, int((until - turn.begins).total_seconds())) if turn.begins else None


def turn(sitting: Sitting) -> shapes.TurnDocument:
    """Who has the floor, and how the turn before ended."""
    current = queries.holding(sitting, enforcement.HOLDING_STATES)
    ended = queries.last_ended(sitting)
    last = None
    if ended is not None and ended.ended_at is not None:
        last = shapes.LastTurn(
            turn=ended.pk,
            registration=ended.registration_id,
            state=cast('Literal["ended", "withdrawn", "failed", "asked"]', ended.state),
            cause=cause(ended),
            at=iso(ended.ended_at),
            spoke_seconds=_spoke_seconds(ended, ended.ended_at),
            seconds=seconds_of(ended, sitting.consultation.classes),
        )
    speaker = _speaker(current, sitting.consultation.classes) if current else None
    return shapes.TurnDocument(seq=sitting.sequence, speaker=speaker, last=last)


def room_map(sitting: Sitting) -> shapes.MapDocument:
    """Which tracks are on (rule 11). The channel of the floor's own language carries the floor: no echo."""
    held = enforcement.holders(sitting.pk)
    presides = held.presiding if held.presiding != held.speaker else None
    seats = [seat for seat in queries.seats(sitting) if seat.registration_id not in held.flooded]
    on_air = {seat.language: seat.registration_id for seat in seats if seat.on_air_since}
    follow = booth_air.followers(seats)
    channels = {code: _channel(code, held.language, on_air, follow) for code in sitting.booths}
    # A speaker who has yet to confirm is received early like the next one, without being played.
    early = held.speaker if held.speaker and not held.seen else held.following
    return shapes.MapDocument(
        seq=sitting.sequence,
        floor=enforcement.identity(held.speaker) if held.speaker and held.publishing(held.speaker).seen else None,
        next=enforcement.identity(early) if early else None,
        presiding=enforcement.identity(presides) if presides else None,
        voice=held.talking is not None,
        language=held.language,
        channels=channels,
    )


def _channel(code: str, floor: str | None, on_air: dict[str, int], follow: dict[str, int]) -> shapes.ChannelDocument:
    follower = enforcement.identity(follow[code]) if code in follow else None
    if code == floor:
        return shapes.ChannelDocument(source="floor", identity=None, follower=None)
    if code in on_air:
        return shapes.ChannelDocument(source="booth", identity=enforcement.identity(on_air[code]), follower=follower)
    return shapes.ChannelDocument(source="none", identity=None, follower=None)


def _item_state(periods: list[Discussion]) -> tuple[str, str]:
    if any(period.end is None for period in periods):
        return "open", ""
    outcome = next((period.outcome for period in reversed(periods) if period.outcome), "")
    if outcome:
        return "ended", outcome
    return ("paused" if periods else "planned"), ""


def items(sitting: Sitting) -> shapes.ItemsDocument:
    """The plan of the sitting, and which item is open."""
    by_item: dict[int, list[Discussion]] = {}
    for discussion in queries.discussions(sitting):
        by_item.setdefault(discussion.item_id, []).append(discussion)
    planned = queries.planned(sitting)
    endings = endings_of(period.pk for periods in by_item.values() for period in periods if period.outcome)
    rows, opened = [], None
    for item in queries.plan(sitting):
        periods = by_item.get(item.pk, [])
        state, outcome = _item_state(periods)
        running = next((period for period in periods if period.end is None), None)
        opened = item.pk if running else opened
        spent = sum((period.end - period.start).total_seconds() for period in periods if period.end)
        rows.append(
            shapes.ItemDocument(
                item=item.pk,
                planned=not planned or item.pk in planned,
                state=cast('Literal["planned", "open", "paused", "ended"]', state),
                outcome=Outcome(outcome) if outcome else "",
                minutes=item.minutes,
                spent_seconds=int(spent),
                opened_at=iso(running.start) if running else None,
                ending=_last_ending(periods, endings) if outcome else None,
            )
        )
    return shapes.ItemsDocument(seq=sitting.sequence, open=opened, closed=_closed_last(by_item), items=rows)


def _last_ending(periods: list[Discussion], endings: dict[int, Ending]) -> shapes.EndingDocument | None:
    return ending(next((endings[period.pk] for period in reversed(periods) if period.pk in endings), None))


def _closed_last(by_item: dict[int, list[Discussion]]) -> int | None:
    """The item that ended last, where none was taken up after it."""
    last = max((period for periods in by_item.values() for period in periods), key=lambda one: one.pk, default=None)
    return last.item_id if last is not None and last.outcome else None


def presence(sitting: Sitting) -> shapes.PresenceDocument:
    """Who is here: the classes in their order, then the roles, each in the order of their numbers."""
    here, on, classes = queries.present(sitting), queries.day(sitting), sitting.consultation.classes
    removed = queries.removed(sitting)
    known = queries.persons([*(attendance.registration_id for attendance in here), *removed])
    people_here = [
        shapes.PresentDocument(who=who(known[attendance.registration_id], classes, on), since=iso(attendance.joined_at))
        for attendance in here
    ]
    people_here.sort(key=lambda person: (classes.place(classes.named(person.who.capacity)), person.who.registration))
    voters = {member.code for member in voting.voters(sitting.consultation, on)}
    return shapes.PresenceDocument(
        seq=sitting.sequence,
        people=people_here,
        removed=[who(known[registration], classes, on) for registration in removed],
        voters_present=len(voters & {person.who.member for person in people_here}),
        voters=len(voters),
    )


BUILDERS: dict[str, Callable[[Sitting], Document]] = {
    "sitting": sitting_document,
    "queue": queue,
    "turn": turn,
    "map": room_map,
    "items": items,
    "documentation": documentation,
    "conclusion": conclusion,
    "statements": statements,
    "speech": speech,
    "booths": booths,
    "presence": presence,
    "signals": signals,
    "desk": desk,
    "booths_chat": booths_chat,
    "technicians_chat": technicians_chat,
}


def documents(sitting_id: int, names: Iterable[str]) -> dict[str, Document]:
    """Documents of a sitting by their names, built afresh, in the order of the names.

    Raises:
        LookupError: no document has such a name.
        Sitting.DoesNotExist: no sitting has this key.
    """
    sitting = queries.find_sitting(sitting_id)
    return {name: _document(sitting, name) for name in names}


def document(sitting_id: int, name: str) -> Document:
    """One of them."""
    return documents(sitting_id, [name])[name]


def _document(sitting: Sitting, name: str) -> Document:
    if name.startswith("help."):
        return help_thread(sitting, int(name.removeprefix("help.")))
    if name.startswith("chat."):
        return own_chat(sitting, int(name.removeprefix("chat.")))
    return BUILDERS[name](sitting)
