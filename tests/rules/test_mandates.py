"""Rule 5: mandates are given for a time to come, and a delegation stays within its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.mandates import from_when, may_delegate, may_end, may_last, may_withdraw
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


def test_a_mandate_ends_after_it_starts() -> None:
    assert allowed(may_last(NOON, None)) == (None, "mandate")
    assert refused(may_last(NOON, NOON)) == (None, "ends_before_it_starts")


def test_a_delegation_ends_with_its_mandate_at_the_latest() -> None:
    own = FocalPointMandate(1, 1, NOON, NOON + 2 * HOUR)
    assert allowed(may_last(NOON, own.end, under=own)) == (None, "delegation")
    longer = may_last(NOON, NOON + 2 * HOUR + timedelta(microseconds=1), under=own)
    assert refused(longer) == (None, "delegation_outlives_mandate")
    assert longer.reason.facts == {"until": (NOON + 2 * HOUR).isoformat()}
    assert refused(may_last(NOON + 2 * HOUR, NOON + 3 * HOUR, under=own)) == (None, "delegation_outlives_mandate")
    assert refused(may_last(NOON, None, under=own)) == (None, "delegation_needs_end")
    assert allowed(may_last(NOON, NOON + HOUR, under=FocalPointMandate(1, 1, NOON))) == (None, "delegation")


@given(
    start=st.integers(-5, 20),
    end=st.none() | st.integers(-5, 30),
    until=st.none() | st.integers(1, 20),
    at=st.integers(-5, 30),
)
def test_a_delegation_never_outlives_its_mandate(start: int, end: int | None, until: int | None, at: int) -> None:
    def moment(hours: int | None) -> datetime | None:
        return None if hours is None else NOON + hours * HOUR

    own = FocalPointMandate(1, 1, NOON, moment(until))
    begins = NOON + max(start, 0) * HOUR
    if isinstance(may_last(begins, moment(end), under=own), Allowed):
        given_to = FocalPointMandate(2, 2, begins, moment(end))
        has_it = authority([own, given_to], NOON + at * HOUR)
        assert has_it is None or own.covers(NOON + at * HOUR)
        assert given_to.end is not None


OWN = FocalPointMandate(1, person=1, start=NOON, end=NOON + 10 * HOUR)


def test_an_authority_is_delegated_to_somebody_else_and_to_one_at_a_time() -> None:
    start, end = NOON + HOUR, NOON + 2 * HOUR
    assert allowed(may_delegate(start, end, OWN, to_oneself=False, given=False)) == (None, "delegation")
    assert refused(may_delegate(start, end, OWN, to_oneself=True, given=True)) == (None, "delegation_to_oneself")
    assert refused(may_delegate(start, end, OWN, to_oneself=False, given=True)) == (None, "delegated_for_that_time")
    assert refused(may_delegate(start, None, OWN, to_oneself=True, given=True)) == (None, "delegation_needs_end")


def test_a_mandate_is_withdrawn_by_whose_it_is_while_it_lasts_and_with_words() -> None:
    over = NOON + 10 * HOUR
    assert isinstance(may_withdraw(OWN, NOON, theirs=True, words="They left"), Allowed)
    assert refused(may_withdraw(OWN, over, theirs=False, words="")) == (None, "mandate_not_yours")
    assert refused(may_withdraw(OWN, over, theirs=True, words="")) == (None, "mandate_over_already")
    assert refused(may_withdraw(OWN, NOON, theirs=True, words="")) == (None, "withdrawal_needs_words")
    never = FocalPointMandate(2, person=1, start=NOON + HOUR, end=NOON + HOUR)
    assert refused(may_withdraw(never, NOON, theirs=True, words="They left")) == (None, "mandate_over_already")


def test_a_mandate_ends_before_it_would_by_itself() -> None:
    assert isinstance(may_end(OWN, NOON + 9 * HOUR), Allowed)
    assert refused(may_end(OWN, NOON + 10 * HOUR)) == (None, "ends_before_that")
    assert isinstance(may_end(FocalPointMandate(3, person=1, start=NOON), NOON + 99 * HOUR), Allowed)
