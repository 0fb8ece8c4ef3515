"""Who may act in a consultation: what is authorised is what the condition of permission says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.settings import settings_of
from hemicycle.journal.record import Performer
from hemicycle.people import queries
from hemicycle.people.act import Act
from hemicycle.people.models import FocalPoint, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import PRESIDING, Action, Condition, condition
from hemicycle.rules.reasons import Refusal
from tests.classes import CAPACITIES, CLASSES, COUNCIL
from tests.factories import START, World

if TYPE_CHECKING:
    from hemicycle.rules.capacity import Capacity

OWN = {Condition.OWN, Condition.OWN_OR_ANSWERING}
ANSWERING = {Condition.ANSWERING, Condition.OWN_OR_ANSWERING}
#: What only the presiding officer does is asked in a sitting.
ACTIONS = [action for action in Action if action not in PRESIDING]


def of_capacity(world: World, capacity: Capacity) -> Registration:
    return next(row for row in world.people.values() if queries.capacity(row, COUNCIL, START.date()) == capacity)


def authorised(row: Registration, action: Action, *, own: bool = False, answering: bool = False) -> bool:
    act = Act(
        row.consultation,
        Performer(row.person),
        START,
        settings_of(row.consultation.settings),
        row.member if answering else None,
        row.person if own else None,
    )
    try:
        act.authorise(action)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_02_without_more_only_what_has_no_condition_is_authorised(world: World, capacity: Capacity) -> None:
    row = of_capacity(world, capacity)
    for action in ACTIONS:
        assert authorised(row, action) == (condition(capacity, action) is Condition.ALWAYS), action


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_02_about_oneself_what_is_ones_own_is_authorised_too(world: World, capacity: Capacity) -> None:
    row = of_capacity(world, capacity)
    for action in ACTIONS:
        assert authorised(row, action, own=True) == (condition(capacity, action) in {Condition.ALWAYS, *OWN}), action


@pytest.mark.parametrize("capacity", CLASSES, ids=str)
def test_rule_01_for_a_member_only_who_answers_for_it_acts(world: World, capacity: Capacity) -> None:
    row = of_capacity(world, capacity)
    answers = [action for action in ACTIONS if condition(capacity, action) in ANSWERING]
    assert answers
    assert not any(authorised(row, action, answering=True) for action in answers)
    assert row.member is not None
    FocalPoint.objects.create(consultation=row.consultation, member=row.member, person=row.person, start=START)
    for action in ACTIONS:
        assert authorised(row, action, answering=True) == (
            condition(capacity, action) in {Condition.ALWAYS, *ANSWERING}
        )


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_01_who_is_not_confirmed_does_only_what_is_about_themselves(world: World, capacity: Capacity) -> None:
    row = of_capacity(world, capacity)
    row.status = RegistrationStatus.PENDING.value
    row.save(update_fields=["status"])
    for action in ACTIONS:
        assert not authorised(row, action), action
        assert authorised(row, action, own=True) == (condition(None, action) in OWN), action


def test_who_waits_to_be_confirmed_for_the_secretariat_acts_for_a_member_by_their_mandate_alone(world: World) -> None:
    row = world["secretariat"]
    row.status = RegistrationStatus.ENDORSED.value
    row.save(update_fields=["status"])
    brazil = world["br"].member
    assert brazil is not None
    row.member = brazil  # the Member that the act is about; a registration in a role has none
    assert not authorised(row, Action.REGISTRATION_NOMINATE, answering=True)
    FocalPoint.objects.create(consultation=row.consultation, member=brazil, person=row.person, start=START)
    assert authorised(row, Action.REGISTRATION_NOMINATE, answering=True)
    assert not authorised(row, Action.FOCAL_POINT_NAME, answering=True)
