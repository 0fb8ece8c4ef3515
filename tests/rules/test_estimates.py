"""Minutes are estimated from documents and interest, and kept within limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.estimates import Estimate, estimate, may_frame, may_take
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import allowed, refused

contents = st.lists(st.sampled_from(["decision", "resolution", "financial-regulations"]), unique=True)


@pytest.mark.parametrize(
    ("contains", "states", "minutes"),
    [
        ([], 0, 15),
        (["decision"], 0, 25),
        (["decision", "resolution"], 36, 50),
        ([], 9, 15),
        ([], 10, 20),
        ([], 193, 35),
    ],
)
def test_rule_16_minutes_follow_from_texts_and_from_states(contains: list[str], states: int, minutes: int) -> None:
    assert estimate(contains, states).minutes == minutes


def test_rule_16_an_item_without_a_document_takes_less_and_each_part_is_named() -> None:
    assert estimate([], 0, has_document=False) == Estimate(taking_up=10, texts=0, interest=0)
    assert estimate(["decision"], 20) == Estimate(taking_up=15, texts=10, interest=10)
    assert estimate(["decision", "decision"], 0).texts == 10


@given(contents, st.integers(0, 500), st.integers(0, 500))
def test_rule_16_more_interest_never_takes_less_and_an_estimate_can_be_planned(
    contains: list[str], one: int, other: int
) -> None:
    fewer, more = sorted((one, other))
    assert estimate(contains, fewer).minutes <= estimate(contains, more).minutes
    assert isinstance(may_take(estimate(contains, more).minutes), Allowed)


@pytest.mark.parametrize("minutes", [0, -5, 601, 10_000])
def test_minutes_that_nobody_can_mean_are_refused(minutes: int) -> None:
    assert refused(may_take(minutes)) == (None, "minutes_out_of_range")


def test_a_frame_of_two_hours_at_most() -> None:
    assert allowed(may_take(1)) == (None, "minutes_in_range")
    assert allowed(may_frame(0)) == (None, "frame_in_range")
    assert refused(may_frame(121)) == (None, "frame_out_of_range")
    assert refused(may_frame(-1)) == (None, "frame_out_of_range")
