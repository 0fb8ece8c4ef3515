"""Rule 11: who presides is heard beside the speaker, while they press to talk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import PERMISSIONS, PRESIDING, Action
from hemicycle.rules.voices import LONGEST, has_lasted, may_be_heard
from tests.rules.decisions import allowed, refused

NOW = datetime(2020, 6, 9, 10, tzinfo=UTC)


def test_rule_11_who_presides_over_an_open_sitting_is_heard_beside_the_floor() -> None:
    assert allowed(may_be_heard(SittingState.OPEN, here=True, holds=False)) == (11, "presides")


@pytest.mark.parametrize("state", [SittingState.PLANNED, SittingState.SUSPENDED, SittingState.ENDED])
def test_rule_11_nobody_is_heard_in_a_sitting_that_is_not_open(state: SittingState) -> None:
    decision = may_be_heard(state, here=True, holds=False)
    assert refused(decision) == (None, "sitting_not_open")
    assert decision.reason.facts == {"state": state.value}


def test_rule_11_whose_page_is_not_connected_would_only_lower_the_speaker() -> None:
    assert refused(may_be_heard(SittingState.OPEN, here=False, holds=False)) == (None, "not_connected")


def test_rule_11_who_presides_and_has_the_floor_is_heard_by_that() -> None:
    assert refused(may_be_heard(SittingState.OPEN, here=True, holds=True)) == (None, "holds_floor_already")


def test_rule_11_a_key_whose_release_was_lost_is_released_after_five_minutes() -> None:
    assert timedelta(minutes=5) == LONGEST
    assert not has_lasted(NOW, NOW + LONGEST - timedelta(microseconds=1))
    assert has_lasted(NOW, NOW + LONGEST)


@pytest.mark.parametrize("action", [Action.VOICE_ON, Action.VOICE_OFF])
def test_rule_11_it_is_of_those_who_may_preside_alone_and_of_them_while_they_do(action: Action) -> None:
    assert PERMISSIONS[action] == {Role.CHAIR, Role.VICE_CHAIR}
    assert action in PRESIDING
