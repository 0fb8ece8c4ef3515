"""What the turns and the connection tests of a sitting add up to: the figures of a report of a rehearsal (annex 2).

A turn counts from the moment at which its speaker's sound may go out, and is heard once the media server forwards that.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from hemicycle.rules.connection_tests import Grade, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from hemicycle.rules.connection_tests import Finding
    from hemicycle.rules.floor import Cause

#: Heard up to the one, a speaker was quick; after more than the other, slow: the figures of the rehearsal of May 2020.
QUICK_SECONDS, SLOW_SECONDS = 3, 20
#: Upper ends of the bands of seconds in which turns are counted; the last band has none.
BAND_ENDS = (1, 3, 5, 10, 15, 20, 30, 60)
#: Who begins to speak is spoken over by a voice that is heard within so many seconds of being heard themselves.
BEGINNING_SECONDS = 2


class Became(StrEnum):
    """What became of a turn that was given the floor. ``UNDER_WAY``: not heard yet, and not over."""

    HEARD = "heard"
    FAILED = "failed"
    UNDER_WAY = "under_way"


class MemberSpoke(StrEnum):
    """How far a Member came: it was heard, had the floor in vain, was there without the floor, or was not there."""

    HEARD = "heard"
    FAILED = "failed"
    PRESENT = "present"
    ABSENT = "absent"


class Sound(StrEnum):
    """How good a connection test found the sound that somebody sends."""

    GOOD = "good"
    IMPROVE = "improve"
    FAILS = "fails"
    UNTESTED = "untested"


@dataclass(frozen=True)
class TakingPart:
    """Somebody who was in the room, or had the floor.

    Attributes:
        key: Of the registration.
        member: Key of the Member that they represent; None where they represent none.
        region, way, browser: By which they are grouped; empty where that is not known.
        sound: As their latest connection test found it.
    """

    key: int
    member: int | None
    region: str = ""
    way: str = ""
    browser: str = ""
    sound: Sound = Sound.UNTESTED


@dataclass(frozen=True)
class TurnGiven:
    """A turn that was given the floor.

    Attributes:
        key: Of the turn; a later one has a greater key.
        person: Key of the registration.
        member: As at the moment of asking.
        seconds: From the moment at which their sound could go out until they were heard; None while they are not.
        over: It ended, in whichever way.
        cause: Why it failed; None where nothing is said.
        overlapped: Who presides was heard as well at its beginning.
    """

    key: int
    person: int
    member: int | None = None
    seconds: float | None = None
    over: bool = True
    cause: Cause | None = None
    overlapped: bool = False

    @property
    def became(self) -> Became:
        """What became of it."""
        if self.seconds is not None:
            return Became.HEARD
        return Became.FAILED if self.over else Became.UNDER_WAY


@dataclass(frozen=True)
class Times:
    """How long it took until speakers were heard.

    Attributes:
        heard: How many turns were.
        middle, most: Median, and what 95 % of them do not exceed (nearest rank), in seconds; None of no turns.
        quick, slow: How many were heard within ``QUICK_SECONDS``, and after more than ``SLOW_SECONDS``.
        bands: How many fall into each band of ``BAND_ENDS``: above the end before it, and up to its own.
    """

    heard: int
    middle: float | None
    most: float | None
    quick: int
    slow: int
    bands: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Those who have something in common.

    Attributes:
        key: What it is; empty of those of whom it is not known.
        people, members: Who took part.
        heard: People of it who were heard at least once.
        failed: People of it who had the floor, and were never heard.
        middle: Median of the seconds until their turns were heard; None where none was.
    """

    key: str
    people: int
    members: int
    heard: int
    failed: int
    middle: float | None


@dataclass(frozen=True)
class ConnectionFigures:
    """All figures of a sitting.

    Attributes:
        turns: Turns that were given the floor.
        speakers, speaking_members: People, and Members, that were heard.
        tries: How many people were heard at their first, second, … try: ``{tries: people}``.
        failed: People who had the floor, and were never heard; who has it now is not among them.
        failures: Turns that ended without being heard.
        causes: Why, as far as it is said: ``{cause: turns}``; None is where nothing is said.
        overlapped: Turns at whose beginning who presides was heard as well.
        sounds: How good the sound was that people send: ``{sound: people}``.
    """

    people: int
    members: int
    regions: int
    turns: int
    speakers: int
    speaking_members: int
    times: Times
    tries: Mapping[int, int]
    failed: int
    failures: int
    causes: Mapping[Cause | None, int]
    overlapped: int
    sounds: Mapping[Sound, int]
    by_region: tuple[Group, ...] = field(default=())
    by_way: tuple[Group, ...] = field(default=())
    by_browser: tuple[Group, ...] = field(default=())

    @property
    def first_try(self) -> int:
        """People who were heard at their first try."""
        return self.tries.get(1, 0)

    @property
    def several_tries(self) -> int:
        """People who were heard, but not at their first try."""
        return sum(people for tries, people in self.tries.items() if tries > 1)


