"""When a call of the help desk is offered, and until when it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.help_calls import CALL_LASTS, OFFER_LASTS, CallState, lasts_until, may_join, may_offer, state_of
from hemicycle.rules.reasons import Allowed, Refused

AT = datetime(2020, 6, 9, 10, tzinfo=UTC)
GOOD = {"solved": False, "mine": True, "registered": True, "running": False}
times = st.timedeltas(timedelta(0), timedelta(hours=3))


def test_who_has_an_open_case_of_somebody_registered_offers_one_call() -> None:
    assert isinstance(may_offer(**GOOD), Allowed)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"solved": True}, RuleCode.CASE_SOLVED),
        ({"registered": False}, RuleCode.CALL_TO_A_STRANGER),
        ({"mine": False}, RuleCode.CALL_OF_ANOTHERS_CASE),
        ({"running": True}, RuleCode.CALL_RUNS),
    ],
)
def test_and_otherwise_nobody_does(changed: dict[str, bool], code: RuleCode) -> None:
    decision = may_offer(**{**GOOD, **changed})
    assert isinstance(decision, Refused)
    assert decision.reason.code is code


@given(times)
def test_an_offer_is_over_after_ten_minutes_unless_it_was_joined(later: timedelta) -> None:
    over = later >= OFFER_LASTS
    assert state_of(AT, None, None, AT + later) is (CallState.OVER if over else CallState.OFFERED)


@given(st.timedeltas(timedelta(0), OFFER_LASTS), times)
def test_a_call_is_over_an_hour_after_it_was_joined(waited: timedelta, later: timedelta) -> None:
    joined = AT + waited
    over = later >= CALL_LASTS
    assert lasts_until(AT, joined) == joined + CALL_LASTS
    assert state_of(AT, joined, None, joined + later) is (CallState.OVER if over else CallState.RUNNING)


@given(times)
def test_what_was_ended_is_over_and_nobody_joins_it(later: timedelta) -> None:
    state = state_of(AT, AT, AT, AT + later)
    assert state is CallState.OVER
    assert isinstance(may_join(state), Refused)
    assert all(isinstance(may_join(one), Allowed) for one in CallState if one is not state)
