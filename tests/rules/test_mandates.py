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
    minute_ago = from_when(NOON, NOON + timedelta(minutes=1))
    assert isinstance(minute_ago, Refused)
    assert refused(minute_ago) == (5, "starts_in_the_past")
    assert minute_ago.reason.facts == {"starts": NOON.isoformat()}


def test_rule_13_a_mandate_ends_after_it_starts() -> None:
    assert allowed(may_last(NOON, None)) == (13, "mandate")
    assert refused(may_last(NOON, NOON)) == (13, "ends_before_it_starts")


def test_rule_13_a_delegation_ends_with_its_mandate_at_the_latest() -> None:
    own = FocalPointMandate(1, 1, NOON, NOON + 2 * HOUR)
    assert allowed(may_last(NOON, own.end, under=own)) == (13, "delegation")
    longer = may_last(NOON, NOON + 2 * HOUR + timedelta(microseconds=1), under=own)
    assert refused(longer) == (13, "delegation_outlives_mandate")
    assert longer.reason.facts == {"until": (NOON + 2 * HOUR).isoformat()}
    assert refused(may_last(NOON + 2 * HOUR, NOON + 3 * HOUR, under=own)) == (13, "delegation_outlives_mandate")
    assert refused(may_last(NOON, None, under=own)) == (13, "delegation_needs_end")
    assert allowed(may_last(NOON, NOON + HOUR, under=FocalPointMandate(1, 1, NOON))) == (13, "delegation")


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
