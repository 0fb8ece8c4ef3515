"""Rule 5: mandates are given for a time to come, and a delegation stays within its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.mandates import (
    from_when,
    may_accept,
    may_delegate,
    may_end,
    may_give,
    may_last,
    may_leave,
    may_take_part_beside,
    may_withdraw,
)
from hemicycle.rules.reasons import Allowed, Refused
from hemicycle.rules.registration import FocalPointMandate, authority, may_answer_for
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


def test_rule_39_who_is_somebody_else_here_holds_no_mandate_unless_that_is_allowed_and_accepted() -> None:
    for delegated in (False, True):
        no = may_give(delegated=delegated, other=True, allowed=False, has_instrument=True)
        assert refused(no) == (39, "one_capacity")
        yes = may_give(delegated=delegated, other=True, allowed=True, has_instrument=True)
        assert allowed(yes) == (39, "mandate_to_accept")
        without = may_give(delegated=delegated, other=True, allowed=True, has_instrument=False)
        assert refused(without) == (None, "instrument_missing")
        for setting in (False, True):
            plain = may_give(delegated=delegated, other=False, allowed=setting, has_instrument=True)
            assert allowed(plain) == (None, "mandate")


def test_naming_rests_on_an_instrument_and_a_delegation_within_the_member_needs_none() -> None:
    named = may_give(delegated=False, other=False, allowed=True, has_instrument=False)
    assert refused(named) == (None, "instrument_missing")
    assert allowed(may_give(delegated=True, other=False, allowed=False, has_instrument=False)) == (None, "mandate")


WAITING = FocalPointMandate(5, person=2, start=NOON, end=NOON + 5 * HOUR, accepted=False)


def test_rule_39_until_it_is_accepted_nobody_answers_under_a_mandate() -> None:
    assert not WAITING.covers(NOON)
    assert authority([OWN, WAITING], NOON) == OWN
    assert refused(may_answer_for([OWN, WAITING], 2, NOON)) == (39, "mandate_not_accepted")
    assert refused(may_answer_for([OWN, WAITING], 2, NOON + 5 * HOUR)) == (None, "mandate_over")


def test_rule_39_a_mandate_is_accepted_by_its_person_once_and_while_it_lasts() -> None:
    assert isinstance(may_accept(WAITING, 2, NOON - HOUR), Allowed)
    assert refused(may_accept(WAITING, 1, NOON)) == (None, "mandate_not_yours_to_accept")
    assert refused(may_accept(WAITING, None, NOON)) == (None, "mandate_not_yours_to_accept")
    assert refused(may_accept(WAITING, 2, NOON + 5 * HOUR)) == (None, "mandate_over_already")
    assert refused(may_accept(OWN, 1, NOON)) == (None, "mandate_accepted_already")


def test_rule_39_who_answers_for_another_takes_part_only_by_their_own_act_where_that_is_allowed() -> None:
    for allowed_, own in ((False, False), (False, True), (True, False)):
        decision = may_take_part_beside(answers_for_another=True, allowed=allowed_, own=own)
        assert refused(decision) == (39, "holds_mandate")
    assert isinstance(may_take_part_beside(answers_for_another=True, allowed=True, own=True), Allowed)
    assert isinstance(may_take_part_beside(answers_for_another=False, allowed=False, own=False), Allowed)


def test_rule_39_whoever_leaves_keeps_a_mandate_only_with_words_and_by_whose_it_is() -> None:
    assert isinstance(may_leave(theirs=True, stays=False, words=""), Allowed)
    assert isinstance(may_leave(theirs=True, stays=True, words="Answers letters"), Allowed)
    assert refused(may_leave(theirs=True, stays=True, words="")) == (None, "staying_needs_words")
    assert refused(may_leave(theirs=False, stays=False, words="")) == (39, "answers_for_member")


def test_a_delegation_may_end_exactly_with_its_mandate() -> None:
    delegation = may_delegate(NOON, OWN.end, OWN, to_oneself=False, given=False)
    assert allowed(delegation) == (None, "delegation")


def test_rule_05_a_minute_ago_is_the_past_and_less_is_now() -> None:
    moment = NOON + timedelta(minutes=1)
    assert isinstance(from_when(NOON, moment), Refused)
    assert from_when(NOON + timedelta(microseconds=1), moment) == moment
