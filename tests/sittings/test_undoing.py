"""Who presides undoes what they have just done before everybody (rule 42)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.outcome.actions import positions
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import floor, items, presiding, room, speaker, turns, undoing
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import LastAct
from tests.support.floor import BOTH, NOTHING, ask, at, by, order, refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.factories import World
    from tests.support.room import RecordingEngine

#: Documents by which everybody sees where the sitting is.
SEEN = ("queue", "turn", "items", "conclusion", "sitting")


def seen(world: World) -> dict[str, Any]:
    """What everybody sees of the sitting, without its numbers, what can be undone, and how the turn before ended."""
    sitting = queries.find_sitting(world.sitting.pk)
    documents = {name: build.document(sitting.pk, name).model_dump(exclude={"seq", "undo", "last"}) for name in SEEN}
    return {"documents": documents, "turns": list(world.sitting.turns.order_by("pk").values())}


def undo(world: World, moment: datetime, who: str = "vice_chair") -> None:
    offered = build.sitting_document(queries.find_sitting(world.sitting.pk)).undo
    assert offered is not None
    undoing.undo(world.sitting.pk, by(world, who), moment, act=offered.act)


def refused_undo(world: World, moment: datetime, who: str = "vice_chair") -> tuple[int | None, str]:
    with pytest.raises(Refusal) as error:
        undo(world, moment, who)
    return refused(error)


@pytest.fixture
def heard(world: World) -> World:
    """An item is open; Japan is heard, Brazil was moved before Ghana, and somebody was put aside with another item."""
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    for name in ("jp", "br", "gh"):
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(0))
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    ask(world, "no", 2)
    items.open_item(sitting, leader, at(3), item=world.items[1].pk, requests=Carryover.PUT_ASIDE)
    for second, name in enumerate(("jp", "gh", "br"), 4):
        ask(world, name, second)
    before = world.sitting.turns.get(registration=world["gh"])
    moved = world.sitting.turns.get(registration=world["br"])
    presiding.move(sitting, leader, at(8), turn=moved.pk, before=before.pk, reason="leaves at noon")
    floor.give_next(sitting, leader, at(9))
    turns.connected(sitting, world["jp"].pk, at(10))
    floor.extend(sitting, leader, at(11), turn=world.sitting.turns.get(registration=world["jp"]).pk, seconds=60)
    return world


def _take_back(world: World, moment: datetime) -> None:
    turn = world.sitting.turns.get(registration=world["jp"])
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), moment, turn=turn.pk)


def _put_back(world: World, moment: datetime) -> None:
    turn = world.sitting.turns.get(registration=world["jp"])
    floor.put_back(world.sitting.pk, by(world, "vice_chair"), moment, turn=turn.pk)


def _close_list(world: World, moment: datetime) -> None:
    presiding.close_list(world.sitting.pk, by(world, "vice_chair"), moment)


def _open_list(world: World, moment: datetime) -> None:
    presiding.open_list(world.sitting.pk, by(world, "vice_chair"), moment)


def _take_up(carryover: Carryover) -> Callable[[World, datetime], None]:
    def act(world: World, moment: datetime) -> None:
        item = world.items[0].pk
        items.open_item(world.sitting.pk, by(world, "vice_chair"), moment, item=item, requests=carryover)

    return act


def _silent(world: World) -> None:
    """The speaker has finished: an item can be taken up."""
    turn = world.sitting.turns.get(registration=world["jp"])
    speaker.finish(world.sitting.pk, by(world, "jp"), at(12), turn=turn.pk)


def _suspend(minutes: int | None) -> Callable[[World, datetime], None]:
    def act(world: World, moment: datetime) -> None:
        presiding.suspend(world.sitting.pk, by(world, "vice_chair"), moment, minutes=minutes)

    return act


ACTS: dict[str, Callable[[World, datetime], None]] = {
    "suspend": _suspend(None),
    "suspend until a time": _suspend(10),
    "take back": _take_back,
    "put back": _put_back,
    "close the list": _close_list,
    **{f"take up, {one}": _take_up(one) for one in Carryover},
}


@pytest.mark.parametrize("name", ACTS)
def test_rule_42_everything_is_again_as_it_was(heard: World, name: str) -> None:
    if name.startswith("take up"):
        _silent(heard)
    before = seen(heard)
    ACTS[name](heard, at(20))
    assert seen(heard) != before
    undo(heard, at(24))
    assert seen(heard) == before
    assert not LastAct.objects.exists()
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.at) == ("sitting.undo", at(24))
    assert entry.data["of"] == at(20).isoformat()


def test_rule_42_reopening_the_list_is_undone_too(heard: World) -> None:
    _close_list(heard, at(13))
    before = seen(heard)
    _open_list(heard, at(20))
    undo(heard, at(21))
    assert seen(heard) == before


def test_rule_42_the_speaker_may_publish_again_and_nobody_else(heard: World, engine: RecordingEngine) -> None:
    japan = identity(heard["jp"].pk)
    _take_back(heard, at(20))
    assert engine.permitted[japan] == NOTHING
    undo(heard, at(22))
    assert engine.permitted[japan] == BOTH
    assert build.room_map(queries.find_sitting(heard.sitting.pk)).floor == japan


def test_rule_42_a_suspension_is_undone_with_what_may_be_heard(heard: World, engine: RecordingEngine) -> None:
    japan = identity(heard["jp"].pk)
    _suspend(None)(heard, at(20))
    assert engine.permitted[japan] == NOTHING
    undo(heard, at(22))
    assert engine.permitted[japan] == BOTH
    assert queries.find_sitting(heard.sitting.pk).state == "open"
    # The record says both: that it was suspended, and that this was undone.
    acts = list(Entry.objects.order_by("-pk").values_list("act", flat=True)[:2])
    assert acts == ["sitting.undo", "sitting.suspend"]


def test_rule_42_an_act_is_undone_once_and_only_the_last_one_and_within_five_seconds(heard: World) -> None:
    _close_list(heard, at(20))
    first = LastAct.objects.get()
    _put_back(heard, at(21))
    with pytest.raises(Refusal) as error:
        undoing.undo(heard.sitting.pk, by(heard, "vice_chair"), at(22), act=first.pk)
    assert refused(error) == (None, "nothing_to_undo")
    second = LastAct.objects.get()
    assert refused_undo(heard, at(29)) == (42, "undo_seconds_over")
    undo(heard, at(25))
    with pytest.raises(Refusal) as error:
        undoing.undo(heard.sitting.pk, by(heard, "vice_chair"), at(25), act=second.pk)
    assert refused(error) == (None, "nothing_to_undo")


def test_rule_42_nothing_is_undone_once_something_has_followed(heard: World) -> None:
    sitting, leader = heard.sitting.pk, by(heard, "vice_chair")
    _take_back(heard, at(20))
    floor.give_next(sitting, leader, at(21))
    assert refused_undo(heard, at(22)) == (42, "undo_since_changed")
    _silent_now(heard, at(23))
    _take_up(Carryover.PUT_ASIDE)(heard, at(24))
    ask(heard, "jp", 25)
    assert refused_undo(heard, at(26)) == (42, "undo_since_changed"), "somebody has asked for the new item"
    _take_up_again(heard, at(30))
    positions.state(
        sitting, by(heard, "br"), at(31), item=heard.items[2].pk, kind=PositionKind.STATEMENT, words="On record."
    )
    assert refused_undo(heard, at(32)) == (42, "undo_since_changed"), "something is on record of the new item"
    presiding.suspend(sitting, leader, at(33))
    presiding.resume(sitting, leader, at(34))
    assert refused_undo(heard, at(35)) == (42, "undo_since_changed"), "the sitting goes on since another moment"


def _silent_now(world: World, moment: datetime) -> None:
    turn = world.sitting.turns.get(state="granted")
    floor.take_back(world.sitting.pk, by(world, "vice_chair"), moment, turn=turn.pk)


def _take_up_again(world: World, moment: datetime) -> None:
    item = world.items[2].pk
    items.open_item(world.sitting.pk, by(world, "vice_chair"), moment, item=item, requests=Carryover.CLEAR)


def test_rule_42_a_request_for_the_floor_does_not_hinder_what_has_nothing_to_do_with_it(heard: World) -> None:
    _put_back(heard, at(20))
    ask(heard, "pe", 21)
    undo(heard, at(22))
    assert order(heard) == ["br", "gh", "pe"]


def test_rule_42_who_presides_now_does_not_undo_what_another_did(heard: World) -> None:
    _close_list(heard, at(20))
    presiding.pass_lead(heard.sitting.pk, by(heard, "vice_chair"), at(21), registration=heard["chair"].pk)
    assert refused_undo(heard, at(22), "vice_chair") == (4, "does_not_lead")
    assert refused_undo(heard, at(22), "chair") == (None, "undo_of_another")
