"""Observers speak once on an item."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.people.models import Person, Registration, Seat
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import floor, items, room, speaker, turns
from hemicycle.sittings.models import Turn
from tests.factories import START, World
from tests.support.floor import ask, at, by, order, refused


def speaks(world: World, name: str, seconds: int) -> None:
    """Somebody asks, is given the floor, is heard and is done."""
    turn = ask(world, name, seconds)
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(seconds + 1), turn=turn.pk)
    turns.connected(world.sitting.pk, world[name].pk, at(seconds + 2))
    speaker.finish(world.sitting.pk, by(world, name), at(seconds + 3), turn=turn.pk)


def second_delegate(world: World, name: str, colleague: str) -> Registration:
    """Another delegate of somebody's Member."""
    person = Person.objects.create_user(f"{colleague}@example.org", f"Ms. {colleague.title()}", made_up=True)
    first = world[name]
    world.people[colleague] = Registration.objects.create(
        consultation=first.consultation, person=person, member=first.member, role=first.role, status=first.status
    )
    return world[colleague]


def test_rule_09_an_observer_whose_once_is_spent_does_not_stop_the_next(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    second_delegate(world, "no", "no2")
    for name in ("no", "no2", "pe"):
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(0))
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    first, stuck = ask(world, "no", 2), ask(world, "no2", 3)
    peru = ask(world, "pe", 4)
    floor.give_next(sitting, leader, at(5), expected=first.pk)
    turns.connected(sitting, world["no"].pk, at(6))
    queue = build.queue(queries.find_sitting(sitting))
    assert [(place.turn, place.next) for place in queue.places] == [(stuck.pk, False), (peru.pk, True)]
    assert queue.spoken == ["NO"]
    given = floor.give_next(sitting, leader, at(7), expected=peru.pk)
    assert given.pk == peru.pk
    assert order(world) == ["no2"], "who is passed over keeps the place"
    with pytest.raises(Refusal) as error:
        floor.give_next(sitting, leader, at(8))
    assert refused(error) == (9, "times_spent_meanwhile")
    # On another item they may.
    floor.take_back(sitting, leader, at(9), turn=peru.pk)
    items.open_item(sitting, leader, at(9), item=world.items[1].pk, requests=Carryover.KEEP)
    assert floor.give_next(sitting, leader, at(10), expected=stuck.pk).pk == stuck.pk


def test_rule_09_giving_the_floor_past_one_who_is_passed_over_is_in_order(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    second_delegate(world, "no", "no2")
    room.joined(world.sitting, world["no"].pk, "PA_no", at(0))
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    first = ask(world, "no", 2)
    ask(world, "no2", 3)
    peru, palestine = ask(world, "pe", 4), ask(world, "palestine", 5)
    floor.give(sitting, leader, at(6), turn=first.pk)
    turns.connected(sitting, world["no"].pk, at(7))
    floor.give(sitting, leader, at(8), turn=peru.pk)
    assert Entry.objects.filter(act="floor.give").latest("pk").data["out_of_order"] is False
    jp = ask(world, "jp", 9)
    floor.give(sitting, leader, at(10), turn=palestine.pk)
    assert Entry.objects.filter(act="floor.give").latest("pk").data["out_of_order"] is True
    floor.give(sitting, leader, at(11), turn=jp.pk)
    assert Entry.objects.filter(act="floor.give").latest("pk").data["out_of_order"] is False


def test_rule_09_what_a_state_said_while_it_had_a_seat_is_not_its_once_as_an_observer(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    room.joined(world.sitting, world["gh"].pk, "PA_gh", at(0))
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    speaks(world, "gh", 2)
    Seat.objects.filter(member__code="GH").update(end=START.date() - timedelta(days=1))
    assert build.queue(queries.find_sitting(sitting)).spoken == []
    asked = ask(world, "gh", 10)
    assert asked.capacity == "observer_state"
    assert floor.give_next(sitting, leader, at(11), expected=asked.pk).pk == asked.pk


def test_rule_09_an_observer_speaks_once_an_item_and_the_leader_overrides_on_record(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting.pk
    room.joined(world.sitting, world["no"].pk, "PA_no", at(0))
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    turn = ask(world, "no", 2)
    floor.give(sitting, leader, at(3), turn=turn.pk)
    turns.connected(sitting, world["no"].pk, at(4))
    speaker.finish(sitting, by(world, "no"), at(5), turn=turn.pk)
    with pytest.raises(Refusal) as error:
        ask(world, "no", 6)
    assert refused(error) == (9, "times_spent")
    with pytest.raises(Refusal) as error:
        floor.invite(sitting, leader, at(7), registration=world["no"].pk, language="en")
    assert refused(error) == (9, "override_needs_words")
    floor.invite(sitting, leader, at(8), registration=world["no"].pk, language="en", override="asked by the Council")
    assert Entry.objects.get(act="floor.invite").data["override"] == "asked by the Council"
    speaker.finish(sitting, by(world, "no"), at(9), turn=Turn.objects.latest("pk").pk)
    items.open_item(sitting, leader, at(10), item=world.items[1].pk)
    ask(world, "no", 11)


def test_rule_09_a_turn_counts_for_the_item_under_discussion_when_it_is_given(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting.pk
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    turn = ask(world, "no", 2)
    items.open_item(sitting, leader, at(3), item=world.items[1].pk, requests=Carryover.KEEP)
    floor.give(sitting, leader, at(4), turn=turn.pk)
    turns.connected(sitting, world["no"].pk, at(5))
    speaker.finish(sitting, by(world, "no"), at(6), turn=turn.pk)
    assert Turn.objects.get(pk=turn.pk).item == world.items[1]
    with pytest.raises(Refusal) as error:
        ask(world, "no", 7)
    assert refused(error) == (9, "times_spent")
    items.open_item(sitting, leader, at(8), item=world.items[0].pk)
    ask(world, "no", 9)


def test_rule_09_two_delegates_of_one_observer_do_not_both_speak_on_an_item(world: World) -> None:
    leader, sitting, second = by(world, "vice_chair"), world.sitting.pk, world["pe"]
    second.member = world["no"].member
    second.save()
    items.open_item(sitting, leader, at(1), item=world.items[0].pk)
    first, other = ask(world, "no", 2), ask(world, "pe", 3)
    floor.give_next(sitting, leader, at(4), expected=first.pk)
    turns.connected(sitting, world["no"].pk, at(5))
    speaker.finish(sitting, by(world, "no"), at(6), turn=first.pk)
    for give in (
        lambda: floor.give_next(sitting, leader, at(7), expected=other.pk),
        lambda: floor.give(sitting, leader, at(7), turn=other.pk),
    ):
        with pytest.raises(Refusal) as error:
            give()
        assert refused(error) == (9, "times_spent_meanwhile")
    room.joined(world.sitting, second.pk, "PA_pe", at(8))
    floor.invite(sitting, leader, at(9), registration=second.pk, language="en", override="a right of reply")
    other.refresh_from_db()
    assert (other.state, other.override) == ("granted", "a right of reply")
