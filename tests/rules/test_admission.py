"""Rule 1: nobody joins a sitting without a confirmed registration."""

from __future__ import annotations

import pytest

from hemicycle.rules.admission import (
    ENTRY_REFUSALS,
    RegistrationStatus,
    may_enter,
    may_readmit,
    may_receive,
    may_remove,
    may_require_factor,
)
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Allowed, Refused
from tests.rules.decisions import allowed, refused


@pytest.mark.parametrize("sitting", [SittingState.PLANNED, SittingState.OPEN, SittingState.SUSPENDED])
def test_rule_01_a_confirmed_registration_enters_until_the_sitting_ends(sitting: SittingState) -> None:
    assert allowed(may_enter(RegistrationStatus.CONFIRMED, sitting, removed=False)) == (1, "registered")


def test_rule_01_nobody_enters_without_a_registration() -> None:
    assert refused(may_enter(None, SittingState.OPEN, removed=False)) == (1, "not_registered")


@pytest.mark.parametrize(
    "status", [RegistrationStatus.PENDING, RegistrationStatus.WITHDRAWN, RegistrationStatus.REFUSED]
)
def test_rule_01_an_unconfirmed_registration_is_refused_and_says_where_it_is(status: RegistrationStatus) -> None:
    decision = may_enter(status, SittingState.OPEN, removed=False)
    assert refused(decision) == (1, "registration_not_confirmed")
    assert decision.reason.facts == {"status": status.value}


def test_nobody_enters_a_sitting_that_has_ended() -> None:
    assert refused(may_enter(RegistrationStatus.CONFIRMED, SittingState.ENDED, removed=False)) == (
        None,
        "sitting_ended",
    )


def test_whom_the_leader_removed_stays_out_and_hears_why() -> None:
    decision = may_enter(RegistrationStatus.CONFIRMED, SittingState.OPEN, removed=True, removed_why="Noise")
    assert refused(decision) == (None, "removed")
    assert decision.reason.facts == {"reason": "Noise"}


def test_rule_01_of_all_cases_only_confirmed_and_not_removed_before_the_end_enters() -> None:
    entering = {
        (status, sitting, removed)
        for status in [None, *RegistrationStatus]
        for sitting in SittingState
        for removed in (False, True)
        if isinstance(may_enter(status, sitting, removed=removed), Allowed)
    }
    before_the_end = {SittingState.PLANNED, SittingState.OPEN, SittingState.SUSPENDED}
    assert entering == {(RegistrationStatus.CONFIRMED, sitting, False) for sitting in before_the_end}


def test_the_refusals_of_entry_are_all_there_are() -> None:
    decisions = [
        may_enter(status, sitting, removed=removed, registered_for_day=for_day, takes_part=takes_part)
        for status in [None, *RegistrationStatus]
        for sitting in SittingState
        for removed in (False, True)
        for for_day in (False, True)
        for takes_part in (False, True)
    ]
    assert {decision.reason.code for decision in decisions if isinstance(decision, Refused)} == set(ENTRY_REFUSALS)


def test_rule_01_the_floor_and_the_lead_go_to_nobody_who_is_not_confirmed() -> None:
    assert allowed(may_receive(confirmed=True, removed=False)) == (1, "registered")
    assert refused(may_receive(confirmed=False, removed=False)) == (1, "not_registered")
    assert refused(may_receive(confirmed=True, removed=True)) == (None, "is_removed")


def test_the_leader_removes_somebody_else_once_and_readmits_them_once() -> None:
    assert refused(may_remove(oneself=True, removed=False)) == (None, "not_oneself")
    assert refused(may_remove(oneself=False, removed=True)) == (None, "removed_already")
    assert isinstance(may_remove(oneself=False, removed=False), Allowed)
    assert refused(may_readmit(removed=False)) == (None, "not_removed")
    assert isinstance(may_readmit(removed=True), Allowed)


def test_a_second_factor_is_required_of_nobody_more_where_it_would_put_them_out_of_a_sitting() -> None:
    assert refused(may_require_factor(sitting=2, people=1)) == (None, "factor_in_sitting")
    assert isinstance(may_require_factor(sitting=2, people=0), Allowed)
