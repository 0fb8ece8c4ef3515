"""Who is connected, as the media engine tells it; and what is told again when an engine died."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.journal.models import Entry
from hemicycle.sittings.actions import room
from hemicycle.sittings.changes import ALL
from hemicycle.support.actions import help_desk as support
from tests.factories import START
from tests.support.floor import by

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import ConnectedPage


def test_a_connection_that_the_engine_tells_twice_is_one_attendance_and_one_entry(world: World) -> None:
    person = world["jp"].pk
    room.joined(world.sitting, person, "PA_twice", START)
    room.joined(world.sitting, person, "PA_twice", START + timedelta(seconds=1))
    attendance = world.sitting.attendances.get(session="PA_twice")
    assert (attendance.joined_at, attendance.left_at) == (START, None)
    assert [entry.data["registration"] for entry in Entry.objects.filter(act="room.joined")].count(person) == 1


def test_a_later_connection_of_the_same_person_closes_the_one_before(world: World) -> None:
    person, later = world["jp"].pk, START + timedelta(seconds=5)
    room.joined(world.sitting, person, "PA_first", START)
    room.joined(world.sitting, person, "PA_second", later)
    assert world.sitting.attendances.get(session="PA_first").left_at == later
    assert world.sitting.attendances.get(session="PA_second").left_at is None


def test_a_session_that_the_engine_no_longer_holds_is_closed_and_a_younger_one_is_not(world: World) -> None:
    for name, session, seconds in (("jp", "PA_gone", 0), ("br", "PA_here", 0), ("gh", "PA_young", 30)):
        room.joined(world.sitting, world[name].pk, session, START + timedelta(seconds=seconds))
    asked = START + timedelta(seconds=30)
    room.reconcile_attendance(world.sitting, {"PA_here"}, asked)
    left = dict(world.sitting.attendances.values_list("session", "left_at"))
    assert left == {"PA_gone": asked, "PA_here": None, "PA_young": None}
    room.reconcile_attendance(world.sitting, {"PA_here", "PA_young"}, asked + timedelta(seconds=30))
    assert world.sitting.attendances.get(session="PA_gone").left_at == asked
    assert [entry.data["registration"] for entry in Entry.objects.filter(act="room.left")] == [world["jp"].pk]


def test_after_the_push_engine_died_every_document_is_told_again_and_each_thread_once(
    world: World, client_documents: ConnectedPage
) -> None:
    for name in ("jp", "jp", "br"):
        support.post(world.sitting.pk, by(world, name), START, text="No sound")
    client_documents.published.clear()
    with transaction.atomic():
        room.publish_again(world.sitting)
        assert client_documents.published == []
    threads = [f"help.{world[name].pk}" for name in ("jp", "br")]
    presiding = f"chat.{world.sitting.presiding_id}"
    assert sorted(client_documents.published) == sorted([*ALL, *threads, presiding])
