"""Rules 5 and 13: mandates are given for a time to come, and a delegation stays within its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.mandates import from_when, may_last
from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.registration import FocalPointMandate, authority
from tests.rules.decisions import allowed, refused

NOON = datetime(2020, 5, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_rule_05_nothing_starts_in_the_past() -> None:
    assert from_when(None, NOON) == NOON
    assert from_when(NOON + HOUR, NOON) == NOON + HOUR
    past = from_when(NOON - HOUR, NOON)
    assert isinstance(past, Refused)
    assert refused(past) == (5, "starts_in_the_past")


def test_rule_05_the_minute_that_was_typed_is_now() -> None:
    moment = NOON + timedelta(seconds=40)
    assert from_when(NOON, moment) == moment


def test_rule_13_a_mandate_ends_after_it_starts() -> None:
    assert allowed(may_last(NOON, None)) == (13, "mandate")
    assert refused(may_last(NOON, NOON)) == (13, "ends_before_it_starts")


@given(
    start=st.integers(-5, 20),
    end=st.none() | st.integers(-5, 30),
    until=st.none() | st.integers(1, 20),
    at=st.integers(-5, 30),
)
def test_rule_13_a_delegation_never_outlives_its_mandate(
    start: int, end: int | None, until: int | None, at: int
) -> None:
    def moment(hours: int | None) -> datetime | None:
        return None if hours is None else NOON + hours * HOUR

    own = FocalPointMandate(1, 1, NOON, moment(until))
    begins = NOON + max(start, 0) * HOUR
    if isinstance(may_last(begins, moment(end), under=own), Allowed):
        given_to = FocalPointMandate(2, 2, begins, moment(end))
        has_it = authority([own, given_to], NOON + at * HOUR)
        assert has_it is None or own.covers(NOON + at * HOUR)
        assert given_to.end is not None
