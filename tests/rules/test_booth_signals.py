"""Rule 54: signals of a booth are of a turn, count once a booth, and lapse by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.booth_signals import (
    FLOOD_MOST,
    Given,
    Signal,
    asked_until,
    asking,
    by_booth,
    ends_at,
    may_signal,
)
from hemicycle.rules.codes import RuleCode

NOON = datetime(2020, 6, 9, 12, tzinfo=UTC)


def later(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seated", "floor_held", "lately", "code"),
    [
        (True, True, FLOOD_MOST - 1, RuleCode.BOOTH_SIGNAL),
        (True, True, FLOOD_MOST, RuleCode.SIGNALS_TOO_MANY),
        (True, False, 0, RuleCode.NO_TURN_TO_SIGNAL),
        (False, True, 0, RuleCode.NO_SEAT),
        (False, False, FLOOD_MOST, RuleCode.NO_SEAT),
    ],
)
def test_rule_54_from_a_booth_while_somebody_speaks_and_not_too_often(
    *, seated: bool, floor_held: bool, lately: int, code: RuleCode
) -> None:
    assert may_signal(seated=seated, floor_held=floor_held, lately=lately).reason.code is code


def test_rule_54_each_signal_has_its_time() -> None:
    assert [ends_at(signal, NOON) - NOON for signal in Signal] == [timedelta(seconds=n) for n in (20, 10, 30)]


def test_rule_54_two_interpreters_of_one_booth_count_once() -> None:
    told = [
        Given("fr", Signal.SLOW_DOWN, later(20)),
        Given("fr", Signal.SLOW_DOWN, later(26)),
        Given("ru", Signal.SLOW_DOWN, later(22)),
        Given("ru", Signal.WAIT, later(10)),
    ]
    assert by_booth(told, Signal.SLOW_DOWN) == {"fr": later(26), "ru": later(22)}
    until = asked_until(told, Signal.SLOW_DOWN)
    assert until == [later(22), later(26)]
    assert [asking(until, later(second)) for second in (0, 21, 22, 25, 26)] == [2, 2, 1, 1, 0]


BOOTHS = st.sampled_from(["ar", "en", "fr", "ru"])
TOLD = st.lists(st.builds(Given, BOOTHS, st.sampled_from(Signal), st.integers(0, 40).map(later)))


@given(TOLD, st.sampled_from(Signal), st.integers(0, 40))
def test_rule_54_whatever_is_told_as_many_ask_as_booths_have_not_lapsed(
    told: list[Given], signal: Signal, second: int
) -> None:
    booths = {one.booth for one in told if one.signal is signal and one.ends_at > later(second)}
    assert asking(asked_until(told, signal), later(second)) == len(booths)
    assert asked_until(told, signal) == asked_until(reversed(told), signal)
