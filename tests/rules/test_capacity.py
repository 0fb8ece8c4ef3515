"""Rules 2 and 5: class or role of a person, as at the date of the act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import (
    PRESIDING_ROLES,
    ROLES,
    UNCLASSED,
    Belonging,
    Classes,
    ParticipationClass,
    Period,
    Right,
    Role,
    Seating,
    SeatNeed,
    seat_needs_met,
)
from tests.classes import CAPACITIES, CLASSES, COUNCIL, COUNCIL_STATE, OBSERVER_PALESTINE, OBSERVER_STATE, SECTOR_MEMBER
from tests.rules.strategies import KINDS, bodies

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2020, 6, 9)
SEATED = [Period(date(2018, 11, 1), date(2022, 9, 30))]


@pytest.mark.parametrize(
    ("kind", "seats", "expected"),
    [
        ("state", SEATED, COUNCIL_STATE),
        ("state", [], OBSERVER_STATE),
        ("palestine", [], OBSERVER_PALESTINE),
        ("sector_member", [], SECTOR_MEMBER),
        ("university", SEATED, UNCLASSED),
    ],
)
def test_rule_02_a_delegate_is_of_their_members_class(
    kind: str, seats: list[Period], expected: ParticipationClass
) -> None:
    assert COUNCIL.of(kind, "XX", seats, DAY) is expected


def test_rule_02_every_capacity_is_a_class_or_a_role() -> None:
    assert (*CLASSES, *ROLES) == CAPACITIES
    assert set(PRESIDING_ROLES) <= set(ROLES) == set(Role) - {Role.DELEGATE}
    assert [COUNCIL.named(capacity.value) for capacity in CAPACITIES] == list(CAPACITIES)


def test_rule_02_a_class_that_there_is_no_longer_keeps_its_key_and_may_nothing() -> None:
    gone = COUNCIL.named("associate")
    assert (gone.value, gone in CAPACITIES, COUNCIL.place(gone)) == ("associate", False, len(CAPACITIES))
    assert isinstance(gone, ParticipationClass)
    assert not any(gone.has(right) for right in Right)


def test_rule_02_a_named_member_belongs_where_it_is_named() -> None:
    guest = ParticipationClass("guest", belonging=Belonging(members=frozenset({"BR"})))
    classes = Classes((*CLASSES, guest))
    assert (classes.of("state", "BR", SEATED, DAY), classes.of("state", "JP", SEATED, DAY)) == (guest, COUNCIL_STATE)


@pytest.mark.parametrize(
    ("seats", "met"),
    [
        ([], {SeatNeed.EITHER, SeatNeed.NONE}),
        ([Seating(DAY)], {SeatNeed.EITHER, SeatNeed.SEATED, SeatNeed.TITULAR}),
        ([Seating(DAY, deputy=True)], {SeatNeed.EITHER, SeatNeed.SEATED, SeatNeed.DEPUTY}),
        ([Seating(DAY, deputy=True), Seating(DAY)], {SeatNeed.EITHER, SeatNeed.SEATED, SeatNeed.TITULAR}),
        ([Seating(DAY + timedelta(days=1))], {SeatNeed.EITHER, SeatNeed.NONE}),
    ],
    ids=["no seat", "titular", "deputy", "both", "a seat to come"],
)
def test_rule_02_titular_and_deputy_members_may_be_classes_of_their_own(
    seats: list[Period], met: set[SeatNeed]
) -> None:
    belonging = {need for need in SeatNeed if Belonging(frozenset({"state"}), need).of_kind("state", seats, DAY)}
    assert belonging == met


@given(body=bodies(), kind=st.sampled_from(KINDS), titular=st.booleans(), deputy=st.booleans())
def test_rule_02_a_member_belongs_where_it_is_named_or_else_to_the_first_class_that_claims_it(
    *, body: Classes, kind: str, titular: bool, deputy: bool
) -> None:
    seats = [Seating(DAY)] * titular + [Seating(DAY, deputy=True)] * deputy
    met = seat_needs_met(titular=titular, deputy=deputy)
    claiming = [one for one in body if kind in one.belonging.kinds and one.belonging.seat in met]
    naming = [one for one in body if "XX" in one.belonging.members]
    assert body.of(kind, "XX", seats, DAY) == [*naming, *claiming, UNCLASSED][0]
    assert body.of(kind, "unnamed", seats, DAY) == [*claiming, UNCLASSED][0]


def test_rule_05_a_seat_counts_from_its_first_day_to_its_last() -> None:
    seat = Period(DAY, DAY + timedelta(days=1))
    days = [DAY + timedelta(days=offset) for offset in range(-1, 3)]
    assert [COUNCIL.of("state", "BR", [seat], day) for day in days] == [
        OBSERVER_STATE,
        COUNCIL_STATE,
        COUNCIL_STATE,
        OBSERVER_STATE,
    ]


def test_rule_05_a_seat_without_an_end_goes_on() -> None:
    assert Period(DAY).covers(date.max)


@given(st.dates(), st.dates(), st.dates())
def test_rule_05_a_seat_that_ends_later_does_not_rewrite_what_was_done_before(
    start: date, act: date, end: date
) -> None:
    start, act, end = sorted([start, act, end])
    while_open = COUNCIL.of("state", "BR", [Period(start)], act)
    once_ended = COUNCIL.of("state", "BR", [Period(start, end)], act)
    assert while_open is once_ended == COUNCIL_STATE


@pytest.mark.parametrize(
    ("one", "seats", "suspensions", "entitled"),
    [
        (COUNCIL_STATE, SEATED, (), True),
        (COUNCIL_STATE, (), (), False),
        (COUNCIL_STATE, SEATED, [Period(DAY, DAY)], False),
        (COUNCIL_STATE, SEATED, [Period(DAY + timedelta(days=1))], True),
        (OBSERVER_STATE, SEATED, (), False),
        (replace(OBSERVER_STATE, rights=frozenset({Right.VOTE})), (), (), True),
        (ParticipationClass("member_state", frozenset({Right.VOTE})), (), [Period(DAY)], False),
    ],
    ids=["seat", "no seat", "suspended", "suspended later", "no right", "a class without seats", "suspended without"],
)
def test_rule_36_the_class_its_seat_and_no_suspension_entitle_to_vote(
    one: ParticipationClass, seats: Sequence[Period], suspensions: Sequence[Period], *, entitled: bool
) -> None:
    assert one.entitles(seats, suspensions, DAY) is entitled
