"""The list of those who ask for the floor, as acts change it (rules 6, 7, 9 and 12)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.people.models import Seat
from hemicycle.rules.motions import Motion
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions import floor, items, presiding, room, speaker, turns
from tests.factories import START, World
from tests.support.floor import at, by, order

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.sittings.models import Turn


def ask(world: World, name: str, moment: datetime, *, point_of_order: bool = False) -> Turn:
    return speaker.ask(
        world.sitting.pk,
        by(world, name),
        moment,
        language="en",
        motion=Motion.POINT_OF_ORDER if point_of_order else None,
    )


def test_rule_12_the_floor_given_out_of_order_is_recorded(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    brazil, _japan, ghana = (ask(world, name, at(n)) for n, name in enumerate(("br", "jp", "gh")))
    floor.give(sitting, leader, at(10), turn=ghana.pk)
    floor.give(sitting, leader, at(11), turn=brazil.pk)
    given = [entry.data for entry in Entry.objects.filter(act="floor.give").order_by("pk")]
    assert [(data["turn"], data["position"], data["out_of_order"]) for data in given] == [
        (ghana.pk, 3, True),
        (brazil.pk, 1, False),
    ]
    assert [data.get("ended") for data in given] == [None, ghana.pk]


@pytest.mark.parametrize("point_of_order", [False, True])
def test_who_has_the_floor_does_not_ask_for_it(world: World, *, point_of_order: bool) -> None:
    turn = ask(world, "jp", at(1))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(2), turn=turn.pk)
    with pytest.raises(Refusal) as error:
        ask(world, "jp", at(3), point_of_order=point_of_order)
    assert error.value.reason.code == "holds_floor_already"
    assert world.sitting.turns.count() == 1


def test_rule_07_a_point_of_order_goes_before_the_queue_and_leaves_a_request_where_it_was_moved(world: World) -> None:
    moved = ask(world, "br", at(1))
    for second, name in enumerate(("jp", "gh"), start=2):
        ask(world, name, at(second))
    presiding.move(world.sitting.pk, by(world, "vice_chair"), at(4), turn=moved.pk, before=None, reason="is late")
    assert order(world) == ["jp", "gh", "br"]
    ask(world, "br", at(5), point_of_order=True)
    assert order(world) == ["br", "jp", "gh", "br"]


def test_rule_09_a_point_of_order_is_not_the_once_of_a_state_that_left_the_council(world: World) -> None:
    sitting, leader, item = world.sitting.pk, by(world, "vice_chair"), world.items[0].pk
    items.open_item(sitting, leader, at(0), item=item)
    room.joined(world.sitting, world["gh"].pk, "PA_gh", at(0))
    raised = ask(world, "gh", at(1), point_of_order=True)
    floor.give(sitting, leader, at(2), turn=raised.pk)
    turns.connected(sitting, world["gh"].pk, at(3))
    speaker.finish(sitting, by(world, "gh"), at(4), turn=raised.pk)
    Seat.objects.filter(member=world["gh"].member).update(end=START.date())
    next_day = START + timedelta(days=1)
    world.sitting.closes_at = next_day + timedelta(hours=1)
    world.sitting.save()
    spoken = ask(world, "gh", next_day)
    assert (spoken.capacity, spoken.item_id) == ("observer_state", item)
    # As an observer, now they have spoken once.
    floor.give(sitting, leader, next_day, turn=spoken.pk)
    turns.connected(sitting, world["gh"].pk, next_day)
    speaker.finish(sitting, by(world, "gh"), next_day, turn=spoken.pk)
    with pytest.raises(Refusal) as refused:
        ask(world, "gh", next_day)
    assert (refused.value.reason.rule, refused.value.reason.code) == (9, "times_spent")


def test_who_is_put_back_while_muted_is_heard_when_the_floor_is_given_again(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    turn = ask(world, "jp", at(1))
    floor.give(sitting, leader, at(2), turn=turn.pk)
    floor.mute(sitting, leader, at(3), turn=turn.pk, muted=True)
    turn.refresh_from_db()
    assert turn.muted
    floor.put_back(sitting, leader, at(4), turn=turn.pk)
    floor.give(sitting, leader, at(5), turn=turn.pk)
    turn.refresh_from_db()
    assert (turn.state, turn.muted, turn.granted_at, turn.asked_at) == ("granted", False, at(5), at(1))
    put_back = Entry.objects.get(act="floor.put_back").data
    assert (put_back["turn"], put_back["granted_at"]) == (turn.pk, at(2).isoformat())
