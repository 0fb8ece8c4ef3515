"""Rule 41: requests for the floor belong to an item."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.floor import SittingState
from hemicycle.rules.item_requests import Carryover, Pending, Step, may_take_up, of_another, steps
from hemicycle.rules.motions import Motion
from tests.rules.decisions import allowed, refused

OPEN = SittingState.OPEN
#: As they waited for item 4, and one who asked while no item was open.
JAPAN, BRAZIL, EARLY = Pending(1, 10, 4), Pending(2, 11, 4), Pending(3, 12, None)
POINT = Pending(4, 10, 4, motion=Motion.POINT_OF_ORDER)


def test_rule_41_an_item_is_taken_up_once_in_an_open_sitting() -> None:
    assert allowed(may_take_up(OPEN, is_open=False, speaking=False, waiting=0, carryover=None)) == (
        None,
        "nothing_against",
    )
    twice = may_take_up(OPEN, is_open=True, speaking=False, waiting=0, carryover=None)
    assert refused(twice) == (None, "item_open_already")
    suspended = may_take_up(SittingState.SUSPENDED, is_open=False, speaking=False, waiting=0, carryover=None)
    assert refused(suspended) == (None, "sitting_not_open")


def test_rule_41_no_item_is_taken_up_while_a_delegate_has_the_floor() -> None:
    for carryover in (None, *Carryover):
        heard = may_take_up(OPEN, is_open=False, speaking=True, waiting=2, carryover=carryover)
        assert refused(heard) == (41, "turn_in_progress")


def test_rule_41_who_presides_says_what_becomes_of_those_who_wait_for_another_item() -> None:
    undecided = may_take_up(OPEN, is_open=False, speaking=False, waiting=2, carryover=None)
    assert refused(undecided) == (41, "requests_undecided")
    for carryover in Carryover:
        assert allowed(may_take_up(OPEN, is_open=False, speaking=False, waiting=2, carryover=carryover))


def test_rule_41_who_asked_while_no_item_was_open_waits_for_the_next_one() -> None:
    assert of_another([JAPAN, BRAZIL, EARLY, POINT], 5) == (JAPAN, BRAZIL)
    assert of_another([JAPAN, EARLY], 4) == ()
    assert steps([EARLY], 5, None) == {3: Step.KEPT}


@pytest.mark.parametrize(
    ("carryover", "step"),
    [(Carryover.KEEP, Step.KEPT), (Carryover.PUT_ASIDE, Step.PUT_ASIDE), (Carryover.CLEAR, Step.CLEARED)],
)
def test_rule_41_the_choice_is_for_all_who_wait_for_another_item_and_for_no_point_of_order(
    carryover: Carryover, step: Step
) -> None:
    assert steps([JAPAN, BRAZIL, POINT, EARLY], 5, carryover) == {1: step, 2: step, 3: Step.KEPT}


def test_rule_41_what_was_put_aside_is_restored_with_its_item_and_with_no_other() -> None:
    aside = Pending(1, 10, 4, aside=True)
    assert steps([aside], 5, None) == {}
    assert steps([aside, Pending(5, 10, 5)], 4, Carryover.PUT_ASIDE) == {1: Step.RESTORED, 5: Step.PUT_ASIDE}
    assert steps([aside, Pending(5, 10, 5)], 4, Carryover.KEEP) == {1: Step.RESTORED, 5: Step.CLEARED}
    assert steps([aside, Pending(6, 10, None)], 4, None) == {1: Step.RESTORED, 6: Step.CLEARED}
    twice = Pending(9, 10, 4, aside=True)
    assert steps([aside, twice], 4, None) == {1: Step.RESTORED, 9: Step.CLEARED}


ITEMS = st.sampled_from([None, 4, 5, 6])


@st.composite
def sittings(draw: st.DrawFn) -> list[Pending]:
    """Requests as a sitting may have them: one place of a kind for each person."""
    found: list[Pending] = []
    for person in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            found.append(Pending(len(found), person, draw(ITEMS)))
        if draw(st.booleans()):
            found.append(Pending(len(found), person, draw(ITEMS), motion=Motion.POINT_OF_ORDER))
        found += [
            Pending(len(found) + index, person, item, aside=True)
            for index, item in enumerate(draw(st.lists(st.sampled_from([4, 5, 6]), max_size=3)))
        ]
    return found


@given(sittings(), st.sampled_from([4, 5, 6]), st.sampled_from(Carryover))
def test_rule_41_whatever_is_chosen_nobody_has_two_places_and_no_request_is_lost(
    pending: list[Pending], item: int, carryover: Carryover
) -> None:
    found = steps(pending, item, carryover)
    places: Counter[int] = Counter()
    for one in pending:
        step = found.get(one.turn)
        assert not (one.of_sitting and step)
        if one.of_sitting:
            continue
        waits = step in {Step.KEPT, Step.RESTORED} or (step is None and not one.aside)
        places[one.registration] += waits
        # Nobody is cleared but by the choice, or beside another place of theirs.
        if step is Step.CLEARED and not (carryover is Carryover.CLEAR and not one.aside):
            others = [other for other in pending if other.registration == one.registration and other != one]
            assert any(found.get(other.turn) is Step.RESTORED or other.item == item for other in others)
    assert max(places.values(), default=0) <= 1


@given(sittings())
def test_rule_41_putting_aside_and_taking_up_again_brings_everybody_back(pending: list[Pending]) -> None:
    waiting = [one for one in pending if not one.aside and not one.of_sitting and one.item == 4]
    found = steps(waiting, 5, Carryover.PUT_ASIDE)
    aside = [Pending(one.turn, one.registration, one.item, aside=found[one.turn] is Step.PUT_ASIDE) for one in waiting]
    assert steps(aside, 4, Carryover.PUT_ASIDE) == {one.turn: Step.RESTORED for one in waiting}
