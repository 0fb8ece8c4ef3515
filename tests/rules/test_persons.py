"""Rules 2, 3, 6, 9 and 10 of persons who represent no Member: what their class may be, and what they may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import RIGHTS_OF_PERSONS, Belonging, Classes, ParticipationClass, Right, Seating, SeatNeed
from hemicycle.rules.classes import ceasing, problems, same_but_for_names
from hemicycle.rules.floor import Asking, SittingState, may_ask, speaks
from hemicycle.rules.motions import Motion
from hemicycle.rules.permissions import FOR_A_MEMBER, OWN, Action, Condition, condition, may, permits
from hemicycle.rules.registration import Quota, QuotaUnit, may_be_in, may_enter_in
from hemicycle.rules.speaking_time import allotted_seconds
from tests.classes import CLASSES, COUNCIL, COUNCIL_STATE, EXPERT
from tests.rules.decisions import allowed, refused
from tests.rules.strategies import KINDS, bodies

DAY = date(2020, 6, 9)
WITH_EXPERTS = Classes((*CLASSES, EXPERT))
MEMBERS_RIGHTS = sorted(set(Right) - RIGHTS_OF_PERSONS)


def found(one: ParticipationClass) -> list[tuple[str, int | None]]:
    return [(reason.code.value, reason.rule) for reason in problems(Classes((*CLASSES, one)))]


def test_rule_02_a_class_of_persons_needs_no_member_and_has_nothing_of_one() -> None:
    assert found(EXPERT) == []
    louder = replace(EXPERT, rights=EXPERT.rights | {Right.POINT_OF_ORDER}, quota=Quota(3, QuotaUnit.CLASS))
    assert found(louder) == []
    for belonging in (
        Belonging(frozenset({"other"}), persons=True),
        Belonging(members=frozenset({"BR"}), persons=True),
        Belonging(seat=SeatNeed.NONE, persons=True),
    ):
        assert found(replace(EXPERT, belonging=belonging)) == [("persons_with_members", 2)]


@pytest.mark.parametrize("right", MEMBERS_RIGHTS)
def test_rule_02_no_right_that_is_a_members_is_given_to_persons(right: Right) -> None:
    named = list(problems(Classes((replace(EXPERT, rights=EXPERT.rights | {right}),))))
    assert [(one.code.value, dict(one.facts)) for one in named] == [
        ("persons_with_right", {"class": "expert", "right": right.value})
    ]


@pytest.mark.parametrize("unit", [QuotaUnit.MEMBER, QuotaUnit.GROUP])
def test_rule_03_persons_share_the_places_of_their_class(unit: QuotaUnit) -> None:
    assert found(replace(EXPERT, quota=Quota(2, unit))) == [("quota_of_persons", 3)]


@given(bodies(), st.sampled_from(KINDS), st.sampled_from([(), (False,), (True,)]), st.sampled_from("abcdef"))
def test_rule_02_a_class_of_persons_claims_no_member_and_a_member_no_class_of_persons(
    body: Classes, kind: str, deputy: tuple[bool, ...], key: str
) -> None:
    assert not body.of(kind, "XX", [Seating(DAY, deputy=one) for one in deputy], DAY).of_persons
    of_person = body.of_person(key)
    assert of_person.value == key
    assert of_person.of_persons == (key in {one.value for one in body.of_persons})
    if not of_person.of_persons:
        assert not any(of_person.has(right) for right in Right), "a class that there is not, or of Members"


@given(bodies(), st.sampled_from(Action))
def test_rule_02_who_represents_no_member_does_nothing_for_one(body: Classes, action: Action) -> None:
    for one in body:
        alike = replace(one, belonging=replace(one.belonging, persons=False))
        under, for_members = condition(one, action), condition(alike, action)
        assert permits(alike, action) or not permits(one, action), "nothing more than a class of Members"
        if one.of_persons:
            assert under not in {Condition.ANSWERING, Condition.OWN_OR_ANSWERING}
            assert (under is Condition.OWN) == (action in OWN)
            assert action not in FOR_A_MEMBER or under is Condition.NEVER
        else:
            assert under is for_members


def test_rule_02_a_person_enters_speaks_and_is_heard_by_the_technicians() -> None:
    for action in (Action.ROOM_ENTER, Action.FLOOR_ASK, Action.HELP_POST, Action.PARTICIPANTS_LIST):
        assert allowed(may(EXPERT, action)) == (2, "permitted")
    for action in (Action.REPLY_GIVE, Action.LETTER_ACKNOWLEDGE, Action.REGISTRATION_NOMINATE, Action.REPLIES_SEE):
        assert refused(may(EXPERT, action)) == (2, "not_permitted")
    assert (speaks(EXPERT), allotted_seconds(EXPERT)) == (True, 120)


@given(bodies(), st.booleans(), st.integers(0, 3))
def test_rules_07_and_09_a_person_asks_as_their_class_may(
    body: Classes,
    point_of_order: bool,  # noqa: FBT001 - drawn
    spoken: int,
) -> None:
    for one in body.of_persons:
        motion = Motion.POINT_OF_ORDER if point_of_order else None
        asking = Asking(one, SittingState.OPEN, list_open=True, motion=motion, spoken=spoken)
        right = Right.POINT_OF_ORDER if point_of_order else Right.SPEAK
        spent = not point_of_order and one.times is not None and spoken >= one.times
        if one.has(right) and not spent:
            allowed(may_ask(asking))
        else:
            refused(may_ask(asking))


def test_rule_05_a_class_ceases_that_is_removed_or_turned() -> None:
    turned = replace(EXPERT, belonging=Belonging(frozenset({"other"})))
    assert ceasing(WITH_EXPERTS, WITH_EXPERTS) == ceasing(COUNCIL, WITH_EXPERTS) == frozenset()
    assert ceasing(WITH_EXPERTS, COUNCIL) == ceasing(WITH_EXPERTS, Classes((*CLASSES, turned))) == {"expert"}
    assert ceasing(Classes((turned,)), Classes((EXPERT,))) == {"expert"}
    assert not same_but_for_names(WITH_EXPERTS, Classes((*CLASSES, turned)))


def test_the_secretariat_alone_enters_a_person_in_a_class_of_persons() -> None:
    allowed(may_enter_in(EXPERT, secretariat=True))
    assert refused(may_enter_in(EXPERT, secretariat=False)) == (None, "person_by_secretariat_only")
    for other in (COUNCIL_STATE, ParticipationClass("gone")):
        assert refused(may_enter_in(other, secretariat=True)) == (None, "no_class_of_persons")
        assert refused(may_be_in(other)) == (None, "no_class_of_persons")
