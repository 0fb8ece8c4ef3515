"""Rules 2, 4 and 7, as the one table of permissions: every class and role by every action."""

from __future__ import annotations

import pytest

from hemicycle.rules.capacity import CLASSES, LEADERS, Capacity
from hemicycle.rules.permissions import EVERYBODY, PERMISSIONS, Action, may
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import allowed, refused

ACTIONS = list(Action)
LEADING = ("floor.give", "floor.next", "floor.take_back", "queue.", "item.", "sitting.", "room.re")


def test_rule_02_the_table_names_every_action() -> None:
    assert list(PERMISSIONS) == ACTIONS


def test_rule_02_no_action_is_permitted_to_nobody() -> None:
    assert [action for action, permitted in PERMISSIONS.items() if not permitted] == []


@pytest.mark.parametrize("action", ACTIONS)
def test_rule_02_every_capacity_has_a_decision_with_its_facts(action: Action) -> None:
    for capacity in Capacity:
        decision = may(capacity, action)
        assert isinstance(decision, Allowed) == (capacity in PERMISSIONS[action])
        assert decision.reason.facts["capacity"] == capacity.value


def test_rule_02_everybody_enters_and_reaches_the_help_desk() -> None:
    everywhere = [action for action in ACTIONS if PERMISSIONS[action] == EVERYBODY]
    assert everywhere == [
        Action.ROOM_ENTER,
        Action.HELP_POST,
        Action.REGISTRATION_SUBMIT,
        Action.REGISTRATION_CHANGE,
        Action.REGISTRATION_WITHDRAW,
        Action.PARTICIPANTS_LIST,
    ]


@pytest.mark.parametrize("capacity", Capacity)
def test_rule_02_only_members_ask_for_the_floor(capacity: Capacity) -> None:
    asks = may(capacity, Action.FLOOR_ASK)
    if capacity in CLASSES:
        assert allowed(asks) == (2, "permitted")
    else:
        assert refused(asks) == (2, "not_permitted")


@pytest.mark.parametrize("capacity", Capacity)
def test_rule_04_only_chair_and_vice_chair_lead(capacity: Capacity) -> None:
    led = [action for action in ACTIONS if action.value.startswith(LEADING)]
    assert len(led) > 10
    assert {isinstance(may(capacity, action), Allowed) for action in led} == {capacity in LEADERS}


@pytest.mark.parametrize("capacity", Capacity)
def test_rule_07_only_council_states_raise_a_point_of_order(capacity: Capacity) -> None:
    raises = may(capacity, Action.FLOOR_POINT_OF_ORDER)
    if capacity is Capacity.COUNCIL_STATE:
        assert allowed(raises) == (2, "permitted")
    else:
        assert refused(raises) == (7, "point_of_order_council_only")


def test_rule_11_nobody_but_an_interpreter_goes_on_air_in_a_booth() -> None:
    assert [c for c in Capacity if isinstance(may(c, Action.BOOTH_ON_AIR), Allowed)] == [Capacity.INTERPRETER]


def test_rule_26_no_action_is_named_for_deciding() -> None:
    deciding = ("decide", "adopt", "approve", "agree", "vote")
    assert [action for action in ACTIONS if any(word in action.value for word in deciding)] == []
