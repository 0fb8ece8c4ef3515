"""Rules 4, 7, 8, 9 and 11: who may ask for the floor, to whom it may be given, who leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import PRESIDING_ROLES, Capacity, ParticipationClass, Role
from hemicycle.rules.floor import (
    HOLDING,
    OVER,
    PENDING,
    WAITING,
    Asking,
    SittingState,
    TurnState,
    may_act_on,
    may_ask,
    may_give,
    may_invite,
    may_pass_lead,
    may_publish,
    may_put_back,
    next_expected,
    presides,
)
from hemicycle.rules.motions import Motion
from hemicycle.rules.reasons import Allowed, Decision
from tests.classes import CAPACITIES, CLASSES, COUNCIL_STATE, OBSERVER_STATE, OBSERVERS
from tests.rules.decisions import allowed, refused

FRANCE = Asking(COUNCIL_STATE, SittingState.OPEN, list_open=True)
NORWAY = Asking(OBSERVER_STATE, SittingState.OPEN, list_open=True)
NOT_OPEN = [SittingState.PLANNED, SittingState.SUSPENDED, SittingState.ENDED]

askings = st.builds(
    Asking,
    capacity=st.sampled_from(CAPACITIES),
    state=st.sampled_from(SittingState),
    list_open=st.booleans(),
    waits=st.booleans(),
    holds=st.booleans(),
    motion=st.none() | st.sampled_from(Motion),
    spoken=st.integers(0, 3),
    has_contribution=st.booleans(),
)


@pytest.mark.parametrize("state", NOT_OPEN)
def test_nobody_asks_outside_an_open_sitting(state: SittingState) -> None:
    assert refused(may_ask(replace(FRANCE, state=state))) == (None, "sitting_not_open")


@pytest.mark.parametrize("capacity", [c for c in CAPACITIES if c not in CLASSES])
def test_rule_02_who_speaks_for_no_member_does_not_ask(capacity: Capacity) -> None:
    assert refused(may_ask(replace(FRANCE, capacity=capacity))) == (2, "not_permitted")


def test_a_closed_list_takes_no_request() -> None:
    assert refused(may_ask(replace(FRANCE, list_open=False))) == (None, "list_closed")


def test_rule_07_a_closed_list_still_takes_a_point_of_order() -> None:
    assert allowed(may_ask(replace(FRANCE, list_open=False, motion=Motion.POINT_OF_ORDER))) == (7, "point_of_order")


@pytest.mark.parametrize("capacity", OBSERVERS, ids=str)
def test_rule_07_an_observer_raises_no_point_of_order(capacity: Capacity) -> None:
    asking = replace(NORWAY, capacity=capacity, motion=Motion.POINT_OF_ORDER)
    assert refused(may_ask(asking)) == (7, "point_of_order_not_permitted")


@pytest.mark.parametrize("capacity", CLASSES, ids=str)
def test_rule_08_one_that_sent_no_contribution_speaks(capacity: Capacity) -> None:
    decision = may_ask(replace(FRANCE, capacity=capacity))
    assert allowed(decision) == (8, "may_speak")
    assert decision.reason.facts == {"has_contribution": False}


@given(askings)
def test_rule_08_a_contribution_never_decides_who_speaks(asking: Asking) -> None:
    without, sent = (may_ask(replace(asking, has_contribution=sent)) for sent in (False, True))
    assert type(without) is type(sent)
    assert without.reason.code == sent.reason.code


@pytest.mark.parametrize("capacity", OBSERVERS, ids=str)
def test_rule_09_a_class_speaks_as_often_on_an_item_as_it_may(capacity: ParticipationClass) -> None:
    asking = replace(NORWAY, capacity=capacity, spoken=1)
    assert refused(may_ask(asking)) == (9, "times_spent")
    oftener = replace(asking, capacity=replace(capacity, times=2))
    assert allowed(may_ask(oftener)) == (8, "may_speak")
    assert refused(may_ask(replace(oftener, spoken=2))) == (9, "times_spent")
    assert allowed(may_ask(replace(asking, capacity=replace(capacity, times=None), spoken=9))) == (8, "may_speak")


def test_rule_09_a_council_state_speaks_again() -> None:
    assert allowed(may_ask(replace(FRANCE, spoken=9))) == (8, "may_speak")


@pytest.mark.parametrize("turn", WAITING)
def test_rule_09_an_observer_who_has_spoken_since_they_asked_is_not_given_the_floor(turn: TurnState) -> None:
    assert refused(may_give(SittingState.OPEN, turn, times_spent=True)) == (9, "times_spent_meanwhile")


def test_the_floor_is_not_given_to_an_empty_seat() -> None:
    for spent in (True, False):
        absent = may_invite(OBSERVER_STATE, SittingState.OPEN, times_spent=spent, here=False)
        assert refused(absent) == (None, "not_here")


def once_more(capacity: Capacity, *, words: str) -> Decision:
    return may_invite(capacity, SittingState.OPEN, times_spent=True, here=True, words=words)


@pytest.mark.parametrize("capacity", OBSERVERS, ids=str)
def test_rule_09_the_leader_overrides_and_the_reason_says_so(capacity: Capacity) -> None:
    assert allowed(once_more(capacity, words="They were named")) == (9, "leader_overrides_times")
    assert refused(once_more(capacity, words="")) == (9, "override_needs_words")


@given(askings)
def test_rule_11_who_holds_the_floor_asks_for_nothing(asking: Asking) -> None:
    assert not isinstance(may_ask(replace(asking, holds=True)), Allowed)


def test_who_holds_the_floor_hears_that_they_do() -> None:
    assert refused(may_ask(replace(FRANCE, holds=True, motion=Motion.POINT_OF_ORDER))) == (None, "holds_floor_already")


def test_who_waits_already_keeps_that_place() -> None:
    assert refused(may_ask(replace(FRANCE, waits=True))) == (None, "waits_already")


def test_rule_07_a_point_of_order_that_waits_is_not_raised_again() -> None:
    assert refused(may_ask(replace(FRANCE, waits=True, motion=Motion.POINT_OF_ORDER))) == (None, "waits_already")


@given(askings)
def test_rules_01_to_12_together_take_a_request_in_no_other_case(asking: Asking) -> None:
    waits_or_speaks = asking.waits or asking.holds
    may_speak = asking.capacity in CLASSES and asking.state is SittingState.OPEN and not waits_or_speaks
    spent = asking.capacity in OBSERVERS and asking.spoken >= 1
    if asking.motion is not None:
        expected = may_speak and (asking.capacity == COUNCIL_STATE or asking.motion is Motion.RIGHT_OF_REPLY)
    else:
        expected = may_speak and asking.list_open and not spent
    assert isinstance(may_ask(asking), Allowed) == expected


@pytest.mark.parametrize("turn", WAITING)
def test_rule_11_the_floor_is_given_to_who_waits(turn: TurnState) -> None:
    assert allowed(may_give(SittingState.OPEN, turn, times_spent=False)) == (11, "floor_given")


@pytest.mark.parametrize("turn", HOLDING)
def test_the_floor_is_not_given_twice(turn: TurnState) -> None:
    assert refused(may_give(SittingState.OPEN, turn, times_spent=False)) == (None, "has_floor_already")


@pytest.mark.parametrize("turn", OVER)
def test_a_turn_that_is_over_does_not_come_back(turn: TurnState) -> None:
    assert refused(may_give(SittingState.OPEN, turn, times_spent=False)) == (None, "turn_over")


@pytest.mark.parametrize("state", NOT_OPEN)
def test_nobody_holds_the_floor_outside_an_open_sitting(state: SittingState) -> None:
    assert refused(may_give(state, TurnState.NEXT, times_spent=False)) == (None, "sitting_not_open")
    assert refused(may_invite(COUNCIL_STATE, state, times_spent=False, here=True)) == (None, "sitting_not_open")


def test_rule_11_a_turn_waits_holds_the_floor_or_is_over() -> None:
    assert sorted([*PENDING, *HOLDING, *OVER]) == sorted(TurnState)
    assert set(WAITING) < set(PENDING)


def test_rule_06_the_next_is_the_head_of_the_queue() -> None:
    assert allowed(next_expected([7, 3], 7)) == (6, "next_in_order")
    assert allowed(next_expected([7, 3], None)) == (6, "next_in_order")


def test_an_empty_queue_has_no_next() -> None:
    assert refused(next_expected([], None)) == (None, "nobody_waits")


def test_rule_09_where_only_observers_wait_who_have_spoken_the_next_is_told_so() -> None:
    assert refused(next_expected([], None, passed_over=True)) == (9, "times_spent_meanwhile")


def test_a_leader_who_saw_another_queue_gives_the_floor_to_nobody() -> None:
    assert refused(next_expected([7, 3], 3)) == (None, "queue_changed")


@pytest.mark.parametrize("capacity", [*CLASSES, *PRESIDING_ROLES, Role.SECRETARIAT])
def test_the_leader_invites_who_did_not_ask(capacity: Capacity) -> None:
    assert allowed(may_invite(capacity, SittingState.OPEN, times_spent=False, here=True)) == (None, "leader_invites")


@pytest.mark.parametrize("capacity", [Role.INTERPRETER, Role.CAPTIONER, Role.TECHNICIAN])
def test_rule_02_interpreters_captioners_and_technicians_do_not_take_the_floor(capacity: Capacity) -> None:
    assert refused(may_invite(capacity, SittingState.OPEN, times_spent=False, here=True)) == (2, "does_not_speak")


people = st.integers(1, 6)


@given(people, st.none() | people, st.none() | people, st.none() | people, st.lists(people, max_size=3))
def test_rule_11_only_speaker_who_presides_next_and_interpreters_publish(
    identity: int, speaker: int | None, presiding: int | None, following: int | None, booths: list[int]
) -> None:
    decision = may_publish(identity, speaker, presiding, following, booths)
    assert decision.reason.rule == 11
    assert isinstance(decision, Allowed) == (identity in {speaker, presiding, following, *booths})


def test_rule_11_the_speaker_counts_as_the_speaker_even_in_a_booth_or_next() -> None:
    assert allowed(may_publish(1, 1, 1, 1, [1])) == (11, "speaks")
    assert allowed(may_publish(1, 2, 1, 1, [1])) == (11, "presides")
    assert allowed(may_publish(1, 2, None, 1, [1])) == (11, "speaks_next")
    assert allowed(may_publish(1, 2, None, 3, [1])) == (11, "interprets")
    assert refused(may_publish(1, 2, 5, 3, [4])) == (11, "no_floor")


def test_rule_04_one_person_leads() -> None:
    assert allowed(presides(Role.VICE_CHAIR, 2, 2)) == (4, "leads")
    assert refused(presides(Role.CHAIR, 1, 2)) == (4, "does_not_lead")
    assert refused(presides(Role.CHAIR, 1, None)) == (4, "does_not_lead")


@pytest.mark.parametrize("capacity", [c for c in CAPACITIES if c not in PRESIDING_ROLES])
def test_rule_04_only_chair_and_vice_chair_lead(capacity: Capacity) -> None:
    assert refused(presides(capacity, 2, 2)) == (4, "not_a_leader")


def test_rule_04_who_leads_passes_the_lead_to_the_other() -> None:
    assert allowed(may_pass_lead(Role.VICE_CHAIR, 2, 2, Role.CHAIR)) == (4, "leads")
    assert refused(may_pass_lead(Role.CHAIR, 1, 2, Role.CHAIR)) == (4, "does_not_lead")


def test_rule_04_the_secretariat_passes_the_lead_when_the_leader_is_gone() -> None:
    assert allowed(may_pass_lead(Role.SECRETARIAT, 9, 2, Role.CHAIR)) == (4, "lead_passed")


@pytest.mark.parametrize("receiver", [c for c in CAPACITIES if c not in PRESIDING_ROLES])
@pytest.mark.parametrize("giver", [Role.VICE_CHAIR, Role.SECRETARIAT])
def test_rule_04_the_lead_goes_to_nobody_else(giver: Capacity, receiver: Capacity) -> None:
    assert refused(may_pass_lead(giver, 2, 2, receiver)) == (4, "receiver_not_a_leader")


@pytest.mark.parametrize("capacity", PRESIDING_ROLES)
def test_rule_04_chair_or_vice_chair_takes_a_vacant_lead(capacity: Capacity) -> None:
    assert allowed(may_pass_lead(capacity, 1, None, capacity)) == (4, "lead_passed")


@pytest.mark.parametrize("capacity", [c for c in CAPACITIES if c not in {*PRESIDING_ROLES, Role.SECRETARIAT}])
def test_rule_04_a_vacant_lead_is_for_no_delegate_to_pass(capacity: Capacity) -> None:
    assert refused(may_pass_lead(capacity, 5, None, Role.CHAIR)) == (4, "not_a_leader")


def test_rule_11_who_has_the_floor_is_not_invited_to_it() -> None:
    invited = may_invite(COUNCIL_STATE, SittingState.OPEN, times_spent=False, here=True, holds=True)
    assert refused(invited) == (None, "has_floor_already")


@pytest.mark.parametrize("turn", TurnState)
def test_a_command_about_a_turn_that_has_moved_on_is_refused(turn: TurnState) -> None:
    decision = may_act_on(turn, HOLDING)
    if turn in HOLDING:
        assert isinstance(decision, Allowed)
    else:
        assert refused(decision) == (None, "turn_over" if turn in OVER else "turn_elsewhere")


def test_the_speaker_is_put_back_where_they_wait_no_second_time() -> None:
    assert isinstance(may_put_back(TurnState.AUDIBLE, waits=False), Allowed)
    assert refused(may_put_back(TurnState.AUDIBLE, waits=True)) == (None, "waits_already")
    assert refused(may_put_back(TurnState.ENDED, waits=True)) == (None, "turn_over")
