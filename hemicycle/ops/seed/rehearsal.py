"""The rehearsal of 8 May 2020, as the second annex of the letter reports it, and a test session before it.

Of the letter: 42 Member States of all regions and more than 120 participants; speakers from 23 States; one who failed,
one who was heard after several tries, many who waited for about 20 seconds, some for less than three. All else is made
up: who they were, when each had the floor, their seconds to a tenth, their connection tests, and what they said of it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password
from django.db.models import Max

from hemicycle.ops.seed import files
from hemicycle.ops.seed.connection_tests import ROOM
from hemicycle.people.models import Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.connection_tests import CODE_SIGNS, judge
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.help_cases import CaseCause, CaseStatus, Channel
from hemicycle.rules.measured import Purpose
from hemicycle.rules.rehearsal_comments import CommentState
from hemicycle.rules.sitting_kinds import PRACTICE, SittingKind
from hemicycle.sittings.models import Attendance, Lead, PresidingVoice, Sitting, Turn
from hemicycle.support import cases
from hemicycle.support.measurements import Measurements
from hemicycle.support.models import ConnectionTest, RehearsalComment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.consultations.models import Consultation

STATES = 42
#: People who are added to those of the case.
MORE = 24
#: From the floor to being heard, of each speaker in turn: some within three seconds, many about twenty (made up).
_SECONDS = (
    2.1, 19.4, 21.2, 6.8, 20.3, 2.8, 18.7, 22.5, 19.9, 11.2, 20.8,
    1.7, 21.9, 19.1, 9.4, 20.1, 2.4, 23.0, 18.2, 13.6, 20.6, 2.9,
)  # fmt: skip
#: Who was heard at the third try only, and who never was; the same of the test session.
_AT_LAST = 17.3
_SESSION_SECONDS = (4.2, 24.8, 21.7, 31.0, 19.6, 2.6, 27.4, 20.9)
_REHEARSAL_AT = datetime(2020, 5, 8, 10, 0, tzinfo=UTC)
_SESSION_AT = datetime(2020, 5, 6, 12, 0, tzinfo=UTC)
_LASTS = timedelta(hours=2)
_BETWEEN, _FAILS_AFTER, _SPEAKS = timedelta(minutes=3), timedelta(seconds=60), timedelta(seconds=90)
#: Made up of a test, in turn.
_MEASURED: tuple[dict[str, dict[str, Any]], ...] = (
    {},
    {"browser": {"name": "Firefox", "version": "76"}, "line": {"way": "tcp", "round_trip_ms": 210.0}},
    {"microphone": {"noise_db": -38.0}},
    {"browser": {"name": "Edge", "version": "81"}, "line": {"way": "relay", "round_trip_ms": 340.0}},
    {"browser": {"name": "Safari", "version": "13", "platform": "macOS"}},
)
_BLOCKED = {"line": {"way": "none"}, "ways": {way: {"state": "fails"} for way in ("udp", "tcp", "relay")}}


@dataclass(frozen=True)
class _Comment:
    """What somebody said; its words follow the suggestions of the annex."""

    ratings: tuple[int | None, int | None, int | None, int | None]
    text: str
    state: CommentState = CommentState.RECEIVED
    response: str = ""


_COMMENTS = (
    _Comment(
        (4, 4, 4, 2),
        "An echo was heard where the language of the floor is that of the channel.",
        CommentState.DONE,
        "A channel of the language that is spoken now carries the original sound.",
    ),
    _Comment(
        (4, 5, None, 3),
        "I should like to see myself in the list of participants, and among those who raised their hand.",
        CommentState.IN_HAND,
        "Both lists will show it.",
    ),
    _Comment((3, 4, 3, 3), "The beginning of some statements could not be heard: the interpretation went on."),
    _Comment((5, 4, 5, 4), ""),
)


def demonstration_rehearsal(consultation: Consultation) -> int:
    """Add the test session and the rehearsal, unless anything was practised before; how many sittings.

    Raises:
        LookupError: there are fewer States with somebody confirmed than took part.
    """
    if consultation.sittings.filter(kind__in=PRACTICE, state=SittingState.ENDED.value).exists():
        return 0
    _more_delegates(consultation)
    people = _people(consultation)
    session = _held(consultation, SittingKind.TEST, _SESSION_AT, people[:60])
    _speak(session, _one_of_each_state(people)[: len(_SESSION_SECONDS)], _SESSION_SECONDS)
    _test(consultation, people)
    rehearsal = _held(consultation, SittingKind.REHEARSAL, _REHEARSAL_AT, people)
    speakers = _one_of_each_state(people)
    heard, at_last, failed = speakers[: len(_SECONDS)], *speakers[len(_SECONDS) : len(_SECONDS) + 2]
    end = _speak(rehearsal, heard, _SECONDS)
    for row, seconds in ((at_last, _AT_LAST), (failed, None)):
        end = _try_again(rehearsal, row, end, seconds)
    _preside_over_the_first(rehearsal)
    _help(rehearsal, failed, end)
    _say(rehearsal, heard)
    return 2


def _help(rehearsal: Sitting, person: Registration, at: datetime) -> None:
    """They ask the help desk, which answers, and knows what it was."""
    consultation, text = rehearsal.consultation, "Nobody hears me. Our network blocks it, I think."
    technician = consultation.registrations.filter(role=Role.TECHNICIAN.value).earliest("pk")
    case = cases.opened(consultation, Channel.CHAT, at, registration=person, sitting=rehearsal)
    cases.ask(case, person, at, text)
    answered = at + timedelta(minutes=2)
    text = "Test your connection: its result has a letter for your network administrator."
    cases.reply(case, technician, answered, text)
    case.status, case.cause, case.solved_at = CaseStatus.SOLVED.value, CaseCause.NETWORK.value, answered
    case.save()


def _confirmed(consultation: Consultation) -> list[Registration]:
    rows = Registration.objects.filter(consultation=consultation, status=RegistrationStatus.CONFIRMED.value)
    return list(rows.select_related("person", "member").order_by("pk"))


def _more_delegates(consultation: Consultation) -> None:
    """The case registers fewer people than practised: one more for each of some delegations.

    They read French, so that the demonstration, whose pages are in English, lets nobody play them.
    """
    members = [row.member for row in _one_of_each_state(_confirmed(consultation)) if row.member and row.member.region]
    persons = Person.objects.bulk_create(
        Person(
            email=f"rehearsal.{number}@example.org",
            name=f"Made-up Delegate {number}",
            language="fr",
            made_up=True,
            password=make_password(None),
        )
        for number in range(1, MORE + 1)
    )
    Registration.objects.bulk_create(
        Registration(
            consultation=consultation,
            person=person,
            member=member,
            role=Role.DELEGATE.value,
            status=RegistrationStatus.CONFIRMED.value,
            asked_at=_SESSION_AT - timedelta(days=1),
        )
        for person, member in zip(persons, members, strict=False)
    )


def _people(consultation: Consultation) -> list[Registration]:
    """Everybody confirmed of the 42 largest delegations, one of each region at least, and who serves the sitting."""
    every = _confirmed(consultation)
    sizes = Counter(row.member for row in every if row.member is not None and row.member.region)
    largest = [member for member, _number in sizes.most_common()]
    firsts = {member.region: member for member in reversed(largest)}
    chosen = list(dict.fromkeys([*firsts.values(), *largest]))[:STATES]
    if len(chosen) < STATES:
        raise LookupError(f"{len(chosen)} States have somebody confirmed")
    places = {member.pk: place for place, member in enumerate(chosen)}
    theirs = [row for row in every if row.member_id in places]
    theirs.sort(key=lambda row: places[row.member_id or 0])
    return [*theirs, *(row for row in every if row.role != Role.DELEGATE.value)]


def _one_of_each_state(people: Sequence[Registration]) -> list[Registration]:
    """The first of each delegation."""
    return list({row.member_id: row for row in reversed(people) if row.member_id is not None}.values())[::-1]


def _held(consultation: Consultation, kind: SittingKind, at: datetime, people: Sequence[Registration]) -> Sitting:
    presiding = consultation.registrations.get(role=Role.VICE_CHAIR.value)
    planned = consultation.sittings.filter(kind=kind.value).aggregate(last=Max("number"))["last"] or 0
    sitting = Sitting.objects.create(
        consultation=consultation,
        number=planned + 1,
        kind=kind.value,
        opens_at=at,
        closes_at=at + _LASTS,
        state=SittingState.ENDED.value,
        state_since=at + _LASTS,
        presiding=presiding,
    )
    Lead.objects.create(sitting=sitting, registration=presiding, start=at, end=at + _LASTS)
    Attendance.objects.bulk_create(
        Attendance(
            sitting=sitting,
            registration=row,
            session=f"made-up-{row.pk}",
            joined_at=at - timedelta(minutes=15) + number * timedelta(seconds=7),
            left_at=at + _LASTS,
        )
        for number, row in enumerate(people)
    )
    return sitting


def _speak(sitting: Sitting, speakers: Sequence[Registration], seconds: Sequence[float]) -> datetime:
    """Each has the floor once, and is heard after so many seconds; when the last one ended."""
    granted = sitting.opens_at + timedelta(minutes=5)
    rows = []
    for row, waited in zip(speakers, seconds, strict=True):
        rows.append(_heard(sitting, row, granted, waited))
        granted += _BETWEEN
    Turn.objects.bulk_create(rows)
    return granted


def _turn(sitting: Sitting, row: Registration, granted: datetime, **columns: Any) -> Turn:
    classes = sitting.consultation.classes
    capacity = next(iter(classes)).value
    spoken = row.person.language if row.person.language in sitting.languages else sitting.languages[0]
    asked = granted - timedelta(minutes=4)
    return Turn(
        sitting=sitting, registration=row, member=row.member, capacity=capacity, language=spoken, asked_at=asked,
        next_at=granted - timedelta(minutes=1), granted_at=granted, **columns,
    )  # fmt: skip


def _heard(sitting: Sitting, row: Registration, granted: datetime, seconds: float) -> Turn:
    connected = granted + timedelta(seconds=seconds)
    return _turn(
        sitting, row, granted, state=TurnState.ENDED.value, microphone=True, camera=True, connected_at=connected,
        audible_at=connected + timedelta(seconds=1), ended_at=connected + _SPEAKS,
    )  # fmt: skip


def _try_again(sitting: Sitting, row: Registration, granted: datetime, seconds: float | None) -> datetime:
    """Two turns in which nobody hears them, and a third one if they are heard then; when the next may begin."""
    for cause in (Cause.TIMED_OUT, Cause.NETWORK):
        ended = granted + _FAILS_AFTER
        _turn(
            sitting, row, granted, state=TurnState.FAILED.value, cause=cause.value, microphone=True, ended_at=ended
        ).save()
        granted += _BETWEEN
    if seconds is not None:
        _heard(sitting, row, granted, seconds).save()
        granted += _BETWEEN
    return granted


def _preside_over_the_first(sitting: Sitting) -> None:
    """Who presides still speaks as the first speaker begins."""
    first = sitting.turns.earliest("granted_at")
    if first.audible_at is not None and sitting.presiding is not None:
        PresidingVoice.objects.create(
            sitting=sitting,
            registration=sitting.presiding,
            language=first.language,
            began_at=first.audible_at - timedelta(seconds=4),
            ended_at=first.audible_at + timedelta(seconds=3),
        )


def _test(consultation: Consultation, people: Sequence[Registration]) -> None:
    """Connection tests of two in three, the day before the rehearsal; that of who fails found no way."""
    content = tomllib.loads((files.FOLDER / "connection_tests.toml").read_text(encoding="utf-8"))
    there = set(consultation.connection_tests.values_list("code", flat=True))
    codes = (code for code in _codes() if code not in there)
    failing = _one_of_each_state(people)[len(_SECONDS) + 1]
    rows = []
    for number, row in enumerate(people):
        if number % 3 == 0 and row is not failing:
            continue
        changes = _BLOCKED if row is failing else _MEASURED[number % len(_MEASURED)]
        measured = Measurements.model_validate(_changed(content["base"], changes))
        begun = _REHEARSAL_AT - timedelta(days=1) + number * timedelta(minutes=2)
        rows.append(_finished(row, next(codes), begun, measured))
    ConnectionTest.objects.bulk_create(rows)


def _codes() -> Iterator[str]:
    signs = CODE_SIGNS
    return (f"{signs[0]}{one}{two}{three}" for one in signs for two in signs for three in signs)


def _changed(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A test that differs from the base, at any depth."""
    merged = dict(base)
    for name, change in changes.items():
        merged[name] = _changed(base[name], change) if isinstance(change, dict) else change
    return merged


