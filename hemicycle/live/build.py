"""The documents of a sitting, each built from the database by one function.

Each takes the sitting's number first and its content afterwards: what a document holds is never older
than the number it carries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from hemicycle.consultations.settings import settings_of
from hemicycle.live import documents as shapes
from hemicycle.live import rooms
from hemicycle.people import queries as people
from hemicycle.people import voting
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.speaking_time import allotted_seconds
from hemicycle.sittings import enforcement, item_turns, queries, speaker_queue
from hemicycle.support import queries as support

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Classes
    from hemicycle.sittings.models import Discussion, Sitting, Turn
    from hemicycle.support.models import HelpMessage


def _iso(moment: datetime) -> str:
    return moment.isoformat()


def _iso_or_none(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _who(registration: Registration, classes: Classes, on: date) -> shapes.Who:
    return shapes.Who(
        registration=registration.pk,
        name=registration.person.name,
        member=registration.member.code if registration.member else None,
        capacity=people.capacity(registration, classes, on).value,
    )


def _who_of_turn(turn: Turn) -> shapes.Who:
    """As they were when they asked (rule 5)."""
    return shapes.Who(
        registration=turn.registration_id,
        name=turn.registration.person.name,
        member=turn.member.code if turn.member else None,
        capacity=turn.capacity,
    )


def _cause(turn: Turn) -> shapes.CauseOrNone:
    return Cause(turn.cause) if turn.cause else ""


def seconds_of(turn: Turn, classes: Classes) -> int:
    """Allotted time of a turn, with what the leader added."""
    return allotted_seconds(classes.named(turn.capacity)) + turn.extra_seconds


def sitting_document(sitting: Sitting) -> shapes.SittingDocument:
    """Where the sitting is and who leads."""
    return shapes.SittingDocument(
        seq=sitting.sequence,
        state=SittingState(sitting.state),
        since=_iso_or_none(sitting.state_since),
        lead=_who(sitting.presiding, sitting.consultation.classes, queries.day(sitting)) if sitting.presiding else None,
        list_open=sitting.list_open,
        opens_at=_iso(sitting.opens_at),
        closes_at=_iso(sitting.closes_at),
        ends_at=_iso(sitting.ends_at),
        room=rooms.of(sitting),
    )


def queue(sitting: Sitting) -> shapes.QueueDocument:
    """Who waits, in procedural order, with reasons (rules 6-9, 12)."""
    settings = settings_of(sitting.consultation.settings)
    places, ahead = [], 0
    waiting = speaker_queue.waiting(sitting.pk).select_related("registration__person", "member")
    for turn, place in speaker_queue.in_places(sitting, waiting, settings):
        places.append(
            shapes.PlaceDocument(
                turn=turn.pk,
                who=_who_of_turn(turn),
                language=turn.language,
                asked_at=_iso(turn.asked_at),
                position=place.position,
                point_of_order=turn.point_of_order,
                next=turn.state == TurnState.NEXT.value,
                microphone=turn.microphone,
                camera=turn.camera,
                reason=shapes.WhyDocument.model_validate(place.reason.as_json()),
                wait_seconds=ahead,
            )
        )
        ahead += seconds_of(turn, settings.participation)
    spent = item_turns.spent_by(sitting, settings.participation)
    return shapes.QueueDocument(
        seq=sitting.sequence,
        list_open=sitting.list_open,
        places=places,
        spoken=sorted(spent.members.values()),
        spoken_persons=sorted(spent.persons),
    )


def _speaker(turn: Turn, classes: Classes) -> shapes.SpeakerDocument:
    since = turn.connected_at if turn.heard_from else None
    return shapes.SpeakerDocument(
        turn=turn.pk,
        who=_who_of_turn(turn),
        language=turn.language,
        point_of_order=turn.point_of_order,
        state=cast('Literal["granted", "connected", "audible"]', turn.state),
        confirm=turn.confirm_first and turn.taken_at is None,
        muted=turn.muted,
        granted_at=_iso(turn.granted_at) if turn.granted_at else "",
        connected_at=_iso_or_none(turn.connected_at),
        audible_at=_iso_or_none(turn.audible_at),
        since=_iso_or_none(since),
        seconds=seconds_of(turn, classes),
    )


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
            cause=_cause(ended),
            at=_iso(ended.ended_at),
        )
    speaker = _speaker(current, sitting.consultation.classes) if current else None
    return shapes.TurnDocument(seq=sitting.sequence, speaker=speaker, last=last)


def room_map(sitting: Sitting) -> shapes.MapDocument:
    """Which tracks are on (rule 11). The channel of the floor's own language carries the floor: no echo."""
    held = enforcement.holders(sitting.pk)
    current = queries.holding(sitting, enforcement.HOLDING_STATES)
    language = current.language if current and held.seen else None
    seats = [seat for seat in queries.seats(sitting) if seat.registration_id not in held.flooded]
    on_air = {seat.language: seat.registration_id for seat in seats if seat.on_air_since}
    channels = {code: _channel(code, language, on_air) for code in sitting.booths}
    # A speaker who has yet to confirm is received early like the next one, without being played.
    early = held.speaker if held.speaker and not held.seen else held.following
    return shapes.MapDocument(
        seq=sitting.sequence,
        floor=enforcement.identity(held.speaker) if held.speaker and held.publishing(held.speaker).seen else None,
        next=enforcement.identity(early) if early else None,
        language=language,
        channels=channels,
    )


