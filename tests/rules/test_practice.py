"""Rule 51: practising alone."""

from __future__ import annotations

from itertools import combinations

import pytest

from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.practice import (
    ESSENTIAL,
    PRACTICES_AN_HOUR,
    STEPS,
    PracticeKind,
    PracticeStep,
    counts,
    in_order,
    kind_of,
    may_keep,
)
from hemicycle.rules.readiness import Practised, practised
from hemicycle.rules.reasons import Allowed, Refused
from tests.classes import COUNCIL_STATE

DELEGATE, INTERPRETER = PracticeKind


def test_rule_51_interpreters_practise_in_a_booth_and_everybody_else_on_the_floor() -> None:
    assert kind_of(Role.INTERPRETER) is INTERPRETER
    assert kind_of(COUNCIL_STATE) is DELEGATE


@pytest.mark.parametrize("kind", PracticeKind)
def test_rule_51_it_counts_if_its_person_was_heard_whatever_else_they_skipped(kind: PracticeKind) -> None:
    for number in range(len(STEPS[kind]) + 1):
        for skipped in combinations(STEPS[kind], number):
            assert counts(skipped) is not any(step in ESSENTIAL for step in skipped)


def test_rule_51_steps_are_kept_in_their_order_each_once_and_those_of_another_kind_are_none_of_it() -> None:
    told = [PracticeStep.LISTEN, PracticeStep.COUGH, PracticeStep.ASK, PracticeStep.LISTEN]
    assert in_order(DELEGATE, told) == [PracticeStep.ASK, PracticeStep.LISTEN]
    assert in_order(INTERPRETER, told) == [PracticeStep.COUGH]


@pytest.mark.parametrize(
    ("kind", "own", "in_last_hour", "code"),
    [
        (DELEGATE, DELEGATE, 0, None),
        (DELEGATE, DELEGATE, PRACTICES_AN_HOUR - 1, None),
        (DELEGATE, DELEGATE, PRACTICES_AN_HOUR, RuleCode.PRACTICES_TOO_MANY),
        (INTERPRETER, DELEGATE, 0, RuleCode.PRACTICE_OF_ANOTHER_KIND),
        (DELEGATE, INTERPRETER, 0, RuleCode.PRACTICE_OF_ANOTHER_KIND),
    ],
)
def test_rule_51_so_many_an_hour_are_kept_and_only_of_what_one_is(
    kind: PracticeKind, own: PracticeKind, in_last_hour: int, code: RuleCode | None
) -> None:
    decision = may_keep(kind, own, in_last_hour=in_last_hour)
    if code is None:
        assert isinstance(decision, Allowed)
    else:
        assert isinstance(decision, Refused)
        assert decision.reason.code is code


def test_rule_51_a_rehearsal_tells_more_than_a_practice_alone() -> None:
    assert practised(in_rehearsal=True, alone=True) is Practised.REHEARSAL
    assert practised(in_rehearsal=False, alone=True) is Practised.ALONE
    assert practised(in_rehearsal=False, alone=False) is None
