"""The same people in two sittings: what happens in one of them leaves the other as it was, and keeps its moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.outcome.actions import closing
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.motions import Motion
from hemicycle.sittings.actions import booths, floor, intrusions, items, presiding, room, speaker, turns, undoing, voice
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.sittings.enforcement import identity
from tests.support.floor import ask, at, by

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.sittings.models import Sitting
    from tests.factories import World
    from tests.support.room import RecordingEngine

ROWS = ("turns", "attendances", "booth_seats", "publications", "discussions", "leads", "removals", "intrusions")
SPEAKS, WAITS, INTERPRETS, LEADS = "jp", "br", "french", "vice_chair"


def fill(world: World, sitting: Sitting) -> None:
    """Somebody speaks, somebody waits, an interpreter is on air, an item is open; all are connected."""
    for name in (SPEAKS, WAITS, INTERPRETS):
        sitting.attendances.create(registration=world[name], session=f"PA_{name}", joined_at=at(1))
        sitting.publications.create(registration=world[name], source="microphone", sid=f"TR_{name}", since=at(1))
    for name, state in ((SPEAKS, "granted"), (WAITS, "next")):
        sitting.turns.create(
            registration=world[name],
            member=world[name].member,
            capacity="council_state",
            language="en",
            state=state,
            asked_at=at(1),
            granted_at=at(2) if state == "granted" else None,
        )
    sitting.booth_seats.create(registration=world[INTERPRETS], language="fr", entered_at=at(1), on_air_since=at(1))
    sitting.discussions.create(item=world.items[0], start=at(1))


def rows(sitting: Sitting) -> dict[str, list[dict[str, Any]]]:
    return {name: list(getattr(sitting, name).order_by("pk").values()) for name in ROWS}


@pytest.fixture
def other(world: World) -> Sitting:
    """A second sitting that is open; both are as ``fill`` has them."""
    made: Sitting = world.consultation.sittings.create(
        number=2, opens_at=at(0), closes_at=at(9999), state="open", presiding=world[LEADS]
    )
    made.leads.create(registration=world[LEADS], start=at(0))
    for sitting in (world.sitting, made):
        fill(world, sitting)
    return made


def _in_another_booth(world: World) -> None:
    world[INTERPRETS].booth_languages = ["fr", "en"]
    world[INTERPRETS].save()
    booths.enter(world.sitting.pk, by(world, INTERPRETS), at(50), language="en")


def _silence(world: World) -> None:
    turn = world.sitting.turns.get(state="granted")
    floor.take_back(world.sitting.pk, by(world, LEADS), at(49), turn=turn.pk)


def _open_another_item(world: World) -> None:
    _silence(world)
    items.open_item(world.sitting.pk, by(world, LEADS), at(50), item=world.items[1].pk, requests=Carryover.PUT_ASIDE)


def _undo(world: World) -> None:
    _open_another_item(world)
    undoing.undo(world.sitting.pk, by(world, LEADS), at(51), act=world.sitting.last_act.pk)


def _close_item(world: World) -> None:
    _silence(world)
    closing.close_item(world.sitting.pk, by(world, LEADS), at(50), item=world.items[0].pk, outcome="noted")


def _talk(world: World) -> None:
    room.joined(world.sitting, world[LEADS].pk, f"PA_{LEADS}", at(49))
    voice.on(world.sitting.pk, by(world, LEADS), at(50), language="en")


ACTS: dict[str, Callable[[World], object]] = {
    "end": lambda world: presiding.end(world.sitting.pk, by(world, LEADS), at(50)),
    "suspend": lambda world: presiding.suspend(world.sitting.pk, by(world, LEADS), at(50)),
    "remove the speaker": lambda world: presiding.remove(
        world.sitting.pk, by(world, LEADS), at(50), registration=world[SPEAKS].pk, reason="disturbs"
    ),
    "remove who waits": lambda world: presiding.remove(
        world.sitting.pk, by(world, LEADS), at(50), registration=world[WAITS].pk, reason="disturbs"
    ),
    "remove the interpreter": lambda world: presiding.remove(
        world.sitting.pk, by(world, LEADS), at(50), registration=world[INTERPRETS].pk, reason="disturbs"
    ),
    "open an item": _open_another_item,
    "undo it": _undo,
    "close the item": _close_item,
    "pass the lead": lambda world: presiding.pass_lead(
        world.sitting.pk, by(world, LEADS), at(50), registration=world["chair"].pk
    ),
    "give the floor": lambda world: floor.give_next(world.sitting.pk, by(world, LEADS), at(50)),
    "enter another booth": _in_another_booth,
    "leave the booth": lambda world: booths.leave(world.sitting.pk, by(world, INTERPRETS), at(50)),
    "off air": lambda world: booths.off_air(world.sitting.pk, by(world, INTERPRETS), at(50)),
    "ask": lambda world: ask(world, "gh", 50),
    "raise a point of order": lambda world: speaker.ask(
        world.sitting.pk, by(world, WAITS), at(50), language="fr", motion=Motion.POINT_OF_ORDER
    ),
    "join again": lambda world: room.joined(world.sitting, world[SPEAKS].pk, "PA_again", at(50)),
    "leave": lambda world: room.left(world.sitting, world[SPEAKS].pk, f"PA_{SPEAKS}", at(50)),
    "forgotten by the engine": lambda world: room.reconcile_attendance(world.sitting, set(), at(50)),
    "unpublish": lambda world: room.unpublished(world.sitting, f"TR_{SPEAKS}", at(50)),
    "talk beside the floor": _talk,
    "connected": lambda world: turns.connected(world.sitting.pk, world[SPEAKS].pk, at(50)),
    "audible": lambda world: turns.audible(world.sitting.pk, world[SPEAKS].pk, at(50)),
    "not connected in time": lambda world: turns.expire(world.sitting, 20, at(50)),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_is_done_in_one_sitting_changes_nothing_in_another(world: World, other: Sitting, name: str) -> None:
    here, there = rows(world.sitting), rows(other)
    ACTS[name](world)
    assert rows(world.sitting) != here
    assert rows(other) == there


def test_whose_registration_is_withdrawn_goes_out_of_the_sitting_that_is_looked_at(
    world: World, other: Sitting, engine: RecordingEngine
) -> None:
    there = rows(other)
    for name in (SPEAKS, WAITS):
        world[name].status = "withdrawn"
        world[name].save()
    room.put_out_unregistered(world.sitting, at(50))
    assert sorted(engine.removed) == sorted(identity(world[name].pk) for name in (SPEAKS, WAITS))
    assert rows(other) == there
    left = dict(world.sitting.attendances.values_list("registration", "left_at"))
    assert left == {world[SPEAKS].pk: at(50), world[WAITS].pk: at(50), world[INTERPRETS].pk: None}
    assert list(world.sitting.publications.values_list("sid", flat=True)) == [f"TR_{INTERPRETS}"]


def test_who_is_cut_off_loses_what_they_publish_here_and_who_is_lost_on_air_their_microphone(
    world: World, other: Sitting, engine: RecordingEngine
) -> None:
    ghana = world["gh"].pk
    for sitting in (world.sitting, other):
        sitting.publications.create(registration=world["gh"], source="microphone", sid="TR_gh", since=at(1))
    there = rows(other)
    engine.publishes(identity(ghana), "TR_gh")
    intrusions.look(world.sitting, ghana, Sighting("steward", at(50)))
    room.left(world.sitting, world[INTERPRETS].pk, f"PA_{INTERPRETS}", at(60))
    room.empty_booths(world.sitting, 20, at(80))
    assert rows(other) == there
    assert not world.sitting.publications.filter(registration=ghana).exists()
    assert world.sitting.booth_seats.get().on_air_since is None


@pytest.mark.usefixtures("other")
def test_all_that_is_under_way_ends_with_the_sitting_at_its_moment(world: World) -> None:
    presiding.end(world.sitting.pk, by(world, LEADS), at(50))
    ends = world.sitting.turns.order_by("pk").values_list("state", "cause", "ended_at")
    assert list(ends) == [("ended", "", at(50)), ("withdrawn", "withdrawn", at(50))]
    assert list(world.sitting.discussions.values_list("end", "outcome")) == [(at(50), "")]
    assert list(world.sitting.leads.values_list("end", flat=True)) == [at(50)]
    assert list(world.sitting.booth_seats.values_list("left_at", "on_air_since")) == [(at(50), None)]
    assert set(world.sitting.attendances.values_list("left_at", flat=True)) == {at(50)}
    assert not world.sitting.publications.exists()