def _channel(code: str, floor: str | None, on_air: dict[str, int]) -> shapes.ChannelDocument:
    if code == floor:
        return shapes.ChannelDocument(source="floor", identity=None)
    if code in on_air:
        return shapes.ChannelDocument(source="booth", identity=enforcement.identity(on_air[code]))
    return shapes.ChannelDocument(source="none", identity=None)


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
    planned, settings = queries.planned(sitting), settings_of(sitting.consultation.settings)
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
                noted=not item.proposes or settings.noted_with_proposal,
                state=cast('Literal["planned", "open", "paused", "ended"]', state),
                outcome=Outcome(outcome) if outcome else "",
                minutes=item.minutes,
                spent_seconds=int(spent),
                opened_at=_iso(running.start) if running else None,
            )
        )
    return shapes.ItemsDocument(seq=sitting.sequence, open=opened, items=rows)


def booths(sitting: Sitting) -> shapes.BoothsDocument:
    """Who sits in each booth, and whether anybody does."""
    seats = queries.seats(sitting)
    here = {attendance.registration_id for attendance in queries.present(sitting)}
    known = queries.persons(seat.registration_id for seat in seats)
    classes, on = sitting.consultation.classes, queries.day(sitting)
    rows = []
    for code in sitting.booths:
        taken = [
            shapes.SeatDocument(
                who=_who(known[seat.registration_id], classes, on),
                on_air_since=_iso_or_none(seat.on_air_since),
                present=seat.registration_id in here,
            )
            for seat in seats
            if seat.language == code
        ]
        rows.append(shapes.BoothDocument(language=code, staffed=any(seat.present for seat in taken), seats=taken))
    return shapes.BoothsDocument(seq=sitting.sequence, booths=rows)


def presence(sitting: Sitting) -> shapes.PresenceDocument:
    """Who is here: the classes in their order, then the roles, each in the order of their numbers."""
    here, on, classes = queries.present(sitting), queries.day(sitting), sitting.consultation.classes
    removed = queries.removed(sitting)
    known = queries.persons([*(attendance.registration_id for attendance in here), *removed])
    people_here = [
        shapes.PresentDocument(
            who=_who(known[attendance.registration_id], classes, on), since=_iso(attendance.joined_at)
        )
        for attendance in here
    ]
    people_here.sort(key=lambda person: (classes.place(classes.named(person.who.capacity)), person.who.registration))
    voters = {member.code for member in voting.voters(sitting.consultation, on)}
    return shapes.PresenceDocument(
        seq=sitting.sequence,
        people=people_here,
        removed=[_who(known[registration], classes, on) for registration in removed],
        voters_present=len(voters & {person.who.member for person in people_here}),
        voters=len(voters),
    )


def _message(message: HelpMessage, classes: Classes, on: date) -> shapes.HelpMessageDocument:
    return shapes.HelpMessageDocument(
        id=message.pk, who=_who(message.author, classes, on), text=message.text, at=_iso(message.at)
    )


def help_thread(sitting: Sitting, registration: int) -> shapes.HelpDocument:
    """One participant's thread with the technicians."""
    on, classes = queries.day(sitting), sitting.consultation.classes
    messages = [_message(message, classes, on) for message in support.thread(sitting, registration)]
    return shapes.HelpDocument(seq=sitting.sequence, messages=messages)


def desk(sitting: Sitting) -> shapes.DeskDocument:
    """For technicians and the secretariat: who needs help, the latest turns, who was cut off."""
    on, classes = queries.day(sitting), sitting.consultation.classes
    threads = [
        shapes.HelpThread(
            who=_who(thread.owner, classes, on),
            messages=thread.messages,
            last=_message(thread.last, classes, on),
            unanswered=thread.last.author_id == thread.owner.pk,
        )
        for thread in support.threads(sitting)
    ]
    turns = [
        shapes.TurnRow(
            turn=row.pk,
            who=_who_of_turn(row),
            language=row.language,
            state=TurnState(row.state),
            cause=_cause(row),
            asked_at=_iso(row.asked_at),
            next_at=_iso_or_none(row.next_at),
            granted_at=_iso_or_none(row.granted_at),
            connected_at=_iso_or_none(row.connected_at),
            audible_at=_iso_or_none(row.audible_at),
            ended_at=_iso_or_none(row.ended_at),
        )
        for row in queries.latest_turns(sitting)
    ]
    cut = sitting.intrusions.order_by("-pk")[: queries.TURNS_SHOWN]
    known = queries.persons(intrusion.registration_id for intrusion in cut)
    intrusions = [
        shapes.IntrusionRow(
            who=_who(known[row.registration_id], classes, on),
            how=row.how,
            seen_by=row.seen_by,
            at=_iso(row.at),
            cut_at=_iso_or_none(row.cut_at),
        )
        for row in cut
    ]
    return shapes.DeskDocument(
        seq=sitting.sequence,
        threads=threads,
        turns=turns,
        intrusions=intrusions,
        room_made_again_at=_iso_or_none(rooms.made_again_at(sitting)),
    )


BUILDERS: dict[str, Callable[[Sitting], shapes.Document]] = {
    "sitting": sitting_document,
    "queue": queue,
    "turn": turn,
    "map": room_map,
    "items": items,
    "booths": booths,
    "presence": presence,
    "desk": desk,
}


def documents(sitting_id: int, names: Iterable[str]) -> dict[str, shapes.Document]:
    """Documents of a sitting by their names, built afresh, in the order of the names.

    Raises:
        LookupError: no document has such a name.
        Sitting.DoesNotExist: no sitting has this key.
    """
    sitting = queries.find_sitting(sitting_id)
    return {name: _document(sitting, name) for name in names}


def document(sitting_id: int, name: str) -> shapes.Document:
    """One of them."""
    return documents(sitting_id, [name])[name]


def _document(sitting: Sitting, name: str) -> shapes.Document:
    if name.startswith("help."):
        return help_thread(sitting, int(name.removeprefix("help.")))
    return BUILDERS[name](sitting)
