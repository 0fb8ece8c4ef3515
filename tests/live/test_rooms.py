"""A room that the media engine has forgotten and made again is noticed, written down, and shown to everybody."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from hemicycle.journal.models import Entry
from hemicycle.live import build, rooms
from hemicycle.media.engine import MediaUnavailable
from hemicycle.sittings.actions.room import MEDIA
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import Attendance, Publication, Sitting
from tests.factories import START
from tests.live.test_permissions import sign_in
from tests.support.commands import send
from tests.support.floor import by

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import ConnectedPage, RecordingEngine


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Rooms of other tests have the same identifiers."""
    caches["process"].clear()


def join(world: World, who: str) -> dict[str, Any]:
    joined: dict[str, Any] = sign_in(world, who).post(f"/sittings/{world.sitting.pk}/join").json()
    return joined


def made(world: World) -> list[dict[str, Any]]:
    entries = Entry.objects.filter(act="room.made", place=f"sitting:{world.sitting.pk}").order_by("pk")
    return list(entries.values_list("data", flat=True))


def test_the_first_who_joins_notes_the_room(world: World, engine: RecordingEngine) -> None:
    assert build.document(world.sitting.pk, "sitting").model_dump()["room"] == ""
    assert build.document(world.sitting.pk, "desk").model_dump()["room_made_again_at"] is None
    joined = join(world, "br")
    assert joined["media"]["room"] == joined["documents"]["sitting"]["room"] == engine.sid
    assert join(world, "jp")["documents"]["sitting"]["room"] == engine.sid
    assert made(world) == [{"room": engine.sid, "before": ""}]


def test_a_room_that_was_made_again_is_written_down_and_everybody_is_told(
    world: World, engine: RecordingEngine, client_documents: ConnectedPage
) -> None:
    first, engine.sid = join(world, "br"), "RM_2"
    second = join(world, "jp")
    assert made(world)[1:] == [{"room": "RM_2", "before": "RM_1"}]
    told = client_documents.held["sitting"]
    assert told["room"] == "RM_2"
    assert told["seq"] > first["documents"]["sitting"]["seq"]
    assert second["documents"]["sitting"] == told
    assert client_documents.held["desk"]["room_made_again_at"]


def test_an_engine_that_is_away_changes_nothing(world: World, engine: RecordingEngine) -> None:
    join(world, "br")
    engine.sid = ""
    join(world, "jp")
    assert len(made(world)) == 1


def room_in(token: str) -> str:
    name: str = jwt.decode(token, options={"verify_signature": False})["video"]["room"]
    return name


def present(world: World, who: str) -> None:
    Attendance.objects.create(sitting=world.sitting, registration=world[who], session=f"PA_{who}", joined_at=START)
    Publication.objects.create(
        sitting=world.sitting, registration=world[who], sid=f"TR_{who}", source="microphone", since=START
    )


def test_a_technician_has_the_room_replaced_and_everybody_comes_over(
    world: World, engine: RecordingEngine, client_documents: ConnectedPage
) -> None:
    before = room_in(join(world, "br")["media"]["token"])
    present(world, "br")
    engine.sid = "RM_2"
    answer = send(sign_in(world, "technician"), world.sitting.pk, "room.renew", {}).json()
    assert answer["ok"], answer
    assert engine.closed == [before]
    assert client_documents.held["sitting"]["room"] == "RM_2"
    assert client_documents.held["desk"]["room_made_again_at"]
    assert not Attendance.objects.filter(left_at=None).exists()
    assert not Publication.objects.exists()
    after = room_in(join(world, "br")["media"]["token"])
    assert after != before
    assert [row["room"] for row in made(world)] == ["RM_1", "RM_2"]


