"""Rules 2 and 5: class or role of a person, as at the date of the act."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import CLASSES, PRESIDING_ROLES, Capacity, MemberKind, Period, Role, capacity

DAY = date(2020, 6, 9)
SEATED = [Period(date(2018, 11, 1), date(2022, 9, 30))]


@pytest.mark.parametrize(
    ("kind", "seats", "expected"),
    [
        (MemberKind.STATE, SEATED, Capacity.COUNCIL_STATE),
        (MemberKind.STATE, [], Capacity.OBSERVER_STATE),
        (MemberKind.PALESTINE, [], Capacity.OBSERVER_PALESTINE),
        (MemberKind.SECTOR_MEMBER, [], Capacity.SECTOR_MEMBER),
    ],
)
def test_rule_02_a_delegate_is_of_their_members_class(
    kind: MemberKind, seats: list[Period], expected: Capacity
) -> None:
    assert capacity(Role.DELEGATE, kind, seats, DAY) is expected


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DELEGATE])
def test_rule_02_a_role_beside_the_classes_counts_before_the_member(role: Role) -> None:
    assert capacity(role, MemberKind.STATE, SEATED, DAY).value == role.value
    assert capacity(role, None, [], DAY) not in CLASSES


def test_rule_02_a_delegate_without_a_member_has_no_class() -> None:
    with pytest.raises(ValueError, match="a delegate speaks for a Member"):
        capacity(Role.DELEGATE, None, [], DAY)


def test_rule_02_every_capacity_is_a_class_or_a_role() -> None:
    roles = {role.value for role in Role} - {Role.DELEGATE.value}
    assert {c.value for c in Capacity} == {c.value for c in CLASSES} | roles
    assert {leader.value for leader in PRESIDING_ROLES} <= roles


def test_rule_05_a_seat_counts_from_its_first_day_to_its_last() -> None:
    seat = Period(DAY, DAY + timedelta(days=1))
    days = [DAY + timedelta(days=offset) for offset in range(-1, 3)]
    assert [capacity(Role.DELEGATE, MemberKind.STATE, [seat], day) for day in days] == [
        Capacity.OBSERVER_STATE,
        Capacity.COUNCIL_STATE,
        Capacity.COUNCIL_STATE,
        Capacity.OBSERVER_STATE,
    ]


def test_rule_05_a_seat_without_an_end_goes_on() -> None:
    assert Period(DAY).covers(date.max)


@given(st.dates(), st.dates(), st.dates())
def test_rule_05_a_seat_that_ends_later_does_not_rewrite_what_was_done_before(
    start: date, act: date, end: date
) -> None:
    start, act, end = sorted([start, act, end])
    while_open = capacity(Role.DELEGATE, MemberKind.STATE, [Period(start)], act)
    once_ended = capacity(Role.DELEGATE, MemberKind.STATE, [Period(start, end)], act)
    assert while_open is once_ended is Capacity.COUNCIL_STATE