def _finished(row: Registration, code: str, begun: datetime, measured: Measurements) -> ConnectionTest:
    found = judge(measured.facts(media_away=False), Purpose.DELEGATE)
    return ConnectionTest(
        consultation_id=row.consultation_id,
        registration=row,
        code=code,
        purpose=Purpose.DELEGATE.value,
        begun_at=begun,
        finished_at=begun + timedelta(seconds=measured.seconds),
        room=ROOM,
        room_closed_at=begun + timedelta(seconds=measured.seconds),
        measured=measured.model_dump(mode="json"),
        verdict=found.verdict.value,
        findings=[
            {"subject": one.subject, "grade": int(one.grade), "cause": one.cause, "figures": dict(one.figures)}
            for one in found.findings
        ],
    )


def _say(sitting: Sitting, people: Sequence[Registration]) -> None:
    """The comments, and what was done about some of them."""
    desk = sitting.consultation.registrations.filter(role=Role.SECRETARIAT.value).earliest("pk")
    at = sitting.closes_at
    RehearsalComment.objects.bulk_create(
        RehearsalComment(
            sitting=sitting, registration=row, given_at=at, changed_at=at, text=one.text, state=one.state.value,
            response=one.response, answered_by=desk if one.response else None,
            answered_at=at + timedelta(days=1) if one.response else None,
            **dict(zip(("sound", "picture", "interpretation", "speaking"), one.ratings, strict=True)),
        )
        for row, one in zip(people, _COMMENTS, strict=False)
    )  # fmt: skip
