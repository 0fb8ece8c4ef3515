"""Rules 6, 7 and 12, and the leader's part of rule 4: the order of the queue and the reason for every place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hemicycle.rules.capacity import Capacity, ParticipationClass, Right
from hemicycle.rules.motions import Motion
from hemicycle.rules.queue import BY_PRIORITY, Order, PlaceCode, Request, in_order, may_reorder, move_before, places
from tests.classes import COUNCIL_STATE, OBSERVER_PALESTINE, OBSERVER_STATE, SECTOR_MEMBER
from tests.rules.decisions import allowed, refused
from tests.rules.strategies import START, bodies, capacities, moved, moves, orders, queues


def request(turn: int, capacity: Capacity, minute: int, *, point_of_order: bool = False) -> Request:
    return Request(turn, capacity, START + timedelta(minutes=minute), Motion.POINT_OF_ORDER if point_of_order else None)


def turns(queue: list[Request]) -> list[int]:
    return [waiting.turn for waiting in in_order(queue)]


#: Which statement gives a place in the queue its reason, but for the motions that 43 names.
_RULES = {None: 6, Motion.POINT_OF_ORDER: 7, Motion.RIGHT_OF_REPLY: 44}
FRANCE = request(1, COUNCIL_STATE, 5)
NORWAY = request(2, OBSERVER_STATE, 0)
PALESTINE = request(3, OBSERVER_PALESTINE, 1)
OPERATOR = request(4, SECTOR_MEMBER, 2)
KENYA = request(5, COUNCIL_STATE, 9)


def test_rule_06_council_states_come_first_although_they_asked_later() -> None:
    assert turns([OPERATOR, NORWAY, KENYA, PALESTINE, FRANCE]) == [1, 5, 2, 3, 4]


def _part(one: Request) -> int:
    """In which part of the queue it stands: motions by their precedence, the list, the right of reply."""
    if one.motion is None:
        return len(Motion)
    return len(Motion) + 1 if one.motion is Motion.RIGHT_OF_REPLY else list(Motion).index(one.motion)


@given(st.data())
def test_rule_06_classes_follow_their_priority_and_a_class_its_moments_of_asking(data: st.DataObject) -> None:
    body = data.draw(bodies()).ordered
    order = data.draw(orders(body))
    for earlier, later in pairwise(in_order(data.draw(queues(classes=body)), order)):
        assert _part(earlier) <= _part(later)
        if _part(later) == _part(earlier):
            if later.motion is None:
                assert order.rank(earlier.capacity) <= order.rank(later.capacity)
            if earlier.capacity == later.capacity:
                assert (earlier.asked_at, earlier.turn) < (later.asked_at, later.turn)


def test_rule_06_an_item_may_put_classes_first_whatever_their_priority() -> None:
    order = Order(first=("sector_member", "observer_state"))
    ordered = in_order([FRANCE, NORWAY, PALESTINE, OPERATOR], order)
    assert [waiting.turn for waiting in ordered] == [4, 2, 1, 3]


def test_rule_12_who_speaks_first_on_an_item_is_told_so_and_who_is_overtaken_why() -> None:
    order = Order(first=("sector_member", "observer_state"))
    codes = {place.request.turn: place.reason.code for place in places([FRANCE, NORWAY, PALESTINE, OPERATOR], order)}
    assert codes == {4: "first_on_item", 2: "after_others", 1: "in_order", 3: "after_others"}


def test_rule_06_the_order_of_the_open_item_changes_only_where_nobody_who_waits_is_moved() -> None:
    first = Order(first=("sector_member",))
    assert refused(may_reorder([FRANCE, OPERATOR, KENYA], BY_PRIORITY, first)) == (6, "order_moves_queue")
    assert allowed(may_reorder([FRANCE, KENYA], BY_PRIORITY, first))
    assert allowed(may_reorder([], BY_PRIORITY, first))
    placed = moved([FRANCE, OPERATOR], OPERATOR.turn, FRANCE.turn)
    assert allowed(may_reorder(placed, BY_PRIORITY, Order(first=("council_state",))))


EMPLOYERS, WORKERS, GOVERNMENTS = (
    ParticipationClass(key, frozenset({Right.TAKE_PART, Right.SPEAK}), alternates=True)
    for key in ("employers", "workers", "governments")
)


def test_rule_06_classes_that_alternate_take_turns_and_who_has_had_fewer_comes_first() -> None:
    asked = [GOVERNMENTS, GOVERNMENTS, GOVERNMENTS, EMPLOYERS, WORKERS, EMPLOYERS]
    waiting = [request(turn, capacity, turn) for turn, capacity in enumerate(asked)]
    assert turns(waiting) == [0, 3, 4, 1, 5, 2]
    assert [one.turn for one in in_order(waiting, Order(had={"governments": 1}))] == [3, 4, 0, 5, 1, 2]


@given(st.data())
def test_rule_06_they_speak_in_the_order_that_was_shown_whoever_has_the_floor_meanwhile(data: st.DataObject) -> None:
    body = data.draw(bodies()).ordered
    waiting, order = data.draw(queues(classes=body)), data.draw(orders(body))
    shown, spoke, had = [one.turn for one in in_order(waiting, order)], [], dict(order.had)
    while waiting:
        head = in_order(waiting, replace(order, had=had))[0]
        waiting.remove(head)
        spoke.append(head.turn)
        if head.motion is None:
            had[head.capacity.value] = had.get(head.capacity.value, 0) + 1
    assert spoke == shown


@given(queues(), st.randoms(use_true_random=False))
def test_rule_06_order_depends_on_who_waits_and_not_on_how_they_are_listed(
    queue: list[Request], random: object
) -> None:
    shuffled = list(queue)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis gives a random.Random
    assert in_order(shuffled) == in_order(queue)
    assert sorted(turns(queue)) == sorted(waiting.turn for waiting in queue)


def test_rule_07_a_point_of_order_goes_before_the_queue() -> None:
    point = request(9, COUNCIL_STATE, 30, point_of_order=True)
    assert turns([FRANCE, NORWAY, KENYA, point])[0] == 9


def test_rule_07_points_of_order_are_taken_as_they_were_raised() -> None:
    first = request(9, COUNCIL_STATE, 30, point_of_order=True)
    second = request(8, COUNCIL_STATE, 31, point_of_order=True)
    assert turns([second, FRANCE, first]) == [9, 8, 1]
    assert [place.reason.facts for place in places([second, FRANCE, first])[:2]] == [{"ahead": 0}, {"ahead": 1}]


@given(queues(), orders())
def test_rule_12_every_place_has_a_position_and_a_reason(queue: list[Request], order: Order) -> None:
    given_places = places(queue, order)
    assert [place.position for place in given_places] == list(range(1, len(queue) + 1))
    for place in given_places:
        facts = place.reason.facts
        assert place.reason.rule == _RULES.get(place.request.motion, 43)
        ahead = (
            facts["ahead"] if place.request.motion else int(str(facts["ahead_same"])) + int(str(facts["ahead_other"]))
        )
        assert ahead == place.position - 1


def test_rule_12_an_observer_sees_that_they_stand_behind_council_states_who_asked_later() -> None:
    place = places([NORWAY, FRANCE, KENYA])[2]
    assert place.request == NORWAY
    assert place.reason.as_json() == {
        "rule": 6,
        "code": "after_others",
        "facts": {
            "capacity": "observer_state",
            "ahead_same": 0,
            "ahead_other": 2,
            "ahead_moved": 0,
            "after": "council_state",
        },
    }


def test_rule_12_an_observer_who_asked_last_is_not_told_that_others_came_later() -> None:
    late = request(7, OBSERVER_STATE, 60)
    assert places([FRANCE, late])[1].reason.code == "in_order"


def test_rule_12_a_move_shows_the_leaders_reason_and_to_those_behind_that_somebody_was_moved() -> None:
    queue = moved([FRANCE, KENYA, NORWAY], NORWAY.turn, FRANCE.turn, "Leaves at half past")
    first, second, third = places(queue)
    assert (first.request.turn, first.reason.code) == (NORWAY.turn, "moved_by_leader")
    assert first.reason.facts == {"reason": "Leaves at half past", "by": 1}
    assert (second.reason.facts["ahead_moved"], third.reason.facts["ahead_moved"]) == (1, 1)


def test_rule_12_the_reasons_of_a_place_are_all_there_are() -> None:
    raised = replace(KENYA, motion=Motion.POINT_OF_ORDER)
    queue = moved([raised, FRANCE, NORWAY, PALESTINE], PALESTINE.turn, NORWAY.turn)
    first = places(queue, Order(first=(OBSERVER_PALESTINE.value, COUNCIL_STATE.value)))
    others = places([replace(KENYA, motion=motion) for motion in (Motion.CLOSURE_OF_DEBATE, Motion.RIGHT_OF_REPLY)])
    assert {place.reason.code for place in [*places(queue), *first, *others]} == set(get_args(PlaceCode))


@given(st.data())
def test_a_move_puts_one_exactly_there_and_nobody_else_anywhere_else(data: st.DataObject) -> None:
    queue = data.draw(queues(least=2))
    turn, before = data.draw(moves(queue))
    expected = [waiting for waiting in turns(queue) if waiting != turn]
    expected.insert(len(expected) if before is None else expected.index(before), turn)
    assert turns(moved(queue, turn, before)) == expected


def test_a_move_again_replaces_the_move_before() -> None:
    queue = moved([FRANCE, KENYA, NORWAY], NORWAY.turn, FRANCE.turn)
    assert turns(moved(queue, NORWAY.turn, None)) == [1, 5, 2]


@pytest.mark.parametrize(
    ("turn", "before"), [(99, 1), (1, 99), (1, 1)], ids=["who does not wait", "before nobody", "before themselves"]
)
def test_a_move_needs_two_who_wait(turn: int, before: int) -> None:
    with pytest.raises(LookupError):
        move_before([FRANCE, KENYA], turn, before, reason="", by=1)


def test_who_waits_alone_moves_past_nobody() -> None:
    with pytest.raises(LookupError):
        move_before([FRANCE], FRANCE.turn, None, reason="", by=1)


class Sitting(RuleBasedStateMachine):
    """Delegates come, leave, come back and are moved: nobody changes place but who is moved."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: list[Request] = []
        self.gone: list[Request] = []
        self.expected: list[int] = []

    @rule(capacity=capacities, second=st.integers(0, 4), point_of_order=st.booleans())
    def somebody_asks(self, capacity: Capacity, second: int, *, point_of_order: bool) -> None:
        turn = len(self.queue) + len(self.gone) + 1
        point_of_order = point_of_order and capacity == COUNCIL_STATE
        motion = Motion.POINT_OF_ORDER if point_of_order else None
        self.comes(Request(turn, capacity, START + timedelta(seconds=second), motion))

    @precondition(lambda self: self.gone)
    @rule(data=st.data())
    def who_spoke_is_put_back(self, data: st.DataObject) -> None:
        back = data.draw(st.sampled_from(self.gone))
        self.gone.remove(back)
        self.comes(replace(back, placement=None))

    def comes(self, newcomer: Request) -> None:
        self.queue.append(newcomer)
        others = [turn for turn in turns(self.queue) if turn != newcomer.turn]
        assert others == self.expected
        self.expected = turns(self.queue)

    @precondition(lambda self: self.queue)
    @rule(data=st.data())
    def somebody_leaves(self, data: st.DataObject) -> None:
        leaver = data.draw(st.sampled_from(self.queue))
        self.queue.remove(leaver)
        self.gone.append(leaver)
        self.expected.remove(leaver.turn)

    @precondition(lambda self: len(self.queue) > 1)
    @rule(data=st.data())
    def the_leader_moves_somebody(self, data: st.DataObject) -> None:
        turn, before = data.draw(moves(self.queue))
        self.queue = moved(self.queue, turn, before)
        self.expected.remove(turn)
        self.expected.insert(len(self.expected) if before is None else self.expected.index(before), turn)

    @invariant()
    def the_queue_is_as_expected(self) -> None:
        assert turns(self.queue) == self.expected


Sitting.TestCase.settings = settings(stateful_step_count=25)
TestRule12NobodyChangesPlaceButWhoIsMoved = Sitting.TestCase
