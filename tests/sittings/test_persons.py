"""Somebody who represents no Member asks for the floor, is given it, and speaks as often as their class may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.live import build
from hemicycle.people.models import Person, Registration
from hemicycle.rules.capacity import Right
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import history, queries
from hemicycle.sittings.actions import floor, items, room, speaker, turns
from hemicycle.sittings.models import Turn
from tests.classes import with_experts
from tests.support.floor import ask, at, by, order, refused

if TYPE_CHECKING:
    from hemicycle.live.documents import QueueDocument
    from tests.factories import World


def an_expert(world: World, name: str) -> None:
    person = Person.objects.create_user(f"{name}@example.org", f"Ms. {name.title()}", made_up=True)
    world.people[name] = Registration.objects.create(
        consultation=world.consultation, person=person, role="delegate", person_class="expert", status="confirmed"
    )


@pytest.fixture
def experts(world: World) -> World:
    """Two of them, in the room; an item is open."""
    settings = with_experts()
    world.consultation.settings = {**world.consultation.settings, "classes": settings["classes"]}
    world.consultation.save(update_fields=["settings"])
    for name in ("ana", "bela"):
        an_expert(world, name)
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(0))
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(1), item=world.items[0].pk)
    return world


def document(world: World) -> QueueDocument:
    return build.queue(queries.find_sitting(world.sitting.pk))


def test_rules_06_and_09_an_expert_speaks_after_the_others_and_each_person_once(experts: World) -> None:
    world, sitting, leader = experts, experts.sitting.pk, by(experts, "vice_chair")
    first, other = ask(world, "ana", 2), ask(world, "bela", 3)
    brazil = ask(world, "br", 4)
    assert order(world) == ["br", "ana", "bela"]
    place = document(world).places[1]
    assert (place.who.member, place.who.capacity, place.reason.code) == (None, "expert", "after_others")
    floor.give_next(sitting, leader, at(5), expected=brazil.pk)
    floor.give_next(sitting, leader, at(6), expected=first.pk)
    turns.connected(sitting, world["ana"].pk, at(7))
    speaks = build.turn(queries.find_sitting(sitting)).speaker
    assert speaks
    assert (speaks.who.name, speaks.who.member, speaks.seconds) == ("Ms. Ana", None, 120)
    assert (document(world).spoken, document(world).spoken_persons) == ([], [world["ana"].pk])
    speaker.finish(sitting, by(world, "ana"), at(8), turn=first.pk)
    with pytest.raises(Refusal) as error:
        ask(world, "ana", 9)
    assert refused(error) == (9, "times_spent")
    assert floor.give_next(sitting, leader, at(10), expected=other.pk).registration == world["bela"]
    with pytest.raises(Refusal) as error:
        floor.invite(sitting, leader, at(11), registration=world["ana"].pk, language="en")
    assert refused(error) == (9, "override_needs_words")
    again = floor.invite(
        sitting, leader, at(12), registration=world["ana"].pk, language="en", override="a question to her"
    )
    assert (again.member, again.capacity) == (None, "expert")
    shown = [(row.turn.member, row.capacity.value) for row in history.turns(world.sitting)][:3]
    assert shown == [(None, "expert"), (world["br"].member, "council_state"), (None, "expert")]
    names = [row.registration.person.name for row in history.attendees(world.sitting) if row.capacity.value == "expert"]
    assert names == ["Ms. Ana", "Ms. Bela"]
    assert [one.who.name for one in build.presence(queries.find_sitting(sitting)).people] == ["Ms. Ana", "Ms. Bela"]


def test_rule_09_who_waits_although_they_have_spoken_is_passed_over_and_asks_again_on_another_item(
    experts: World,
) -> None:
    world, sitting, leader = experts, experts.sitting.pk, by(experts, "vice_chair")
    stuck = ask(world, "ana", 2)
    floor.invite(sitting, leader, at(3), registration=world["ana"].pk, language="en")
    turns.connected(sitting, world["ana"].pk, at(4))
    speaker.finish(sitting, by(world, "ana"), at(5), turn=stuck.pk)
    Turn.objects.create(
        sitting=world.sitting,
        registration=world["ana"],
        capacity="expert",
        item=world.items[0],
        language="en",
        asked_at=at(2),
    )
    other = ask(world, "bela", 6)
    assert floor.give_next(sitting, leader, at(7), expected=other.pk).pk == other.pk
    with pytest.raises(Refusal) as error:
        floor.give_next(sitting, leader, at(8))
    assert refused(error) == (9, "times_spent_meanwhile")
    floor.take_back(sitting, leader, at(9), turn=other.pk)
    items.open_item(sitting, leader, at(9), item=world.items[1].pk, requests=Carryover.KEEP)
    assert floor.give_next(sitting, leader, at(10)).registration == world["ana"]


def test_rules_06_and_07_an_item_puts_experts_first_and_only_a_class_with_the_right_raises_a_point_of_order(
    experts: World,
) -> None:
    world = experts
    with pytest.raises(Refusal) as error:
        ask(world, "ana", 2, point_of_order=True)
    assert refused(error) == (7, "point_of_order_not_permitted")
    ask(world, "br", 3)
    world.items[0].speaks_first = ["expert"]
    world.items[0].save()
    ask(world, "ana", 4)
    assert order(world) == ["ana", "br"]
    louder = with_experts(rights=frozenset({Right.SPEAK, Right.POINT_OF_ORDER}))
    world.consultation.settings = {**world.consultation.settings, "classes": louder["classes"]}
    world.consultation.save()
    ask(world, "bela", 5, point_of_order=True)
    assert order(world) == ["bela", "ana", "br"]
