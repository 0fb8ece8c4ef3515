"""What who leads may do at a moment: the list, the state of the sitting, its items."""

from __future__ import annotations

import pytest

from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.presiding import (
    may_change_outcomes,
    may_designate,
    may_move_on,
    may_reopen,
    may_set_list,
)
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import allowed, refused


def test_the_list_is_opened_when_it_is_closed_and_closed_when_it_is_open() -> None:
    assert isinstance(may_set_list(is_open=True, open_it=False), Allowed)
    assert isinstance(may_set_list(is_open=False, open_it=True), Allowed)
    assert refused(may_set_list(is_open=True, open_it=True)) == (None, "list_open_already")
    assert refused(may_set_list(is_open=False, open_it=False)) == (None, "list_closed_already")


@pytest.mark.parametrize("state", SittingState)
def test_a_sitting_goes_on_from_where_it_is_and_from_its_end_nowhere(state: SittingState) -> None:
    anywhere = may_move_on(state, set(SittingState))
    if state is SittingState.ENDED:
        assert refused(anywhere) == (None, "sitting_elsewhere")
    else:
        assert isinstance(anywhere, Allowed)
    resumed = may_move_on(state, {SittingState.SUSPENDED})
    assert isinstance(resumed, Allowed) is (state is SittingState.SUSPENDED)


def test_rule_16_a_sitting_that_has_ended_is_reopened_as_one_is_resumed_and_with_a_reason() -> None:
    ended = SittingState.ENDED
    assert allowed(may_reopen(ended, own_day=True, another=None, reason="words")) == (16, "reopened")
    assert refused(may_reopen(ended, own_day=False, another=None, reason="words")) == (16, "sitting_on_another_day")
    assert refused(may_reopen(ended, own_day=True, another=2, reason="words")) == (16, "another_sitting_open")
    assert refused(may_reopen(ended, own_day=True, another=None, reason=" ")) == (None, "reopening_without_reason")
    for state in set(SittingState) - {ended}:
        assert refused(may_reopen(state, own_day=True, another=None, reason="words")) == (None, "sitting_not_ended")


def test_rule_4_the_chair_or_a_vice_chair_is_designated_before_the_sitting_begins() -> None:
    for capacity in (Role.CHAIR, Role.VICE_CHAIR, None):
        assert isinstance(may_designate(capacity, sitting=2, begun=False), Allowed)
        assert refused(may_designate(capacity, sitting=2, begun=True)) == (None, "sitting_has_begun")
    assert refused(may_designate(Role.SECRETARIAT, sitting=2, begun=False)) == (4, "receiver_not_a_leader")


def test_rule_27_how_an_item_may_end_does_not_change_while_it_is_discussed() -> None:
    assert refused(may_change_outcomes(sitting=2)) == (27, "outcomes_in_discussion")
    assert isinstance(may_change_outcomes(sitting=None), Allowed)
