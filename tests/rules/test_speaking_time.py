"""Rule 10: speaking time for each class; running over warns, and cuts nobody off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import DEFAULT_SECONDS, Capacity, ParticipationClass
from hemicycle.rules.speaking_time import PACE_WORDS_A_MINUTE, Clock, allotted_seconds, clock
from tests.classes import CAPACITIES

seconds = st.integers(0, 24 * 3600)


def test_rule_10_three_minutes_unless_set_and_interpreters_keep_pace_at_120_words_a_minute() -> None:
    assert (DEFAULT_SECONDS, PACE_WORDS_A_MINUTE) == (180, 120)


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_10_the_consultation_sets_the_time_of_each_class(capacity: Capacity) -> None:
    assert allotted_seconds(capacity) == 180
    if isinstance(capacity, ParticipationClass):
        assert allotted_seconds(replace(capacity, seconds=300)) == 300


@pytest.mark.parametrize(
    ("elapsed", "code", "warns"),
    [
        (0, "in_time", False),
        (149, "in_time", False),
        (150, "nearly_over", True),
        (180, "nearly_over", True),
        (181, "over_time", True),
        (3600, "over_time", True),
    ],
)
def test_rule_10_the_clock_warns_half_a_minute_before_the_end_and_after_it(
    elapsed: int, code: str, *, warns: bool
) -> None:
    shown = clock(elapsed, 180)
    assert (shown.reason.rule, shown.reason.code, shown.warn) == (10, code, warns)


@given(seconds, seconds)
def test_rule_10_time_left_and_time_over_add_up(elapsed: int, allotted: int) -> None:
    shown = clock(elapsed, allotted)
    assert shown.remaining == allotted - elapsed
    assert shown.reason.facts == {"seconds": abs(shown.remaining)}


@given(seconds, seconds, seconds)
def test_rule_10_a_warning_once_given_stays_until_time_is_added(earlier: int, later: int, allotted: int) -> None:
    earlier, later = sorted([earlier, later])
    assert clock(earlier, allotted).warn <= clock(later, allotted).warn


def test_rule_10_a_clock_says_nothing_that_could_end_a_turn() -> None:
    assert set(Clock.__dataclass_fields__) == {"remaining", "warn", "reason"}
