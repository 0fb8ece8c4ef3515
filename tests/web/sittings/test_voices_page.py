"""When who presided was heard beside the floor, as the secretariat and technicians see it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.sittings import history
from hemicycle.sittings.models import PresidingVoice, Turn
from tests.factories import START
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]


def talks(world: World, second: int, seconds: int | None = 4) -> None:
    began = START + timedelta(seconds=second)
    ended = began + timedelta(seconds=seconds) if seconds is not None else None
    PresidingVoice.objects.create(
        sitting=world.sitting, registration=world["vice_chair"], language="fr", began_at=began, ended_at=ended
    )


def speaks(world: World, start: int, end: int) -> None:
    Turn.objects.create(
        sitting=world.sitting,
        registration=world["br"],
        member=world["br"].member,
        capacity="council_state",
        language="en",
        state="ended",
        asked_at=START,
        granted_at=START + timedelta(seconds=start),
        ended_at=START + timedelta(seconds=end),
    )


def address(world: World) -> str:
    return f"/sittings/{world.sitting.pk}/desk/voices/"


def test_each_time_with_its_length_and_beside_whom(world: World) -> None:
    speaks(world, 10, 60)
    for second in (5, 10, 59, 60):
        talks(world, second)
    talks(world, 90, None)
    rows = [(row.seconds, row.beside.registration if row.beside else None) for row in history.voices(world.sitting)]
    assert rows == [(None, None), (4.0, None), (4.0, world["br"]), (4.0, world["br"]), (4.0, None)]


def test_the_page_lists_them_and_turns_leads_to_it(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert "has not talked beside the floor" in html_of(client.get(address(world)))
    speaks(world, 10, 60)
    talks(world, 20)
    page = html_of(client.get(address(world)))
    assert world["vice_chair"].person.name in page
    assert world["br"].person.name in page
    assert "12:00:20" in page
    assert address(world) in html_of(client.get(f"/sittings/{world.sitting.pk}/desk/turns/"))


def test_and_as_a_file(world: World, client_of: ClientOf) -> None:
    talks(world, 20)
    file = client_of(world["technician"]).get(address(world), {"format": "csv"}).content.decode("utf-8-sig")
    assert file.splitlines()[0].startswith("Name,Class or role,Language,Began,Ended,Duration (s),Speaker")
    assert "12:00:20" in file


def test_three_rows_take_as_many_queries_as_one(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    talks(world, 1)
    taken = []
    for more in ((), (10, 20)):
        for second in more:
            talks(world, second)
        client.get(address(world))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(world))
        taken.append(len(captured))
    assert taken[0] == taken[1]
