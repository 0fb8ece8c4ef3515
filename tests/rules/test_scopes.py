"""Roles narrower than the whole secretariat: each is a set of actions of the one table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hemicycle.rules import permissions
from hemicycle.rules.capacity import Capacity, Period, Role
from hemicycle.rules.permissions import OWN, PERMISSIONS, Action, Condition
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.registration import TWO_PERSONS
from hemicycle.rules.scopes import (
    ACTIONS,
    OF_EACH,
    Grant,
    Scope,
    condition,
    may,
    may_decide_on,
    may_grant,
    may_leave,
    may_read,
    may_withdraw,
    scopes_on,
)
from tests.classes import CAPACITIES
from tests.rules.decisions import refused

TODAY = date(2020, 6, 9)
DAY = timedelta(days=1)
NARROWER = [scope for scope in Scope if scope is not Scope.WHOLE]
OF_SECRETARIAT = {action for action, permitted in PERMISSIONS.items() if Role.SECRETARIAT in permitted}


def grant(scope: Scope, start: date = TODAY, end: date | None = None, *, withdrawn: bool = False) -> Grant:
    return Grant(scope, Period(start, end), withdrawn=withdrawn)


def test_every_narrower_role_is_a_part_of_what_the_secretariat_may() -> None:
    assert set(ACTIONS) == set(NARROWER)
    assert OF_EACH | frozenset().union(*ACTIONS.values()) <= OF_SECRETARIAT
    assert ACTIONS[Scope.READ_ONLY] == frozenset()


def test_what_is_set_for_the_consultation_is_the_whole_secretariats() -> None:
    assert not any(Action.CONSULTATION_EDIT in actions for actions in ACTIONS.values())


@pytest.mark.parametrize("scope", NARROWER)
@pytest.mark.parametrize("action", Action)
def test_rule_02_a_role_permits_its_actions_and_no_others(scope: Scope, action: Action) -> None:
    secretariat, held = Role.SECRETARIAT, frozenset({scope})
    permitted = action in ACTIONS[scope] | OF_EACH
    assert isinstance(may(secretariat, held, action), Allowed) is permitted
    assert isinstance(may(secretariat, None, action), Allowed) is (action in OF_SECRETARIAT)
    reads = permitted or (scope is Scope.READ_ONLY and action in OF_SECRETARIAT)
    assert isinstance(may_read(secretariat, held, action), Allowed) is reads
    if permitted:
        assert condition(secretariat, held, action) is Condition.ALWAYS
    else:
        assert condition(secretariat, held, action) is (Condition.OWN if action in OWN else Condition.NEVER)


@pytest.mark.parametrize("capacity", [one for one in CAPACITIES if one is not Role.SECRETARIAT])
def test_it_narrows_nobody_but_the_secretariat(capacity: Capacity) -> None:
    for action in Action:
        assert may(capacity, frozenset(), action) == permissions.may(capacity, action)
        assert condition(capacity, frozenset(), action) is permissions.condition(capacity, action)


def test_who_was_given_nothing_works_for_the_whole() -> None:
    assert scopes_on([], TODAY) is None


def test_first_and_last_day_are_included_and_afterwards_there_is_nothing() -> None:
    letters = [grant(Scope.LETTERS, TODAY, TODAY + DAY)]
    assert [scopes_on(letters, TODAY + number * DAY) for number in (-1, 0, 1, 2)] == [
        frozenset(),
        {Scope.LETTERS},
        {Scope.LETTERS},
        frozenset(),
    ]
    assert scopes_on([*letters, grant(Scope.AGENDA)], TODAY) == frozenset({Scope.LETTERS, Scope.AGENDA})
    assert scopes_on([*letters, grant(Scope.WHOLE)], TODAY) is None
    assert scopes_on([grant(Scope.WHOLE, withdrawn=True)], TODAY) == frozenset()


def test_nobody_gives_a_role_to_themselves() -> None:
    period = Period(TODAY)
    for scope in Scope:
        assert refused(may_grant(scope, period, [], today=TODAY, own=True)) == (None, "own_scope")
        assert isinstance(may_grant(scope, period, [], today=TODAY, own=False), Allowed)


def test_a_role_begins_today_or_later_and_ends_no_earlier() -> None:
    for period in (Period(TODAY - DAY), Period(TODAY + DAY, TODAY)):
        assert refused(may_grant(Scope.LETTERS, period, [], today=TODAY, own=False)) == (None, "scope_days")
    assert isinstance(may_grant(Scope.LETTERS, Period(TODAY, TODAY), [], today=TODAY, own=False), Allowed)


def test_a_role_is_held_once_at_a_time() -> None:
    before = [grant(Scope.LETTERS, TODAY, TODAY + 2 * DAY)]
    overlapping = may_grant(Scope.LETTERS, Period(TODAY + 2 * DAY), before, today=TODAY, own=False)
    assert refused(overlapping) == (None, "scope_held_already")
    assert isinstance(may_grant(Scope.LETTERS, Period(TODAY + 3 * DAY), before, today=TODAY, own=False), Allowed)
    assert isinstance(may_grant(Scope.AGENDA, Period(TODAY), before, today=TODAY, own=False), Allowed)
    taken_back = [grant(Scope.LETTERS, withdrawn=True)]
    assert isinstance(may_grant(Scope.LETTERS, Period(TODAY), taken_back, today=TODAY, own=False), Allowed)


def test_nobody_withdraws_their_own_whole_role_nor_one_that_is_over() -> None:
    assert refused(may_withdraw(grant(Scope.WHOLE), today=TODAY, own=True)) == (None, "own_scope")
    assert isinstance(may_withdraw(grant(Scope.WHOLE), today=TODAY, own=False), Allowed)
    for over in (grant(Scope.LETTERS, TODAY - DAY, TODAY - DAY), grant(Scope.LETTERS, withdrawn=True)):
        assert refused(may_withdraw(over, today=TODAY, own=False)) == (None, "scope_over")
    assert isinstance(may_withdraw(grant(Scope.LETTERS, TODAY - DAY, TODAY), today=TODAY, own=False), Allowed)


def test_somebody_is_left_with_the_whole_secretariat_for_good() -> None:
    narrow, limited = [grant(Scope.LETTERS)], [grant(Scope.WHOLE, TODAY, TODAY + DAY)]
    for after in ({}, {1: narrow}, {1: narrow, 2: limited}, {1: [grant(Scope.WHOLE, TODAY + DAY)]}):
        assert refused(may_leave(after, today=TODAY)) == (None, "last_whole_scope")
    for after in ({1: narrow, 2: []}, {1: [grant(Scope.WHOLE)]}):
        assert isinstance(may_leave(after, today=TODAY), Allowed)


@pytest.mark.parametrize("role", Role)
def test_rule_38_who_acts_for_the_body_is_let_in_by_the_whole_secretariat(role: Role) -> None:
    narrowed = may_decide_on(role, frozenset({Scope.REGISTRATION}), own=False)
    if role in TWO_PERSONS:
        assert refused(narrowed) == (38, "whole_secretariat_decides")
    else:
        assert isinstance(narrowed, Allowed)
    assert isinstance(may_decide_on(role, frozenset(), own=True), Allowed)
    assert isinstance(may_decide_on(role, None, own=False), Allowed)
