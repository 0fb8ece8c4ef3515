"""A push engine that fails in any way neither undoes an act nor hides that it was carried out."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
import requests
from cent import CentNetworkError, HistoryRequest, HistoryResult
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

from hemicycle.live import build, publishing, push
from hemicycle.live.push import publish as publish_for_real
from hemicycle.media import webhooks
from hemicycle.media.webhooks import Event, Kind
from hemicycle.sittings import passes
from hemicycle.sittings.models import Attendance, Turn
from tests.factories import START
from tests.live.test_permissions import sign_in
from tests.support.commands import send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cent import BatchRequest

    from hemicycle.live.document import Document
    from tests.factories import World

#: A guard against an engine that is never tried again, in seconds.
PATIENCE = 60.0
#: What the library raises: its own, that of a batch of which the engine took a part, and its HTTP client's.
ERRORS = [CentNetworkError("away"), KeyError("publish"), requests.exceptions.ChunkedEncodingError("cut off")]


class Engine:
    """A push engine that fails until it is mended."""

    def __init__(self, error: Exception) -> None:
        self.error: Exception | None = error
        self.took: list[Any] = []

    def batch(self, request: BatchRequest) -> None:
        if self.error:
            raise self.error
        self.took += request.requests

    def history(self, _request: HistoryRequest, timeout: float) -> HistoryResult:  # noqa: ARG002 - the library's interface
        if self.error:
            raise self.error
        return HistoryResult(offset=0, epoch="first")


@pytest.fixture(params=ERRORS, ids=lambda error: type(error).__name__)
def push_engine(
    request: pytest.FixtureRequest,
    world: World,  # noqa: ARG001 - it puts a page in the place of what is tried here
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Engine]:
    engine = Engine(request.param)
    monkeypatch.setattr(push, "publish", publish_for_real)
    monkeypatch.setattr(push, "_client", lambda: engine)
    monkeypatch.setattr(publishing, "AGAIN_SECONDS", 0.01)
    yield engine
    engine.error = None
    assert publishing.unsent.wait(PATIENCE)


def test_a_command_answers_as_carried_out_and_is_published_once_the_engine_answers(
    world: World, push_engine: Engine
) -> None:
    answer = send(sign_in(world, "br"), world.sitting.pk, "floor.ask", {"language": "en"})
    assert (answer.status_code, answer.json()["result"]) == (200, {"made": Turn.objects.get().pk})
    assert push_engine.took == []
    push_engine.error = None
    assert publishing.unsent.wait(PATIENCE)
    channels = {request.channel.partition(".")[2]: request for request in push_engine.took}
    assert {"queue", "map"} <= set(channels)
    assert channels["queue"].version == answer.json()["seq"]


def test_a_database_that_goes_away_after_the_commit_hides_nothing_either(
    world: World, push_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_engine.error = None
    original, failed = build.documents, threading.Event()

    def documents(sitting: int, names: Iterable[str]) -> dict[str, Document]:
        if not failed.is_set():
            failed.set()
            raise OperationalError
        return original(sitting, names)

    monkeypatch.setattr(build, "documents", documents)
    assert send(sign_in(world, "br"), world.sitting.pk, "floor.ask", {"language": "en"}).status_code == 200
    assert publishing.unsent.wait(PATIENCE)
    assert {"queue", "map"} <= {request.channel.partition(".")[2] for request in push_engine.took}


def test_what_is_published_again_is_as_it_is_then(world: World, push_engine: Engine) -> None:
    client = sign_in(world, "br")
    turn = send(client, world.sitting.pk, "floor.ask", {"language": "en"}).json()["result"]["made"]
    send(client, world.sitting.pk, "floor.withdraw", {"turn": turn})
    push_engine.error = None
    assert publishing.unsent.wait(PATIENCE)
    queue = [request for request in push_engine.took if request.channel.endswith(".queue")]
    assert queue[-1].data["places"] == []


def test_the_media_engine_is_answered_too(
    world: World,
    push_engine: Engine,  # noqa: ARG001 - it fails
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hemicycle.sittings.enforcement.apply", lambda *_: None)
    session = SessionStore()
    session.create()
    room_pass = passes.issue(world.sitting, world["br"], session.session_key or "", has_second_factor=False)
    joined = Event(
        kind=Kind.JOINED,
        room=world.sitting.room,
        identity=f"r{world['br'].pk}",
        session="PA_1",
        source=None,
        track="",
        at=START,
        room_pass=room_pass,
    )
    monkeypatch.setattr(webhooks, "parse", lambda *_: joined)
    assert Client().post("/media/webhook", "{}", content_type="application/json").status_code == 204
    assert Attendance.objects.get().session == "PA_1"


def test_a_sitting_that_is_deleted_meanwhile_is_not_published_for_ever(world: World, push_engine: Engine) -> None:
    publishing.publish(world.sitting.pk, frozenset({"queue"}))
    world.sitting.delete()
    push_engine.error = None
    assert publishing.unsent.wait(PATIENCE)
    assert push_engine.took == []


def test_whoever_is_removed_meanwhile_is_disconnected_once_the_engine_answers(
    world: World, push_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(push, "_client", lambda: push_engine)
    publishing.disconnect(frozenset({f"{world.sitting.pk}.{world['br'].pk}.delegate"}))
    push_engine.error = None
    assert publishing.unsent.wait(PATIENCE)
    assert [request.user for request in push_engine.took] == [f"{world.sitting.pk}.{world['br'].pk}.delegate"]


def test_an_engine_that_is_away_has_no_memory_and_raises_nothing(push_engine: Engine) -> None:
    assert push.engine_epoch() is None
    push_engine.error = None
    assert push.engine_epoch() == "first"
    assert json.dumps(push.MEMORY) == '"sitting:0.memory"'
