"""Rule 52: the help desk asks, and nothing happens to a page without its person's consent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.help_requests import (
    ANSWER_WITHIN,
    OF_DEVICE,
    REPORT_WITHIN,
    WATCH_LASTS,
    RequestKind,
    RequestOutcome,
    RequestState,
    lasts_until,
    may_answer,
    may_ask,
    may_end,
    may_name,
    may_report,
    state_of,
)
from hemicycle.rules.reasons import Allowed, Refused

AT = datetime(2020, 6, 9, 10, tzinfo=UTC)
GOOD = {"solved": False, "mine": True, "here": True, "waits": False}
kinds = st.sampled_from(RequestKind)
measures = st.sampled_from([kind for kind in RequestKind if kind is not RequestKind.WATCH])
times = st.timedeltas(timedelta(0), timedelta(hours=1))


def of(
    kind: RequestKind,
    later: timedelta,
    *,
    answered: timedelta | None = None,
    agreed: bool | None = None,
    ended: bool = False,
    outcome: RequestOutcome | None = None,
) -> RequestState:
    answered_at = None if answered is None else AT + answered
    return state_of(kind, AT, answered_at, agreed=agreed, ended=ended, outcome=outcome, at=AT + later)


def test_rule_52_who_has_an_open_case_asks_its_person_in_the_sitting() -> None:
    assert isinstance(may_ask(**GOOD), Allowed)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"solved": True}, RuleCode.CASE_SOLVED),
        ({"mine": False}, RuleCode.REQUEST_OF_ANOTHERS_CASE),
        ({"here": False}, RuleCode.REQUEST_TO_ABSENT),
        ({"waits": True}, RuleCode.REQUEST_WAITS),
    ],
)
def test_rule_52_and_otherwise_nobody_does(changed: dict[str, bool], code: RuleCode) -> None:
    decision = may_ask(**{**GOOD, **changed})
    assert isinstance(decision, Refused)
    assert decision.reason.code is code


@given(kinds, times)
def test_rule_52_what_nobody_answers_lapses_after_two_minutes(kind: RequestKind, later: timedelta) -> None:
    state = of(kind, later)
    assert state is (RequestState.ASKED if later < ANSWER_WITHIN else RequestState.LAPSED)
    assert isinstance(may_answer(state), Allowed) == (later < ANSWER_WITHIN)


@given(kinds, times)
def test_rule_52_nothing_happens_without_a_yes(kind: RequestKind, later: timedelta) -> None:
    """Neither before an answer nor after a no is anything to be carried out, watched or reported, at any time."""
    for agreed in (None, False):
        state = of(kind, later, answered=None if agreed is None else timedelta(0), agreed=agreed)
        assert state in {RequestState.ASKED, RequestState.LAPSED, RequestState.DECLINED}
        assert isinstance(may_report(kind, state), Refused)
        assert isinstance(may_end(kind, state, own=True), Refused)


@given(times, times)
def test_rule_52_a_connection_is_seen_for_ten_minutes_at_most(answered: timedelta, later: timedelta) -> None:
    state = of(RequestKind.WATCH, answered + later, answered=answered, agreed=True)
    assert state is (RequestState.AGREED if later < WATCH_LASTS else RequestState.ENDED)
    assert lasts_until(RequestKind.WATCH, AT, AT + answered) == AT + answered + WATCH_LASTS
    for own in (True, False):
        assert isinstance(may_end(RequestKind.WATCH, state, own=own), Allowed) == (later < WATCH_LASTS)


@given(kinds, times)
def test_rule_52_what_ended_is_over_for_everybody(kind: RequestKind, later: timedelta) -> None:
    state = of(kind, later, answered=timedelta(0), agreed=True, ended=True)
    assert state is RequestState.ENDED
    assert all(isinstance(one, Refused) for one in (may_answer(state), may_report(kind, state)))
    assert all(isinstance(may_end(kind, state, own=own), Refused) for own in (True, False))


@given(measures, times)
def test_rule_52_a_page_reports_once_what_became_of_it(kind: RequestKind, later: timedelta) -> None:
    state = of(kind, later, answered=timedelta(0), agreed=True)
    assert state is (RequestState.AGREED if later < REPORT_WITHIN else RequestState.UNREPORTED)
    assert isinstance(may_report(kind, state), Allowed)
    for outcome in RequestOutcome:
        told = of(kind, later, answered=timedelta(0), agreed=True, ended=True, outcome=outcome)
        assert told is (RequestState.DONE if outcome is RequestOutcome.DONE else RequestState.FAILED)
        assert isinstance(may_report(kind, told), Refused)
    assert isinstance(may_report(RequestKind.WATCH, RequestState.AGREED), Refused)


def test_rule_52_who_asked_takes_a_question_back_and_its_person_answers_it() -> None:
    assert isinstance(may_end(RequestKind.TCP, RequestState.ASKED, own=False), Allowed)
    assert isinstance(may_end(RequestKind.TCP, RequestState.ASKED, own=True), Refused)
    assert isinstance(may_end(RequestKind.TCP, RequestState.AGREED, own=False), Refused)


@given(kinds, st.sampled_from(["", "headset", "other"]))
def test_rule_52_a_device_is_one_that_the_page_told_and_nothing_else_names_one(kind: RequestKind, device: str) -> None:
    decision = may_name(kind, device, frozenset({"headset"}))
    assert isinstance(decision, Allowed) == (device == ("headset" if kind in OF_DEVICE else ""))
