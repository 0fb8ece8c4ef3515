"""The record of a sitting: what happened in it and when, and who was there, compiled from what the sitting wrote.

Nothing of it is kept: it is read from the turns, the periods of discussion, the positions and the readings themselves,
by a number of queries that does not grow with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from hemicycle.journal.models import Entry
from hemicycle.outcome.models import CallForObjections, Ending, Position, Reading, Wording
from hemicycle.people import queries as people
from hemicycle.people.member_names import as_at, in_list_order
from hemicycle.people.models import Member, Person, Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.presence import Span, together
from hemicycle.sittings import history
from hemicycle.sittings.queries import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import Capacity
    from hemicycle.sittings.models import Discussion, Sitting


class EventKind(StrEnum):
    """What happened, as it is named in anchors too."""

    OPENED = "opened"
    REOPENED = "reopened"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    PROLONGED = "prolonged"
    ENDED = "ended"
    PRESIDED = "presided"
    ITEM = "item"
    TURN = "turn"
    VOICE = "voice"
    MOTION = "motion"
    RULING = "ruling"
    POSITION = "position"
    WITHDRAWAL = "withdrawal"
    READING = "reading"
    CALL = "call"
    OUTCOME = "outcome"
    REMOVED = "removed"
    READMITTED = "readmitted"


#: Of two that happened in the same moment, the one that made the other possible comes first.
_ORDER = {kind: place for place, kind in enumerate((
    EventKind.OPENED, EventKind.REOPENED, EventKind.RESUMED, EventKind.PRESIDED, EventKind.PROLONGED, EventKind.ITEM,
    EventKind.MOTION, EventKind.TURN, EventKind.VOICE, EventKind.RULING, EventKind.READING, EventKind.CALL,
    EventKind.POSITION, EventKind.WITHDRAWAL, EventKind.REMOVED, EventKind.READMITTED, EventKind.OUTCOME,
    EventKind.SUSPENDED, EventKind.ENDED,
))}  # fmt: skip
_STATES = {Action.SITTING_SUSPEND.value: EventKind.SUSPENDED, Action.SITTING_RESUME.value: EventKind.RESUMED}


@dataclass(frozen=True)
class Event:
    """Something that happened in a sitting.

    Attributes:
        key: Of the row that it is read from; of an opening or an end, which one of the sitting it is, from 1.
        until: When it ended; None where it is a moment, or goes on.
        person: Who did it, or whom it was about; None where nobody is named.
        member: Whom they represented, as at that moment (rule 5).
        row: What it is read from, with what its words need.
    """

    kind: EventKind
    key: int
    at: datetime
    until: datetime | None = None
    item: Item | None = None
    person: Person | None = None
    member: Member | None = None
    row: Any = None

    @property
    def anchor(self) -> str:
        """By which its place in the record is linked to: ``turn-12``."""
        return f"{self.kind.value}-{self.key}"


@dataclass(frozen=True)
class Presence:
    """Who was in the room: a Member's delegation, or a person who represents none.

    Attributes:
        capacity: Class or role as at the day of the sitting (rule 5).
        spans: When at least one of them was there.
    """

    member: Member | None
    capacity: Capacity
    persons: tuple[Person, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class SittingRecord:
    """What happened in a sitting, in order, and what its words need.

    Attributes:
        wordings: The conclusions as they were read out, by conclusion, language and number.
    """

    sitting: Sitting
    events: tuple[Event, ...]
    wordings: Mapping[tuple[int, str, int], Wording] = field(default_factory=dict)

    def of(self, *kinds: EventKind) -> list[Event]:
        """The events of some kinds, in order."""
        return [event for event in self.events if event.kind in kinds]

    def read_out(self, reading: Reading) -> dict[str, Wording]:
        """What was read out, by language."""
        keys = {language: (reading.conclusion_id, language, number) for language, number in reading.wordings.items()}
        return {language: self.wordings[key] for language, key in keys.items() if key in self.wordings}


def record_of(sitting: Sitting) -> SittingRecord:
    """The record of a sitting as far as it has come."""
    readings, items = _readings(sitting), list(_items(sitting))
    events = [
        *_course(sitting),
        *_presiding(sitting),
        *items,
        *_turns(sitting),
        *_voices(sitting, items),
        *_rulings(sitting),
        *_positions(sitting),
        *_readings_and_calls(sitting, readings),
        *_endings(sitting),
        *_removals(sitting),
    ]
    as_at((event.member for event in events if event.member), day(sitting))
    events.sort(key=lambda event: (event.at, _ORDER[event.kind], event.key))
    return SittingRecord(sitting, tuple(events), _wordings(readings))


def _course(sitting: Sitting) -> Iterator[Event]:
    """When it was opened, suspended, resumed, prolonged and ended.

    Suspensions are known to the journal alone, which also has those that were undone at once: the sitting went on.
    """
    for number, period in enumerate(history.periods(sitting), 1):
        begun = period.reopening
        if begun is None:
            yield Event(EventKind.OPENED, number, period.start)
        else:
            yield Event(EventKind.REOPENED, number, begun.at, person=begun.registration.person, row=begun)
        if period.end is not None:
            yield Event(EventKind.ENDED, number, period.end)
    entries = Entry.objects.filter(place=f"sitting:{sitting.pk}", act__in=[*_STATES, Action.SITTING_UNDO.value])
    acts = list(entries.select_related("actor").order_by("pk"))
    undone = {(entry.data["undone"], entry.data["of"]) for entry in acts if entry.act == Action.SITTING_UNDO.value}
    for entry in acts:
        if entry.act in _STATES and (entry.act, entry.at.isoformat()) not in undone:
            yield Event(_STATES[entry.act], entry.pk, entry.at, person=entry.actor, row=entry)
    for row in sitting.prolongations.select_related("registration__person"):
        yield Event(EventKind.PROLONGED, row.pk, row.at, person=row.registration.person, row=row)


def _presiding(sitting: Sitting) -> Iterator[Event]:
    for row in sitting.leads.select_related("registration__person").order_by("start", "pk"):
        yield Event(EventKind.PRESIDED, row.pk, row.start, row.end, person=row.registration.person, row=row)


def _items(sitting: Sitting) -> Iterator[Event]:
    for row in sitting.discussions.select_related("item__document"):
        yield Event(EventKind.ITEM, row.pk, row.start, row.end, row.item, row=row)


def _turns(sitting: Sitting) -> Iterator[Event]:
    """Who was given the floor, and every motion, heard or not."""
    rows = sitting.turns.select_related("registration__person", "member", "item").prefetch_related("member__names")
    for row in rows:
        if row.granted_at is None and not row.point_of_order:
            continue
        kind = EventKind.MOTION if row.point_of_order else EventKind.TURN
        begun = row.granted_at or row.asked_at
        yield Event(kind, row.pk, begun, row.ended_at, row.item, row.registration.person, row.member, row)


def _voices(sitting: Sitting, items: Iterable[Event]) -> Iterator[Event]:
    """When who presides was heard beside the floor; under the item that was discussed when it began."""
    periods = list(items)
    for row in sitting.voices.select_related("registration__person"):
        begun = row.began_at
        during = (one.item for one in periods if one.at <= begun and (one.until is None or begun < one.until))
        yield Event(EventKind.VOICE, row.pk, begun, row.ended_at, next(during, None), row.registration.person, row=row)


def _rulings(sitting: Sitting) -> Iterator[Event]:
    for row in sitting.rulings.select_related("registration__person", "discussion__item", "turn"):
        item = row.discussion.item if row.discussion else None
        yield Event(EventKind.RULING, row.pk, row.at, None, item, row.registration.person, row=row)


def _positions(sitting: Sitting) -> Iterator[Event]:
    rows = Position.objects.filter(discussion__sitting=sitting).select_related(
        "registration__person", "member", "discussion__item", "recorded_by__person", "withdrawn_by__person"
    )
    for row in rows.prefetch_related("member__names"):
        item, who = row.discussion.item, row.registration.person
        yield Event(EventKind.POSITION, row.pk, row.at, item=item, person=who, member=row.member, row=row)
        if row.withdrawn_at is not None:
            by = row.withdrawn_by.person if row.withdrawn_by else None
            withdrawn = row.withdrawn_at
            yield Event(EventKind.WITHDRAWAL, row.pk, withdrawn, item=item, person=by, member=row.member, row=row)


def _readings(sitting: Sitting) -> list[Reading]:
    rows = Reading.objects.filter(discussion__sitting=sitting)
    return list(rows.select_related("registration__person", "discussion__item", "conclusion").order_by("pk"))


def _readings_and_calls(sitting: Sitting, readings: Iterable[Reading]) -> Iterator[Event]:
    for row in readings:
        yield Event(EventKind.READING, row.pk, row.at, None, row.discussion.item, row.registration.person, row=row)
    calls = CallForObjections.objects.filter(reading__discussion__sitting=sitting)
    for call in calls.select_related("registration__person", "reading__discussion__item"):
        who, item = call.registration.person, call.reading.discussion.item
        yield Event(EventKind.CALL, call.pk, call.at, call.ended_at, item, who, row=call)


def _wordings(readings: Iterable[Reading]) -> dict[tuple[int, str, int], Wording]:
    wanted = {
        (reading.conclusion_id, language, number)
        for reading in readings
        for language, number in reading.wordings.items()
    }
    if not wanted:
        return {}
    rows = Wording.objects.filter(
        conclusion__in={key for key, _language, _number in wanted}, number__in={number for *_, number in wanted}
    )
    found = {(row.conclusion_id, row.language, row.number): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def _endings(sitting: Sitting) -> Iterator[Event]:
    """How each period of discussion ended; one that was only interrupted has its end in the item's own line."""
    rows = Ending.objects.filter(discussion__sitting=sitting).select_related(
        "discussion__item", "position__member", "reading"
    )
    for row in rows.prefetch_related("position__member__names"):
        discussion: Discussion = row.discussion
        if discussion.end is not None:
            member = row.position.member if row.position else None
            yield Event(EventKind.OUTCOME, row.pk, discussion.end, item=discussion.item, member=member, row=row)


