"""The report of a rehearsal, a test session or any sitting: who came, who was heard and how fast, and what they say.

Nothing of it is kept: it is read from the turns, the attendance, the connection tests and the comments themselves, at
any time, by a number of queries that does not grow with them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from statistics import mean
from typing import TYPE_CHECKING

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.people import queries as people
from hemicycle.people.member_names import as_at, in_list_order
from hemicycle.people.models import Registration
from hemicycle.rules.connection_figures import (
    BEGINNING_SECONDS,
    Sound,
    TakingPart,
    TurnGiven,
    figures_of,
    members_of,
    never_heard,
    sound_of,
    tries_of,
)
from hemicycle.rules.floor import OVER, Cause, SittingState, TurnState
from hemicycle.rules.permissions import Action, permits
from hemicycle.rules.rehearsal_comments import CommentState
from hemicycle.rules.sitting_kinds import PRACTICE
from hemicycle.sittings.history import seconds_between
from hemicycle.sittings.models import Sitting
from hemicycle.sittings.queries import day
from hemicycle.support.models import ConnectionTest, HelpMessage, RehearsalComment, RehearsalReport

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.connection_figures import ConnectionFigures, MemberSpoke
    from hemicycle.sittings.models import PresidingVoice, Turn

#: What a comment rates, by the names of its columns.
RATED = ("sound", "picture", "interpretation", "speaking")


@dataclass(frozen=True)
class Person:
    """Somebody who was in the room, or had the floor.

    Attributes:
        capacity: As at the day of the sitting (rule 5).
        came: When they first joined; None where the media server never saw them.
        test: The latest connection test that they ran themselves, and finished before the sitting was over.
        messages: How many they exchanged with the technicians in this sitting.
        given: How often they were given the floor.
        tries: At which try they were first heard; None where they never were.
        failed: They had the floor, and were never heard.
    """

    registration: Registration
    capacity: Capacity
    facts: TakingPart
    came: datetime | None
    test: ConnectionTest | None
    messages: int
    given: int
    tries: int | None
    failed: bool


@dataclass(frozen=True)
class Given:
    """A turn that was given the floor.

    Attributes:
        number: Which try of its person it was, from 1.
    """

    turn: Turn
    facts: TurnGiven
    person: Person
    number: int


@dataclass(frozen=True)
class MemberPart:
    """A Member that could take part, and how far it came."""

    member: Member
    capacity: Capacity
    spoke: MemberSpoke


@dataclass(frozen=True)
class Rated:
    """What comments rate on average: None where nobody rated it."""

    name: str
    ratings: int
    average: float | None


@dataclass(frozen=True)
class ConnectionReport:
    """The report of a sitting, as far as it has come.

    Attributes:
        state: How far it is; None where nothing was done about it.
    """

    sitting: Sitting
    figures: ConnectionFigures
    people: tuple[Person, ...]
    turns: tuple[Given, ...]
    comments: tuple[RehearsalComment, ...]
    state: RehearsalReport | None

    @property
    def published(self) -> datetime | None:
        """Since when every participant reads its figures."""
        return self.state.published_at if self.state else None

    @property
    def comments_closed(self) -> datetime | None:
        """Since when no comments are taken."""
        return self.state.comments_closed_at if self.state else None

    @cached_property
    def rated(self) -> list[Rated]:
        """What the comments rate."""
        found = []
        for name in RATED:
            given = [value for one in self.comments if (value := getattr(one, name)) is not None]
            found.append(Rated(name, len(given), mean(given) if given else None))
        return found

    @property
    def answered(self) -> int:
        """How many comments the secretariat did something about."""
        return sum(one.state != CommentState.RECEIVED.value for one in self.comments)


def report_of(sitting: Sitting) -> ConnectionReport:
    """The report of a sitting of a consultation that is known to it."""
    turns = list(_turns(sitting))
    voices = list(sitting.voices.all())
    facts = [_given(turn, voices) for turn in turns]
    persons = _people(sitting, turns, facts)
    tried: Counter[int] = Counter()
    given = []
    for turn, fact in zip(turns, facts, strict=True):
        tried[turn.registration_id] += 1
        given.append(Given(turn, fact, persons[turn.registration_id], tried[turn.registration_id]))
    found = [person.facts for person in persons.values()]
    comments = sitting.rehearsal_comments.select_related("registration__person", "registration__member")
    return ConnectionReport(
        sitting,
        figures_of(found, facts),
        tuple(persons.values()),
        tuple(given),
        tuple(comments.prefetch_related("registration__member__names").order_by("-changed_at", "-pk")),
        RehearsalReport.objects.filter(sitting=sitting).first(),
    )


def members(report: ConnectionReport) -> list[MemberPart]:
    """Every Member that may enter sittings, and others that were there, as lists have them."""
    sitting = report.sitting
    consultation, on = sitting.consultation, day(sitting)
    came = {one.registration.member.pk: one.registration.member for one in report.people if one.registration.member}
    invited = {member.pk: member for member in people.invited(consultation)}
    spoke = members_of([one.facts for one in report.people], [one.facts for one in report.turns], {**came, **invited})
    found = []
    for member in in_list_order(as_at({**came, **invited}.values(), on), consultation.body):
        capacity = people.class_of(member, consultation.classes, on)
        if member.pk in came or permits(capacity, Action.ROOM_ENTER):
            found.append(MemberPart(member, capacity, spoke[member.pk]))
    return found


def before(sitting: Sitting) -> Sitting | None:
    """What was held before it and is compared with it: of rehearsals and test sessions, the one before of either."""
    kinds = [sitting.kind] if sitting.counts else PRACTICE
    rows = Sitting.objects.filter(consultation=sitting.consultation, kind__in=kinds, opens_at__lt=sitting.opens_at)
    found = rows.exclude(state=SittingState.PLANNED.value).order_by("-opens_at", "-pk").first()
    if found is not None:
        found.consultation = sitting.consultation
    return found


def is_published(sitting: Sitting) -> bool:
    """Whether every participant reads the figures of a sitting."""
    return RehearsalReport.objects.filter(sitting=sitting, published_at__isnull=False).exists()


def took_part(sitting: Sitting, registration: Registration) -> bool:
    """Whether somebody was in the room."""
    return sitting.attendances.filter(registration=registration).exists()


def comment_of(sitting: Sitting, registration: Registration) -> RehearsalComment | None:
    """What somebody said of it."""
    return sitting.rehearsal_comments.filter(registration=registration).first()


def find_comment(sitting: Sitting, key: int) -> RehearsalComment | None:
    """A comment on it, with whose it is and who answered."""
    rows = sitting.rehearsal_comments.select_related(
        "registration__person", "registration__member", "answered_by__person"
    )
    return rows.prefetch_related("registration__member__names").filter(pk=key).first()


def _turns(sitting: Sitting) -> list[Turn]:
    """Every turn that was given the floor, in the order of asking."""
    rows = sitting.turns.filter(granted_at__isnull=False).select_related("registration__person", "member")
    found = list(rows.prefetch_related("member__names").order_by("granted_at", "pk"))
    as_at((turn.member for turn in found if turn.member), day(sitting))
    return found


def _given(turn: Turn, voices: list[PresidingVoice]) -> TurnGiven:
    return TurnGiven(
        key=turn.pk,
        person=turn.registration_id,
        member=turn.member_id,
        seconds=seconds_between(turn.heard_from, turn.connected_at),
        over=TurnState(turn.state) in OVER,
        cause=Cause(turn.cause) if turn.cause else None,
        overlapped=any(_over_the_beginning(turn, voice) for voice in voices),
    )


def _over_the_beginning(turn: Turn, voice: PresidingVoice) -> bool:
    spoke = turn.audible_at or turn.connected_at
    if spoke is None or voice.registration_id == turn.registration_id:
        return False
    begun = voice.began_at <= spoke + timedelta(seconds=BEGINNING_SECONDS)
    return begun and (voice.ended_at is None or voice.ended_at > spoke)


def _people(sitting: Sitting, turns: list[Turn], facts: list[TurnGiven]) -> dict[int, Person]:
    """Everybody who was in the room or had the floor, by Member and name."""
    came: dict[int, datetime] = {}
    for row in sitting.attendances.order_by("joined_at", "pk"):
        came.setdefault(row.registration_id, row.joined_at)
    rows = Registration.objects.filter(pk__in={*came, *(turn.registration_id for turn in turns)})
    found = list(rows.select_related("person", "member").prefetch_related("member__names", "member__organ_seats"))
    as_at((row.member for row in found if row.member), day(sitting))
    measured, messages = _tests(sitting, found), _messages(sitting)
    # An entry into the room measures no microphone.
    tests = {row.registration_id: row for row in measured if row.kind == ConnectionTest.Kind.TEST}
    latest = {row.registration_id: row for row in measured}
    given, tries, failed = Counter(fact.person for fact in facts), tries_of(facts), never_heard(facts)
    on, classes = day(sitting), sitting.consultation.classes
    listed = in_list_order(
        {row.member.pk: row.member for row in found if row.member}.values(), sitting.consultation.body
    )
    places = {member.pk: place for place, member in enumerate(listed)}
    found.sort(key=lambda row: (places.get(row.member_id or 0, len(places)), sort_key(row.person.name), row.pk))
    return {
        row.pk: Person(
            registration=row,
            capacity=people.capacity(row, classes, on),
            facts=_taking_part(row, tests.get(row.pk), latest.get(row.pk)),
            came=came.get(row.pk),
            test=tests.get(row.pk),
            messages=messages[row.pk],
            given=given[row.pk],
            tries=tries.get(row.pk),
            failed=row.pk in failed,
        )
        for row in found
    }


def _taking_part(row: Registration, test: ConnectionTest | None, latest: ConnectionTest | None) -> TakingPart:
    measured: Mapping[str, Mapping[str, str] | None] = (latest.measured if latest else None) or {}
    line, browser = measured.get("line"), measured.get("browser")
    return TakingPart(
        key=row.pk,
        member=row.member_id,
        region=row.member.region if row.member else "",
        way=line["way"] if line else "",
        browser=browser["name"] if browser else "",
        sound=sound_of(test.found) if test else Sound.UNTESTED,
    )


def _tests(sitting: Sitting, found: list[Registration]) -> list[ConnectionTest]:
    """What was measured of them before the sitting was over, in a test or as they entered; the latest at the end."""
    rows = ConnectionTest.objects.filter(registration__in=found, finished_at__isnull=False)
    if sitting.state == SittingState.ENDED.value and sitting.state_since is not None:
        rows = rows.filter(finished_at__lte=sitting.state_since)
    return list(rows.order_by("begun_at", "pk"))


def _messages(sitting: Sitting) -> Counter[int]:
    """How many messages each of them and the help desk wrote to each other, by registration."""
    rows = HelpMessage.objects.filter(case__sitting=sitting).exclude(kind=HelpMessage.Kind.NOTE)
    return Counter(rows.order_by().values_list("case__registration", flat=True))
