"""What becomes of a case of the help desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.help_cases import (
    FLOOD_MOST,
    REOPEN_WITHIN,
    CaseStatus,
    after_answer,
    after_question,
    may_go_on,
    may_reopen,
    may_take,
    may_write,
    takes_up,
)
from hemicycle.rules.reasons import Allowed, Decision, Refused

AT = datetime(2020, 6, 9, 10, tzinfo=UTC)
Step = Callable[[CaseStatus], CaseStatus]
OPEN = [status for status in CaseStatus if status is not CaseStatus.SOLVED]


def code_of(decision: Decision) -> RuleCode:
    assert isinstance(decision, Refused)
    assert isinstance(decision.reason.code, RuleCode)
    return decision.reason.code


@pytest.mark.parametrize("status", OPEN)
def test_who_comes_second_is_told_who_has_the_case(status: CaseStatus) -> None:
    assert isinstance(may_take(status, "", mine=False), Allowed)
    taken = may_take(status, "Ms. Ruiz", mine=False)
    assert (code_of(taken), taken.reason.facts) == (RuleCode.CASE_TAKEN, {"name": "Ms. Ruiz"})
    assert code_of(may_take(status, "Ms. Ruiz", mine=True)) is RuleCode.CASE_IS_YOURS


def test_a_solved_case_is_reopened_before_anything_is_done_with_it() -> None:
    assert code_of(may_take(CaseStatus.SOLVED, "", mine=False)) is RuleCode.CASE_SOLVED
    assert code_of(may_go_on(CaseStatus.SOLVED)) is RuleCode.CASE_SOLVED
    assert all(isinstance(may_go_on(status), Allowed) for status in OPEN)


def test_its_person_reopens_it_for_three_days_and_the_desk_always() -> None:
    last = AT + REOPEN_WITHIN
    for at, own in ((last, True), (last, False), (last + timedelta(days=30), False)):
        assert isinstance(may_reopen(CaseStatus.SOLVED, AT, at, own=own), Allowed)
    late = may_reopen(CaseStatus.SOLVED, AT, last + timedelta(seconds=1), own=True)
    assert (code_of(late), late.reason.facts) == (RuleCode.CASE_OVER, {"days": 3})
    assert {code_of(may_reopen(status, None, AT, own=True)) for status in OPEN} == {RuleCode.CASE_OPEN}


@given(st.sampled_from(CaseStatus), st.integers(min_value=0, max_value=10_000))
def test_what_is_written_belongs_to_a_case_that_its_person_could_reopen_or_that_is_open(
    status: CaseStatus, minutes: int
) -> None:
    at = AT + timedelta(minutes=minutes)
    solved = AT if status is CaseStatus.SOLVED else None
    reopens = isinstance(may_reopen(status, solved, at, own=True), Allowed)
    assert takes_up(status, solved, at) is (status is not CaseStatus.SOLVED or reopens)


@given(st.sampled_from(CaseStatus), st.lists(st.sampled_from([after_question, after_answer]), min_size=1))
def test_a_case_is_never_new_again_nor_solved_by_words(status: CaseStatus, steps: list[Step]) -> None:
    for step in steps:
        now = step(status)
        assert now is not CaseStatus.NEW or status is CaseStatus.NEW
        assert now is not CaseStatus.SOLVED or (status is CaseStatus.SOLVED and step is after_answer)
        status = now


def test_ten_messages_a_minute_are_taken_and_no_more() -> None:
    assert isinstance(may_write(FLOOD_MOST - 1), Allowed)
    assert code_of(may_write(FLOOD_MOST)) is RuleCode.HELP_TOO_MANY