def _removals(sitting: Sitting) -> Iterator[Event]:
    for row in sitting.removals.select_related("registration__person", "registration__member").order_by("pk"):
        who = row.registration.person
        yield Event(EventKind.REMOVED, row.pk, row.at, person=who, row=row)
        if row.readmitted_at is not None:
            yield Event(EventKind.READMITTED, row.pk, row.readmitted_at, person=who, row=row)


def presence_of(sitting: Sitting) -> list[Presence]:
    """Who was in the room and when: by class, and Members as the lists of their body have them."""
    on, consultation = day(sitting), sitting.consultation
    classes = consultation.classes
    came: dict[int, list[Span]] = {}
    for row in sitting.attendances.order_by("joined_at", "pk"):
        came.setdefault(row.registration_id, []).append(Span(row.joined_at, row.left_at))
    rows = Registration.objects.filter(pk__in=came).select_related("person", "member").order_by("pk")
    groups: dict[tuple[str, int, int], list[Registration]] = {}
    for registration in rows.prefetch_related("member__names", "member__organ_seats"):
        capacity = people.capacity(registration, classes, on)
        alone = registration.pk if registration.member_id is None else 0
        groups.setdefault((capacity.value, registration.member_id or 0, alone), []).append(registration)
    members = {row.member.pk: row.member for theirs in groups.values() for row in theirs if row.member}
    listed = in_list_order(as_at(members.values(), on), consultation.body)
    places = {member.pk: place for place, member in enumerate(listed)}
    found = [
        Presence(
            theirs[0].member,
            classes.named(capacity),
            tuple(row.person for row in theirs),
            together(span for row in theirs for span in came[row.pk]),
        )
        for (capacity, _member, _alone), theirs in groups.items()
    ]

    def key(one: Presence) -> tuple[int, int, str]:
        place = places[one.member.pk] if one.member is not None else -1
        return classes.place(one.capacity), place, one.persons[0].name

    return sorted(found, key=key)


@dataclass(frozen=True)
class Held:
    """A sitting that was opened.

    Attributes:
        heard: How many speakers were heard.
        taken: How many items were under discussion.
    """

    sitting: Sitting
    heard: int
    taken: int


def held(consultation: Consultation) -> list[Held]:
    """The sittings of a consultation that were opened, in time: one query."""
    heard = Count("turns", filter=Q(turns__connected_at__isnull=False), distinct=True)
    rows = consultation.sittings.exclude(state=SittingState.PLANNED.value)
    rows = rows.annotate(heard=heard, taken=Count("discussions__item", distinct=True))
    found = []
    for row in rows.order_by("opens_at", "number", "pk"):
        row.consultation = consultation
        found.append(Held(row, row.heard, row.taken))
    return found


def held_sitting(consultation: Consultation, key: int) -> Sitting | None:
    """One of them."""
    row = consultation.sittings.exclude(state=SittingState.PLANNED.value).filter(pk=key).first()
    if row is not None:
        row.consultation = consultation
    return row
