"""Rules 2, 4 and 7, as the one table of permissions: every class and role by every action."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import PRESIDING_ROLES, ROLES, SIGHTS, Capacity, Classes, ParticipationClass, Right, Role
from hemicycle.rules.permissions import (
    EVERYBODY,
    FOR_A_MEMBER,
    OWN,
    PERMISSIONS,
    PRESIDING,
    Action,
    Condition,
    condition,
    may,
    permits,
)
from hemicycle.rules.reasons import Allowed
from tests.classes import CAPACITIES, CLASSES, COUNCIL_STATE, SECTOR_MEMBER
from tests.rules.decisions import allowed, refused
from tests.rules.strategies import bodies

ACTIONS = list(Action)
LEADING = ("floor.give", "floor.next", "floor.take_back", "queue.", "item.", "sitting.", "room.re")


def test_rule_02_the_table_names_every_action() -> None:
    assert list(PERMISSIONS) == ACTIONS


def test_rule_02_no_action_is_permitted_to_nobody() -> None:
    assert [action for action, permitted in PERMISSIONS.items() if not permitted] == []


@pytest.mark.parametrize("action", ACTIONS)
def test_rule_02_every_capacity_has_a_decision_with_its_facts(action: Action) -> None:
    for capacity in CAPACITIES:
        decision = may(capacity, action)
        assert isinstance(decision, Allowed) == permits(capacity, action)
        assert decision.reason.facts["capacity"] == capacity.value


def test_rule_02_everybody_registers_and_reaches_the_help_desk() -> None:
    everywhere = [action for action in ACTIONS if PERMISSIONS[action] == EVERYBODY]
    assert everywhere == [
        Action.HELP_POST,
        Action.HELP_CONSENT,
        Action.HELP_REPORT,
        Action.HELP_END,
        Action.REGISTRATION_SUBMIT,
        Action.REGISTRATION_CHANGE,
        Action.REGISTRATION_WITHDRAW,
        Action.FOCAL_POINT_ACCEPT,
    ]


@given(st.sets(st.sampled_from(sorted(SIGHTS))))
def test_rule_02_a_class_sees_what_is_not_hidden_from_it_and_every_role_sees_all(hidden: set[Right]) -> None:
    one = ParticipationClass("a", (SIGHTS - hidden) | {Right.TAKE_PART})
    opened = {
        Right.ENTER: Action.ROOM_ENTER,
        Right.READ_DOCUMENTS: Action.DOCUMENTS_READ,
        Right.SEE_PARTICIPANTS: Action.PARTICIPANTS_LIST,
    }
    assert {right for right, action in opened.items() if not permits(one, action)} == hidden
    assert all(permits(role, action) for role in ROLES for action in opened.values())


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_02_only_members_ask_for_the_floor(capacity: Capacity) -> None:
    asks = may(capacity, Action.FLOOR_ASK)
    if capacity in CLASSES:
        assert allowed(asks) == (2, "permitted")
    else:
        assert refused(asks) == (2, "not_permitted")


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_04_only_chair_and_vice_chair_lead(capacity: Capacity) -> None:
    led = [action for action in ACTIONS if action.value.startswith(LEADING) and action is not Action.ROOM_RENEW]
    assert len(led) > 10
    assert {isinstance(may(capacity, action), Allowed) for action in led} == {capacity in PRESIDING_ROLES}


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_02_a_class_may_what_its_rights_permit_and_a_role_what_the_table_names(capacity: Capacity) -> None:
    rights = capacity.rights if isinstance(capacity, ParticipationClass) else {capacity}
    assert {action for action in Action if permits(capacity, action)} == {
        action for action, permitted in PERMISSIONS.items() if permitted & rights
    }


@given(bodies(), st.sampled_from(Action))
def test_rule_02_no_class_of_any_body_does_what_is_the_roles(body: Classes, action: Action) -> None:
    for one in body:
        for_a_member = one.of_persons and action in FOR_A_MEMBER
        assert permits(one, action) == (bool(PERMISSIONS[action] & one.rights) and not for_a_member)
        assert not permits(replace(one, rights=frozenset()), action)


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_07_only_council_states_raise_a_point_of_order(capacity: Capacity) -> None:
    raises = may(capacity, Action.FLOOR_POINT_OF_ORDER)
    if capacity == COUNCIL_STATE:
        assert allowed(raises) == (2, "permitted")
    else:
        assert refused(raises) == (7, "point_of_order_not_permitted")


def test_rule_11_nobody_but_an_interpreter_goes_on_air_in_a_booth() -> None:
    assert [c for c in CAPACITIES if isinstance(may(c, Action.BOOTH_ON_AIR), Allowed)] == [Role.INTERPRETER]


def test_rule_26_no_action_is_named_for_deciding() -> None:
    deciding = ("decide", "adopt", "approve", "agree", "vote")
    assert [action for action in ACTIONS if any(word in action.value for word in deciding)] == []


@pytest.mark.parametrize("action", Action)
def test_rule_02_nothing_is_permitted_beyond_the_table_but_what_is_about_oneself(action: Action) -> None:
    for capacity in CAPACITIES:
        permitted = condition(capacity, action) is not Condition.NEVER
        assert permitted == (permits(capacity, action) or action in OWN)


@pytest.mark.parametrize(
    ("capacity", "action", "expected"),
    [
        (Role.SECRETARIAT, Action.REGISTRATION_CHANGE, Condition.ALWAYS),
        (COUNCIL_STATE, Action.REGISTRATION_CHANGE, Condition.OWN_OR_ANSWERING),
        (Role.INTERPRETER, Action.REGISTRATION_CHANGE, Condition.OWN),
        (SECTOR_MEMBER, Action.REGISTRATION_ENDORSE, Condition.ANSWERING),
        (Role.INTERPRETER, Action.REGISTRATION_ENDORSE, Condition.NEVER),
        (Role.TECHNICIAN, Action.LINK_SEND, Condition.OWN),
        (Role.VICE_CHAIR, Action.FLOOR_GIVE, Condition.PRESIDING),
        (Role.SECRETARIAT, Action.LEAD_PASS, Condition.ALWAYS),
        (Role.CHAIR, Action.ROOM_RENEW, Condition.PRESIDING),
        (Role.TECHNICIAN, Action.ROOM_RENEW, Condition.ALWAYS),
        (Role.SECRETARIAT, Action.ROOM_RENEW, Condition.NEVER),
        (Role.CAPTIONER, Action.FLOOR_ASK, Condition.NEVER),
    ],
)
def test_rule_02_each_condition(capacity: Capacity, action: Action, expected: Condition) -> None:
    assert condition(capacity, action) is expected


@pytest.mark.parametrize("action", sorted(PRESIDING - {Action.ROOM_RENEW}))  # a technician's too
def test_rule_04_the_chairs_do_it_while_presiding_and_nobody_else_does(action: Action) -> None:
    presiding = [capacity for capacity in CAPACITIES if condition(capacity, action) is Condition.PRESIDING]
    assert presiding == list(PRESIDING_ROLES)
    others = set(CAPACITIES) - set(PRESIDING_ROLES)
    assert {condition(capacity, action) for capacity in others} == {Condition.NEVER}


@pytest.mark.parametrize("action", Action)
def test_rule_01_without_a_confirmed_registration_there_is_only_what_is_about_oneself(action: Action) -> None:
    assert condition(None, action) is (Condition.OWN if action in OWN else Condition.NEVER)


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_02_the_secretariat_does_what_it_may_without_a_condition(capacity: Capacity) -> None:
    conditions = {condition(capacity, action) for action in Action}
    assert (conditions <= {Condition.ALWAYS, Condition.NEVER}) == (capacity is Role.SECRETARIAT)
