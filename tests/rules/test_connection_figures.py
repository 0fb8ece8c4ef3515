"""Figures of a sitting from its turns: who was heard, how fast, at which try, and who never was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.connection_figures import (
    BAND_ENDS,
    Became,
    MemberSpoke,
    Sound,
    TakingPart,
    TurnGiven,
    band_of,
    figures_of,
    members_of,
    never_heard,
    sound_of,
    times_of,
    tries_of,
)
from hemicycle.rules.connection_tests import Cause as Found
from hemicycle.rules.connection_tests import Finding, Grade, Subject
from hemicycle.rules.floor import Cause
from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.rehearsal_comments import may_comment
from hemicycle.rules.sitting_kinds import SittingKind

SECONDS = st.floats(0, 120, allow_nan=False)
TURNS = st.lists(st.tuples(st.integers(1, 5), st.none() | SECONDS, st.booleans()), max_size=30).map(
    lambda rows: [
        TurnGiven(key, person, person % 3 or None, seconds, over) for key, (person, seconds, over) in enumerate(rows)
    ]
)


def test_a_turn_is_heard_fails_or_is_under_way() -> None:
    assert TurnGiven(1, 1, seconds=0.0).became is Became.HEARD
    assert TurnGiven(1, 1, over=True).became is Became.FAILED
    assert TurnGiven(1, 1, over=False).became is Became.UNDER_WAY


def test_tries_are_counted_until_somebody_is_heard_and_no_further() -> None:
    turns = [
        TurnGiven(4, 7, seconds=2.0),
        TurnGiven(1, 7),
        TurnGiven(3, 7),
        TurnGiven(2, 8, seconds=1.0),
        TurnGiven(5, 9),
    ]
    assert tries_of(turns) == {8: 1, 7: 3}
    assert never_heard(turns) == {9}


def test_who_may_still_be_heard_has_not_failed() -> None:
    assert never_heard([TurnGiven(1, 7), TurnGiven(2, 7, over=False)]) == frozenset()


def test_a_member_is_heard_by_anybody_of_its_and_fails_only_where_each_did() -> None:
    """Of one whose last turn is under way it is not said that it failed."""
    people = [TakingPart(key, member) for key, member in ((1, 10), (2, 10), (3, 20), (4, 30), (5, 40), (6, None))]
    turns = [
        TurnGiven(1, 1, 10, cause=Cause.NETWORK),
        TurnGiven(2, 2, 10, seconds=2.0),
        TurnGiven(3, 3, 20, cause=Cause.NETWORK),
        TurnGiven(4, 4, 30, cause=Cause.NETWORK),
        TurnGiven(5, 4, 30, over=False),
        TurnGiven(6, 6, None, seconds=1.0),
    ]
    assert members_of(people, turns, [10, 20, 30, 40, 50]) == {
        10: MemberSpoke.HEARD,
        20: MemberSpoke.FAILED,
        30: MemberSpoke.PRESENT,
        40: MemberSpoke.PRESENT,
        50: MemberSpoke.ABSENT,
    }


def test_quick_is_up_to_three_seconds_and_slow_is_more_than_twenty() -> None:
    found = times_of([3.0, 3.01, 20.0, 20.01])
    assert (found.heard, found.quick, found.slow, found.most) == (4, 1, 1, 20.01)
    assert found.middle == pytest.approx(11.505)
    assert times_of([]).middle is None
    assert times_of([]).most is None


def test_the_95_per_cent_are_by_nearest_rank() -> None:
    assert times_of([float(one) for one in range(1, 21)]).most == 19
    assert times_of([float(one) for one in range(1, 22)]).most == 20


@pytest.mark.parametrize(("seconds", "band"), [(0, 0), (1, 0), (1.01, 1), (3, 1), (20, 5), (20.5, 6), (60, 7), (61, 8)])
def test_a_band_has_its_upper_end(seconds: float, band: int) -> None:
    assert band_of(seconds) == band


@given(st.lists(SECONDS))
def test_every_turn_stands_in_one_band(seconds: list[float]) -> None:
    found = times_of(seconds)
    assert sum(found.bands) == len(seconds) == found.heard
    assert len(found.bands) == len(BAND_ENDS) + 1
    assert found.quick == sum(found.bands[:2])
    assert found.slow == sum(found.bands[6:])


@given(TURNS)
def test_every_turn_and_everybody_is_counted_once(turns: list[TurnGiven]) -> None:
    people = [TakingPart(key, key % 3 or None, region="A" if key % 2 else "") for key in range(1, 6)]
    found = figures_of(people, turns)
    under_way = sum(turn.became is Became.UNDER_WAY for turn in turns)
    assert found.times.heard + found.failures + under_way == found.turns == len(turns)
    assert found.first_try + found.several_tries == sum(found.tries.values()) == found.speakers
    assert sum(found.causes.values()) == found.failures
    assert sum(group.people for group in found.by_region) == found.people == sum(found.sounds.values())
    assert sum(group.heard for group in found.by_region) == found.speakers
    assert sum(group.failed for group in found.by_region) == found.failed
    assert found.speakers + found.failed <= len({turn.person for turn in turns})


def test_groups_come_by_size_and_those_of_none_at_the_end() -> None:
    people = [TakingPart(1, 1, browser="Edge"), TakingPart(2, 1, browser="Chrome"), TakingPart(3, 2, browser="Chrome")]
    people += [TakingPart(key, None) for key in (4, 5, 6)]
    turns = [TurnGiven(1, 2, 1, seconds=4.0), TurnGiven(2, 3, 2, cause=Cause.NETWORK), TurnGiven(3, 1, 1, seconds=9.0)]
    chrome, edge, unknown = figures_of(people, turns).by_browser
    assert (chrome.key, chrome.people, chrome.members, chrome.heard, chrome.failed, chrome.middle) == (
        "Chrome",
        2,
        2,
        1,
        1,
        4,
    )
    assert (edge.key, unknown.key, unknown.people, unknown.middle) == ("Edge", "", 3, None)


@pytest.mark.parametrize(
    ("subject", "grade", "sound"),
    [
        (Subject.MICROPHONE, Grade.USABLE, Sound.GOOD),
        (Subject.LINE, Grade.IMPROVE, Sound.IMPROVE),
        (Subject.NETWORK, Grade.FAILS, Sound.FAILS),
        (Subject.CAMERA, Grade.FAILS, Sound.GOOD),
    ],
)
def test_sound_is_the_worst_of_what_carries_it(subject: Subject, grade: Grade, sound: Sound) -> None:
    good = Finding(Subject.MICROPHONE, Grade.GOOD, Found.MICROPHONE_GOOD)
    assert sound_of([good, Finding(subject, grade, Found.INTERRUPTED)]) is sound
    assert sound_of([]) is Sound.UNTESTED


@pytest.mark.parametrize(
    ("kind", "took_part", "closed", "code"),
    [
        (SittingKind.SITTING, True, False, RuleCode.COMMENTS_ON_PRACTICE_ALONE),
        (SittingKind.REHEARSAL, False, False, RuleCode.COMMENT_WITHOUT_PART),
        (SittingKind.TEST, True, True, RuleCode.COMMENTS_CLOSED),
    ],
)
def test_a_comment_is_refused(kind: SittingKind, took_part: bool, closed: bool, code: RuleCode) -> None:  # noqa: FBT001 - cases
    decision = may_comment(kind, took_part=took_part, closed=closed)
    assert isinstance(decision, Refused)
    assert decision.reason.code is code


def test_who_took_part_comments_while_comments_are_open() -> None:
    assert isinstance(may_comment(SittingKind.TEST, took_part=True, closed=False), Allowed)
