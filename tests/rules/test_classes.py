"""Rule 2: what is wrong with the classes of a consultation, and what may become of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import Belonging, Classes, ParticipationClass, Right, Seating, SeatNeed
from hemicycle.rules.classes import (
    kinds_lacking,
    may_change_now,
    may_change_while_asked,
    may_remove_class,
    problems,
    same_but_for_names,
)
from hemicycle.rules.registration import QuotaUnit
from tests.classes import CLASSES, COUNCIL, COUNCIL_STATE, OBSERVER_STATE
from tests.rules.decisions import allowed, refused
from tests.rules.strategies import KINDS, bodies

DAY = date(2020, 6, 9)


def of(key: str, *kinds: str, seat: SeatNeed = SeatNeed.EITHER, members: str = "") -> ParticipationClass:
    return ParticipationClass(key, belonging=Belonging(frozenset(kinds), seat, frozenset(members.split())))


def found(*classes: ParticipationClass) -> list[tuple[str, dict[str, object]]]:
    return [(reason.code.value, dict(reason.facts)) for reason in problems(Classes(classes))]


def test_rule_02_the_preset_of_a_council_has_no_problems() -> None:
    assert found(*CLASSES) == []


def test_rule_02_a_class_to_which_nobody_can_belong() -> None:
    assert found(of("a"), of("b", members="BR")) == [("class_without_members", {"class": "a"})]


def test_rule_02_a_class_of_kinds_that_its_body_does_not_have() -> None:
    mixed = of("a", "workers", "state", "employers", members="BR")
    assert kinds_lacking(mixed, {"state", "observer"}) == ("employers", "workers")
    assert kinds_lacking(mixed, ["state", "workers", "employers"]) == ()
    assert kinds_lacking(of("b", members="BR"), ()) == ()


def test_rule_02_a_class_speaks_only_where_it_may_be() -> None:
    heard = replace(of("a", "state"), rights=frozenset({Right.POINT_OF_ORDER}))
    assert found(heard) == [("class_speaks_unseen", {"class": "a"})]
    assert found(replace(heard, rights=heard.rights | {Right.ENTER})) == []
    assert found(replace(heard, rights=frozenset({Right.ANSWER}))) == []


def test_rule_02_two_classes_that_name_one_member() -> None:
    named = found(of("a", members="BR JP"), of("b", "state", members="JP"))
    assert named == [("classes_name_one", {"first": "a", "second": "b", "member": "JP"})]


@pytest.mark.parametrize(
    ("first", "second", "claim"),
    [
        (SeatNeed.EITHER, SeatNeed.NONE, True),
        (SeatNeed.SEATED, SeatNeed.NONE, False),
        (SeatNeed.SEATED, SeatNeed.DEPUTY, True),
        (SeatNeed.TITULAR, SeatNeed.DEPUTY, False),
        (SeatNeed.TITULAR, SeatNeed.TITULAR, True),
    ],
)
def test_rule_02_two_classes_that_claim_one_member(*, first: SeatNeed, second: SeatNeed, claim: bool) -> None:
    claimed = [("classes_claim_one", {"first": "a", "second": "b"})] if claim else []
    assert found(of("a", "state", seat=first), of("b", "state", "other", seat=second)) == claimed
    assert found(of("a", "state", seat=first), of("b", "other", seat=second)) == []


@given(bodies(), st.sampled_from(KINDS), st.sampled_from([(), (False,), (True,), (False, True)]))
def test_rule_02_without_problems_everybody_is_of_one_class_whatever_their_order(
    body: Classes, kind: str, deputy: tuple[bool, ...]
) -> None:
    if [one for one in problems(body) if one.code in {"classes_claim_one", "classes_name_one"}]:
        return
    seats = [Seating(DAY, deputy=as_deputy) for as_deputy in deputy]
    turned = Classes(tuple(reversed(body.ordered)))
    assert body.of(kind, "XX", seats, DAY) == turned.of(kind, "XX", seats, DAY)


@given(bodies())
def test_rules_02_and_03_the_problems_of_any_body_are_those_that_it_has(
    body: Classes,
) -> None:
    said = {(one.code.value, one.facts.get("class", one.facts.get("first"))) for one in problems(body)}

    def told(code: str) -> set[object]:
        return {key for found, key in said if found == code}

    in_sittings = {Right.SPEAK, Right.POINT_OF_ORDER}
    assert told("class_speaks_unseen") == {
        one.value for one in body if one.rights & in_sittings and not one.has(Right.ENTER)
    }
    assert told("class_without_members") == {
        one.value for one in body if not (one.of_persons or one.belonging.kinds or one.belonging.members)
    }
    assert told("classes_name_one") == {
        first.value for first, second in combinations(body, 2) if first.belonging.members & second.belonging.members
    }
    shared = [one.value for one in body.of_persons if one.quota and one.quota.unit is not QuotaUnit.CLASS]
    assert len([one for one in problems(body) if one.code == "quota_of_persons"]) == len(shared)


def test_rule_02_while_a_sitting_goes_on_nobody_gets_other_rights() -> None:
    longer = Classes(tuple(replace(one, seconds=600, times=3) for one in COUNCIL))
    louder = Classes(tuple(replace(one, rights=one.rights | {Right.POINT_OF_ORDER}) for one in COUNCIL))
    shorter = Classes(CLASSES[1:])
    assert (same_but_for_names(COUNCIL, longer), same_but_for_names(COUNCIL, louder)) == (True, False)
    assert allowed(may_change_now(COUNCIL, longer, sitting=2))
    for other in (louder, shorter, Classes(tuple(reversed(CLASSES)))):
        assert refused(may_change_now(COUNCIL, other, sitting=2)) == (2, "classes_in_sitting")
        assert allowed(may_change_now(COUNCIL, other, sitting=None))


@pytest.mark.parametrize("in_use", ["letters", "turns", "registrations", "items"])
def test_rule_05_a_class_in_use_is_not_removed(in_use: str) -> None:
    none = {"letters": 0, "turns": 0, "registrations": 0, "items": 0}
    decision = may_remove_class(**{**none, in_use: 2})
    assert refused(decision) == (2, "class_in_use")
    assert decision.reason.facts[in_use] == 2
    assert allowed(may_remove_class(**none))


def test_two_classes_of_one_key_are_the_same() -> None:
    assert replace(COUNCIL_STATE, seconds=5) == COUNCIL_STATE != OBSERVER_STATE


def test_while_members_are_asked_no_change_means_something_to_them() -> None:
    assert refused(may_change_while_asked("DM-20/1005")) == (None, "classes_while_asked")
    assert allowed(may_change_while_asked("")) == (None, "nothing_against")
