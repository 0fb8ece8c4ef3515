"""Who is connected, as the media engine tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.journal.models import Entry
from hemicycle.sittings.actions import room
from tests.factories import START

if TYPE_CHECKING:
    from tests.factories import World


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
