"""Points of order before the queue, and the place that is kept behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions import floor, presiding, room, speaker, turns
from hemicycle.sittings.enforcement import identity
from tests.support.floor import BOTH, ask, at, by, order, refused

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import RecordingEngine


def test_rule_07_a_point_of_order_goes_before_the_queue_even_when_the_list_is_closed(world: World) -> None:
    ask(world, "jp", 1)
    presiding.close_list(world.sitting.pk, by(world, "vice_chair"), at(2))
    with pytest.raises(Refusal) as error:
        ask(world, "br", 3)
    assert refused(error) == (None, "list_closed")
    ask(world, "br", 4, point_of_order=True)
    assert order(world) == ["br", "jp"]
    with pytest.raises(Refusal) as error:
        ask(world, "no", 5, point_of_order=True)
    assert refused(error) == (7, "point_of_order_not_permitted")


def test_rule_07_whoever_raises_a_point_of_order_keeps_their_place_on_a_closed_list(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    for second, name in enumerate(("br", "jp", "gh")):
        ask(world, name, second)
    presiding.close_list(sitting, leader, at(4))
    raised = ask(world, "jp", 5, point_of_order=True)
    assert order(world) == ["jp", "br", "jp", "gh"]
    for again in (True, False):
        with pytest.raises(Refusal) as error:
            ask(world, "jp", 6, point_of_order=again)
        assert refused(error) == (None, "waits_already")
    floor.give_next(sitting, leader, at(7), expected=raised.pk)
    assert order(world) == ["br", "jp", "gh"]
    floor.put_back(sitting, leader, at(8), turn=raised.pk)
    assert order(world) == ["jp", "br", "jp", "gh"], "put back, both places are kept"
    floor.give_next(sitting, leader, at(9), expected=raised.pk)
    speaker.finish(sitting, by(world, "jp"), at(10), turn=raised.pk)
    assert order(world) == ["br", "jp", "gh"]


def test_rule_07_who_heads_the_list_behind_their_own_point_of_order_speaks_on_both(
    world: World, engine: RecordingEngine
) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(0))
    asked, raised = ask(world, "jp", 1), ask(world, "jp", 2, point_of_order=True)
    room.published(world.sitting, world["jp"].pk, room.Told("TR_jp", "microphone"), at(3))
    floor.give_next(sitting, leader, at(4), expected=raised.pk)
    turns.connected(sitting, world["jp"].pk, at(5))
    floor.give_next(sitting, leader, at(6), expected=asked.pk)
    turns.connected(sitting, world["jp"].pk, at(7))
    raised.refresh_from_db()
    asked.refresh_from_db()
    assert (raised.state, asked.state, asked.connected_at) == ("ended", "connected", at(7))
    assert engine.muted["TR_jp"] is False
    assert engine.permitted[identity(world["jp"].pk)] == BOTH


def test_rule_07_an_invitation_takes_the_point_of_order_first(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(0))
    ask(world, "jp", 1)
    raised = ask(world, "jp", 2, point_of_order=True)
    invited = floor.invite(sitting, leader, at(3), registration=world["jp"].pk, language="en")
    assert invited.pk == raised.pk
    assert order(world) == ["jp"]