def test_a_room_that_could_not_be_closed_is_left_all_the_same(
    world: World, engine: RecordingEngine, client_documents: ConnectedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages learn of the new one before the old one is closed."""
    join(world, "br")
    engine.sid = "RM_2"
    shown: list[str] = []
    monkeypatch.setattr(
        "hemicycle.sittings.removal.close", lambda _room: shown.append(client_documents.held["sitting"]["room"])
    )
    send(sign_in(world, "technician"), world.sitting.pk, "room.renew", {})
    assert shown == ["RM_2"]


def test_an_engine_that_is_away_makes_the_new_room_when_somebody_joins(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(world, "br")

    def away(_room: str) -> Future[str]:
        future: Future[str] = Future()
        future.set_exception(MediaUnavailable())
        return future

    with monkeypatch.context() as patched:
        patched.setattr(engine, "ensure_room", away)
        assert send(sign_in(world, "technician"), world.sitting.pk, "room.renew", {}).json()["ok"]
    engine.sid = "RM_2"
    assert join(world, "br")["documents"]["sitting"]["room"] == "RM_2"


def test_a_room_into_which_the_engine_lets_nobody_is_replaced_as_somebody_joins(
    world: World, engine: RecordingEngine
) -> None:
    name = world.sitting.room
    engine.shut.add(name)
    token = join(world, "br")["media"]["token"]
    assert room_in(token) not in engine.shut
    assert engine.closed == [name]
    assert Entry.objects.get(act="room.renew").system == "media"
    assert room_in(join(world, "jp")["media"]["token"]) == room_in(token), "it is replaced once"


def test_two_who_could_not_join_at_once_have_it_replaced_once(world: World, engine: RecordingEngine) -> None:
    name = world.sitting.room
    engine.shut.add(name)
    rooms._renew(world.sitting.pk, MEDIA, START, instead_of=name)  # noqa: SLF001 - what the other one's request does
    rooms._renew(world.sitting.pk, MEDIA, START, instead_of=name)  # noqa: SLF001
    assert Entry.objects.filter(act="room.renew").count() == 1


def test_who_was_joining_as_the_room_was_replaced_takes_nobody_back_into_the_old_one(
    world: World, engine: RecordingEngine, client_documents: ConnectedPage
) -> None:
    joining = Sitting.objects.get(pk=world.sitting.pk)
    join(world, "br")
    engine.sid = "RM_2"
    rooms.renew(world.sitting.pk, by(world, "technician"), START)
    rooms.note(joining, "RM_1", START)
    assert client_documents.held["sitting"]["room"] == "RM_2"
    assert [row["room"] for row in made(world)] == ["RM_1", "RM_2"]


def test_a_replacement_in_which_the_web_process_died_is_brought_to_its_end(
    world: World, engine: RecordingEngine, client_documents: ConnectedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = room_in(join(world, "br")["media"]["token"])
    with monkeypatch.context() as dying:
        dying.setattr(rooms, "_move", lambda *_: None)
        rooms.renew(world.sitting.pk, by(world, "technician"), START)
    engine.sid = "RM_2"
    ask_as_steward()
    assert client_documents.held["sitting"]["room"] == "RM_2"
    assert engine.closed == [before]
    engine.tracks[identity(world["br"].pk)] = []
    caches["process"].clear()
    ask_as_steward()
    assert engine.closed == [before], "once somebody is in the new one, it has come to its end"


def ask_as_steward() -> None:
    headers = {"Authorization": f"Bearer {settings.STEWARD_KEY}"}
    assert Client().post("/steward/sittings", headers=headers).status_code == 200


def test_an_engine_that_lets_nobody_join_any_room_has_none_replaced(world: World, engine: RecordingEngine) -> None:
    name = world.sitting.room
    engine.shut |= {name, f"{name}-2"}
    assert room_in(join(world, "br")["media"]["token"]) == name
    assert not Entry.objects.filter(act="room.renew").exists()


def test_a_room_that_let_somebody_join_is_not_asked_about_at_each_join(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    lets_join = engine.lets_join

    def ask(token: str) -> Future[bool]:
        asked.append(token)
        return lets_join(token)

    monkeypatch.setattr(engine, "lets_join", ask)
    join(world, "br")
    join(world, "jp")
    assert len(asked) == 1
