"""Rules 1 and 3: registering, places, and who answers for a Member."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.admission import RegistrationStatus, may_enter
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import (
    OVER,
    PLACED,
    FocalPointMandate,
    Opening,
    Quota,
    QuotaUnit,
    Step,
    after,
    authority,
    may_answer_for,
    may_register,
    place,
)
from tests.rules.decisions import allowed, refused

NOON = datetime(2020, 5, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("status", RegistrationStatus)
def test_rule_01_only_a_confirmed_registration_enters(status: RegistrationStatus) -> None:
    decision = may_enter(status, SittingState.OPEN, removed=False)
    assert isinstance(decision, Refused) == (status is not RegistrationStatus.CONFIRMED)


def test_rule_01_a_day_that_they_did_not_register_for() -> None:
    decision = may_enter(RegistrationStatus.CONFIRMED, SittingState.OPEN, removed=False, registered_for_day=False)
    assert refused(decision) == (1, "not_registered_for_day")


@pytest.mark.parametrize("status", RegistrationStatus)
@pytest.mark.parametrize("step", Step)
def test_rule_01_a_step_leads_on_or_says_why_not(status: RegistrationStatus, step: Step) -> None:
    to = after(status, step)
    if isinstance(to, Refused):
        assert to.reason.facts == {"step": step.value, "status": status.value}
    else:
        assert to is not status


def test_rule_01_confirmed_comes_only_after_endorsed() -> None:
    before = [status for status in RegistrationStatus if after(status, Step.CONFIRM) is RegistrationStatus.CONFIRMED]
    assert before == [RegistrationStatus.ENDORSED]


def test_rule_01_registration_opens_and_closes() -> None:
    opening = Opening(NOON, NOON + HOUR)
    assert refused(may_register(opening, NOON - HOUR, invited=True)) == (1, "registration_not_open")
    assert allowed(may_register(opening, NOON, invited=True)) == (1, "registration_open")
    assert allowed(may_register(opening, NOON + HOUR, invited=True)) == (1, "registration_open")
    assert refused(may_register(opening, NOON + 2 * HOUR, invited=True)) == (1, "registration_closed")
    assert refused(may_register(Opening(), NOON, invited=False)) == (1, "member_not_invited")
    assert allowed(may_register(Opening(), NOON, invited=True)) == (1, "registration_open")


@given(size=st.integers(0, 50), taken=st.integers(0, 100), unit=st.sampled_from(QuotaUnit))
def test_rule_03_a_place_while_fewer_are_taken_than_there_are(size: int, taken: int, unit: QuotaUnit) -> None:
    decision = place(Quota(size, unit), taken)
    assert isinstance(decision, Refused) == (taken >= size)
    assert decision.reason.rule == 3
    assert (decision.reason.facts["size"], decision.reason.facts["taken"]) == (size, taken)


def test_rule_03_without_a_quota_there_is_always_a_place() -> None:
    assert allowed(place(None, 10_000)) == (3, "no_quota")


def test_rule_03_who_is_out_or_waits_holds_no_place() -> None:
    assert set(RegistrationStatus) - PLACED == OVER | {RegistrationStatus.WAITING}


moments = st.integers(0, 40).map(lambda hours: NOON + hours * HOUR)
mandates = st.lists(
    st.builds(
        lambda key, person, start, hours: FocalPointMandate(
            key, person, start, start + hours * HOUR if hours else None
        ),
        st.integers(1, 1000),
        st.integers(1, 3),
        moments,
        st.integers(0, 10),
    ),
    max_size=8,
    unique_by=lambda mandate: mandate.key,
)


@given(known=mandates, at=moments)
def test_rule_01_one_at_a_time_answers_for_a_member(known: list[FocalPointMandate], at: datetime) -> None:
    current = authority(known, at)
    answering = [person for person in (1, 2, 3) if not isinstance(may_answer_for(known, person, at), Refused)]
    assert answering == ([current.person] if current else [])
    assert (current is None) == (not any(mandate.covers(at) for mandate in known))


def test_rule_01_of_two_mandates_the_one_that_started_later_has_the_authority_whichever_was_entered_first() -> None:
    entered_first, entered_later = FocalPointMandate(1, 1, NOON + HOUR), FocalPointMandate(2, 2, NOON)
    known = [entered_first, entered_later]
    assert authority(known, NOON) == entered_later
    assert authority(known, NOON + HOUR) == entered_first
    # Of two that start at the same moment, the one that was entered last.
    assert authority([FocalPointMandate(4, 1, NOON), FocalPointMandate(3, 2, NOON)], NOON) == FocalPointMandate(
        4, 1, NOON
    )


def test_rule_01_a_delegation_comes_first_and_then_ends() -> None:
    own, delegated = FocalPointMandate(1, 1, NOON), FocalPointMandate(2, 2, NOON + HOUR, NOON + 2 * HOUR)
    known = [own, delegated]
    assert allowed(may_answer_for(known, 1, NOON)) == (1, "focal_point")
    assert refused(may_answer_for(known, 1, NOON + HOUR)) == (1, "mandate_delegated")
    assert allowed(may_answer_for(known, 2, NOON + HOUR)) == (1, "focal_point")
    assert refused(may_answer_for(known, 2, NOON + 2 * HOUR)) == (1, "mandate_over")
    assert allowed(may_answer_for(known, 1, NOON + 2 * HOUR)) == (1, "focal_point")
    assert refused(may_answer_for(known, 3, NOON)) == (1, "no_mandate")