def sound_of(findings: Collection[Finding]) -> Sound:
    """How good the sound is that somebody sends: the worst of their microphone and their line.

    Args:
        findings: Of a connection test; none where nothing was tested.
    """
    grades = [one.grade for one in findings if one.subject in {Subject.MICROPHONE, Subject.LINE, Subject.NETWORK}]
    if not grades:
        return Sound.UNTESTED
    worst = max(grades)
    return Sound.FAILS if worst is Grade.FAILS else Sound.IMPROVE if worst is Grade.IMPROVE else Sound.GOOD


def band_of(seconds: float) -> int:
    """In which band a time falls, from 0."""
    return next((place for place, end in enumerate(BAND_ENDS) if seconds <= end), len(BAND_ENDS))


def times_of(seconds: Sequence[float]) -> Times:
    """How long it took until these turns were heard."""
    bands = Counter(band_of(one) for one in seconds)
    ranked = sorted(seconds)
    return Times(
        heard=len(ranked),
        middle=median(ranked) if ranked else None,
        most=ranked[math.ceil(0.95 * len(ranked)) - 1] if ranked else None,
        quick=sum(one <= QUICK_SECONDS for one in ranked),
        slow=sum(one > SLOW_SECONDS for one in ranked),
        bands=tuple(bands[place] for place in range(len(BAND_ENDS) + 1)),
    )


def tries_of(turns: Iterable[TurnGiven]) -> dict[int, int]:
    """How many tries each person needed until they were first heard; who never was is not among them."""
    needed: dict[int, int] = {}
    tried: Counter[int] = Counter()
    for turn in sorted(turns, key=lambda one: one.key):
        tried[turn.person] += 1
        if turn.became is Became.HEARD:
            needed.setdefault(turn.person, tried[turn.person])
    return needed


def never_heard(turns: Collection[TurnGiven]) -> frozenset[int]:
    """Who had the floor and was never heard; not who has it now and may still be."""
    hopeful = {turn.person for turn in turns if turn.became is not Became.FAILED}
    return frozenset({turn.person for turn in turns} - hopeful)


def members_of(
    people: Collection[TakingPart], turns: Collection[TurnGiven], members: Iterable[int]
) -> dict[int, MemberSpoke]:
    """How far each of these Members came; who has the floor at this moment is there, and has not failed.

    Args:
        members: Keys of those that could have come.
    """
    there = {one.member for one in people}
    heard = {turn.member for turn in turns if turn.became is Became.HEARD}
    failed = {turn.member for turn in turns} - {turn.member for turn in turns if turn.became is not Became.FAILED}

    def became(member: int) -> MemberSpoke:
        if member in heard:
            return MemberSpoke.HEARD
        if member in failed:
            return MemberSpoke.FAILED
        return MemberSpoke.PRESENT if member in there else MemberSpoke.ABSENT

    return {member: became(member) for member in members}


def figures_of(people: Collection[TakingPart], turns: Collection[TurnGiven]) -> ConnectionFigures:
    """The figures of a sitting, as far as it has come."""
    heard = [turn for turn in turns if turn.became is Became.HEARD]
    failed = [turn for turn in turns if turn.became is Became.FAILED]
    return ConnectionFigures(
        people=len(people),
        members=len({one.member for one in people if one.member is not None}),
        regions=len({one.region for one in people if one.region}),
        turns=len(turns),
        speakers=len({turn.person for turn in heard}),
        speaking_members=len({turn.member for turn in heard if turn.member is not None}),
        times=times_of([turn.seconds for turn in heard if turn.seconds is not None]),
        tries=dict(sorted(Counter(tries_of(turns).values()).items())),
        failed=len(never_heard(turns)),
        failures=len(failed),
        causes=Counter(turn.cause for turn in failed),
        overlapped=sum(turn.overlapped for turn in heard),
        sounds=Counter(one.sound for one in people),
        by_region=_grouped(people, turns, lambda one: one.region),
        by_way=_grouped(people, turns, lambda one: one.way),
        by_browser=_grouped(people, turns, lambda one: one.browser),
    )


def _grouped(
    people: Collection[TakingPart], turns: Collection[TurnGiven], key: Callable[[TakingPart], str]
) -> tuple[Group, ...]:
    """Those who have the same key, the most first; at the end those who have none."""
    groups: dict[str, list[TakingPart]] = {}
    for one in people:
        groups.setdefault(key(one), []).append(one)
    made = [_group(name, those, turns) for name, those in groups.items()]
    return tuple(sorted(made, key=lambda group: (not group.key, -group.people, group.key)))


def _group(name: str, those: Collection[TakingPart], turns: Collection[TurnGiven]) -> Group:
    keys = {one.key for one in those}
    theirs = [turn for turn in turns if turn.person in keys]
    return Group(
        key=name,
        people=len(keys),
        members=len({one.member for one in those if one.member is not None}),
        heard=len({turn.person for turn in theirs if turn.became is Became.HEARD}),
        failed=len(never_heard(theirs)),
        middle=times_of([turn.seconds for turn in theirs if turn.seconds is not None]).middle,
    )
