"""Classes that speak first on an item: in the queue once it is open, and not changed over the heads of who waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.agenda.actions import editing
from hemicycle.agenda.item_record import ItemRecord
from hemicycle.agenda.models import Item
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries, speaker_queue
from hemicycle.sittings.actions import items, presiding, room
from hemicycle.sittings.changes import documents_changed
from tests.support.floor import ask, at, by, order, refused
from tests.support.registrations import as_

if TYPE_CHECKING:
    from tests.factories import World


def put_first(world: World, *keys: str) -> None:
    item = Item.objects.select_related("document").get(pk=world.items[0].pk)
    before = ItemRecord.of(item)
    wanted = replace(before, speaks_first=keys)
    editing.change_item(item, as_(world, "secretariat"), at(20), wanted, seen=before.digest)


def test_rule_06_on_its_item_a_class_speaks_first_and_the_queue_says_so(world: World) -> None:
    put_first(world, "observer_state")
    entry = Entry.objects.filter(act="agenda_item.edit").latest("pk")
    assert (entry.data["before"]["speaks_first"], entry.data["after"]["speaks_first"]) == ([], ["observer_state"])
    for second, name in enumerate(("jp", "br", "no"), start=1):
        ask(world, name, second)
    assert order(world) == ["jp", "br", "no"], "no item is open"
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(5), item=world.items[0].pk)
    queue = build.queue(queries.find_sitting(world.sitting.pk))
    assert order(world) == ["no", "jp", "br"]
    assert [(place.reason.code, place.next) for place in queue.places] == [
        ("first_on_item", True),
        ("after_others", False),
        ("after_others", False),
    ]
    first, _second, last = (place.turn for place in queue.places)
    presiding.move(world.sitting.pk, by(world, "vice_chair"), at(6), turn=last, before=first, reason="x")
    assert order(world) == ["br", "no", "jp"]


def test_rule_06_while_an_item_is_open_nobody_who_waits_is_moved(world: World) -> None:
    told: list[frozenset[str]] = []

    def tell(names: frozenset[str], **_: object) -> None:
        told.append(names)

    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(0))
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(1), item=world.items[0].pk)
    ask(world, "jp", 2)
    documents_changed.connect(tell)
    put_first(world, "observer_state")
    documents_changed.disconnect(tell)
    assert frozenset({"documentation", "items", "queue"}) in told, "the reasons of the places are others"
    put_first(world)
    ask(world, "no", 3)
    with pytest.raises(Refusal) as error:
        put_first(world, "observer_state")
    assert refused(error) == (6, "order_moves_queue")
    assert order(world) == ["jp", "no"]
    put_first(world, "council_state")
    assert order(world) == ["jp", "no"]


def test_the_order_of_the_item_costs_no_further_query(world: World) -> None:
    put_first(world, "observer_state")
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(1), item=world.items[0].pk)
    for second, name in enumerate(("jp", "pe"), start=2):
        ask(world, name, second)
    sitting = queries.find_sitting(world.sitting.pk)
    settings = settings_of(sitting.consultation.settings)
    with CaptureQueriesContext(connection) as asked:
        speaker_queue.in_places(sitting, speaker_queue.waiting(sitting.pk), settings)
    assert len(asked) == 1
