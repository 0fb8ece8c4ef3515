"""Rules 1, 3 and 13: registering, places, and who answers for a Member."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.admission import RegistrationStatus, may_enter
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Allowed, Refused
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
    may_change,
    may_enter_as,
    may_head,
    may_let_in,
    may_readdress,
    may_register,
    may_register_anew,
    may_replace,
    may_step_with,
    may_take_out,
    place,
)
from tests.rules.decisions import allowed, refused

NOON = datetime(2020, 5, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("status", RegistrationStatus)
def test_rule_01_only_a_confirmed_registration_enters(status: RegistrationStatus) -> None:
    decision = may_enter(status, SittingState.OPEN, removed=False)
    assert isinstance(decision, Refused) == (status is not RegistrationStatus.CONFIRMED)


def test_a_day_that_they_did_not_register_for() -> None:
    decision = may_enter(RegistrationStatus.CONFIRMED, SittingState.OPEN, removed=False, registered_for_day=False)
    assert refused(decision) == (None, "not_registered_for_day")


@pytest.mark.parametrize("status", RegistrationStatus)
@pytest.mark.parametrize("step", Step)
def test_a_step_leads_on_or_says_why_not(status: RegistrationStatus, step: Step) -> None:
    to = after(status, step)
    if isinstance(to, Refused):
        assert to.reason.facts == {"step": step.value, "status": status.value}
    else:
        assert to is not status


def test_confirmed_comes_only_after_endorsed() -> None:
    before = [status for status in RegistrationStatus if after(status, Step.CONFIRM) is RegistrationStatus.CONFIRMED]
    assert before == [RegistrationStatus.ENDORSED]


def test_registration_opens_and_closes() -> None:
    opening = Opening(NOON, NOON + HOUR)
    assert refused(may_register(opening, NOON - HOUR, invited=True)) == (None, "registration_not_open")
    assert allowed(may_register(opening, NOON, invited=True)) == (None, "registration_open")
    assert allowed(may_register(opening, NOON + HOUR, invited=True)) == (None, "registration_open")
    assert refused(may_register(opening, NOON + 2 * HOUR, invited=True)) == (None, "registration_closed")
    assert refused(may_register(Opening(), NOON, invited=False)) == (None, "member_not_invited")
    assert allowed(may_register(Opening(), NOON, invited=True)) == (None, "registration_open")


@given(minutes=st.integers(-3000, 3000), opens=st.none() | st.integers(-9, 9), closes=st.none() | st.integers(-9, 9))
def test_rule_01_nobody_registers_once_the_consultation_is_over(
    minutes: int, opens: int | None, closes: int | None
) -> None:
    at = NOON + timedelta(minutes=minutes)
    first, last = (None if hours is None else NOON + hours * HOUR for hours in (opens, closes))
    decision = may_register(Opening(first, last, over=NOON), at, invited=True)
    if at >= NOON:
        assert refused(decision) == (None, "consultation_over")
    else:
        assert decision == may_register(Opening(first, last), at, invited=True)


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
def test_rule_13_one_at_a_time_answers_for_a_member(known: list[FocalPointMandate], at: datetime) -> None:
    current = authority(known, at)
    answering = [person for person in (1, 2, 3) if not isinstance(may_answer_for(known, person, at), Refused)]
    assert answering == ([current.person] if current else [])
    assert (current is None) == (not any(mandate.covers(at) for mandate in known))


def test_of_two_mandates_the_one_that_started_later_has_the_authority_whichever_was_entered_first() -> None:
    entered_first, entered_later = FocalPointMandate(1, 1, NOON + HOUR), FocalPointMandate(2, 2, NOON)
    known = [entered_first, entered_later]
    assert authority(known, NOON) == entered_later
    assert authority(known, NOON + HOUR) == entered_first
    # Of two that start at the same moment, the one that was entered last.
    assert authority([FocalPointMandate(4, 1, NOON), FocalPointMandate(3, 2, NOON)], NOON) == FocalPointMandate(
        4, 1, NOON
    )


def test_a_delegation_comes_first_and_then_ends() -> None:
    own, delegated = FocalPointMandate(1, 1, NOON), FocalPointMandate(2, 2, NOON + HOUR, NOON + 2 * HOUR)
    known = [own, delegated]
    assert allowed(may_answer_for(known, 1, NOON)) == (None, "focal_point")
    assert refused(may_answer_for(known, 1, NOON + HOUR)) == (None, "mandate_delegated")
    assert allowed(may_answer_for(known, 2, NOON + HOUR)) == (None, "focal_point")
    assert refused(may_answer_for(known, 2, NOON + 2 * HOUR)) == (None, "mandate_over")
    assert allowed(may_answer_for(known, 1, NOON + 2 * HOUR)) == (None, "focal_point")
    assert refused(may_answer_for(known, 3, NOON)) == (None, "no_mandate")


def test_nobody_is_refused_without_words() -> None:
    assert refused(may_step_with(" ", Step.REFUSE)) == (None, "refusal_needs_words")
    assert isinstance(may_step_with("No such function", Step.REFUSE), Allowed)
    assert isinstance(may_step_with("", Step.WITHDRAW), Allowed)


@pytest.mark.parametrize("status", [*RegistrationStatus, None])
def test_who_is_registered_changes_that_and_who_is_not_registers_anew(status: RegistrationStatus | None) -> None:
    anew = may_register_anew(status)
    if status is None or status in OVER:
        assert isinstance(anew, Allowed)
    else:
        assert refused(anew) == (None, "registered_already")
        assert isinstance(may_change(status), Allowed)
    if status in OVER:
        assert refused(may_change(status)) == (None, "registration_over")


@pytest.mark.parametrize("role", Role)
def test_others_than_delegates_are_entered_by_the_secretariat(role: Role) -> None:
    assert isinstance(may_enter_as(role, secretariat=True), Allowed)
    assert isinstance(may_enter_as(role, secretariat=False), Allowed) is (role is Role.DELEGATE)
    if role is not Role.DELEGATE:
        assert refused(may_enter_as(role, secretariat=False)) == (None, "role_by_secretariat_only")


def test_rule_03_who_withdrew_is_replaced_once_by_somebody_of_the_same_member() -> None:
    assert isinstance(may_replace(same_member=True, replaced=False), Allowed)
    assert refused(may_replace(same_member=False, replaced=False)) == (None, "not_to_be_replaced")
    assert refused(may_replace(same_member=True, replaced=True)) == (None, "not_to_be_replaced")


def test_a_delegation_has_one_head() -> None:
    assert isinstance(may_head(other=False), Allowed)
    assert refused(may_head(other=True)) == (None, "has_head_already")


def test_nobody_loses_their_place_because_their_member_is_taken_out() -> None:
    assert isinstance(may_take_out(0), Allowed)
    assert refused(may_take_out(1)) == (None, "member_has_registrations")


@pytest.mark.parametrize("role", Role)
def test_rule_38_a_second_person_lets_in_who_acts_for_the_body(role: Role) -> None:
    two = role in {Role.SECRETARIAT, Role.CHAIR, Role.VICE_CHAIR}
    for second, code in ((1, "second_person_lets_in"), (2, "independent_person_lets_in")):
        decision = may_let_in(role, 1, second, independent=False)
        assert isinstance(decision, Refused) is two
        assert not two or refused(decision) == (38, code)
    assert isinstance(may_let_in(role, 1, 2, independent=True), Allowed)
    for entered_by, person in ((None, 1), (None, None), (1, None)):
        assert isinstance(may_let_in(role, entered_by, person, independent=False), Allowed)


@pytest.mark.parametrize(
    ("proposed_by", "person", "let_in", "allowed"),
    [(None, 1, False, False), (1, 1, False, False), (1, 2, True, False), (1, 2, False, True)],
)
def test_rule_38_a_second_person_changes_the_address_of_who_acts_for_the_body(
    *, proposed_by: int | None, person: int, let_in: bool, allowed: bool
) -> None:
    def may(*, acts_for_body: bool = True, own: bool = False) -> bool:
        decision = may_readdress(
            acts_for_body=acts_for_body, own=own, proposed_by=proposed_by, person=person, let_in=let_in
        )
        return isinstance(decision, Allowed)

    assert may() is allowed
    assert may(acts_for_body=False)
    assert may(own=True)
