"""A session lasts for hours, and a demonstration for a day: simulated people sign in once more, and come back."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest
from asgiref.sync import async_to_sync, sync_to_async
from centrifuge import ClientEventHandler, DisconnectedContext
from django.contrib.sessions.models import Session
from django.test import Client
from livekit import rtc

from hemicycle.ops.simulation import participant, people, watch
from hemicycle.ops.simulation.cast import identity_of
from hemicycle.ops.simulation.participant import Participant
from hemicycle.ops.simulation.watch import WATCHED, Watch
from hemicycle.people.models import Registration

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

#: A guard against what never happens.
PATIENCE = 60.0
PUT_OUT = DisconnectedContext(4501, "join again")
PLAYED = ("br", "jp", "chair")


class Connection:
    """Stands where a connection to the media engine is."""

    def __init__(self) -> None:
        self.put_out: Callable[[], None] = lambda: None

    def on(self, _event: str, call: Callable[[], None]) -> None:
        self.put_out = call


@dataclass
class MediaEngine:
    """The connections that were made, the latest last."""

    connections: list[Connection] = field(default_factory=list)
    made: asyncio.Semaphore = field(default_factory=partial(asyncio.Semaphore, 0))

    async def join(self, connection: Connection, *_: object) -> None:
        self.connections.append(connection)
        self.made.release()

    async def wait_for(self, number: int) -> None:
        """So many more."""
        async with asyncio.timeout(PATIENCE):
            for _ in range(number):
                await self.made.acquire()


class Living:
    """Does nothing in the room but be there."""

    async def live(self) -> None:
        await asyncio.Event().wait()


def answered(request: httpx.Request) -> httpx.Response:
    """What the product answers."""
    client = Client()
    client.cookies.load(request.headers["cookie"])
    content_type = request.headers.get("content-type", "application/octet-stream")
    response = client.generic(request.method, request.url.path, request.content, content_type)
    return httpx.Response(response.status_code, headers=dict(response.headers), content=response.content)


@pytest.fixture
def media(monkeypatch: pytest.MonkeyPatch) -> MediaEngine:
    """Is reached instead of the engine, and Django's own handler instead of a web server."""
    made = MediaEngine()
    transport = httpx.MockTransport(sync_to_async(answered))
    monkeypatch.setattr(participant, "join", made.join)
    monkeypatch.setattr(rtc, "Room", Connection)
    monkeypatch.setattr(httpx, "AsyncClient", partial(httpx.AsyncClient, transport=transport))
    monkeypatch.setattr(people, "REJOIN_SECONDS", (0.0, 0.0))
    return made


@pytest.fixture
def played(room_world: World, media: MediaEngine) -> list[Participant]:  # noqa: ARG001 - no engine is reached
    room = SimpleNamespace(address="http://testserver", sitting=room_world.sitting.pk)
    rows = [Registration.objects.select_related("person").get(pk=room_world[name].pk) for name in PLAYED]
    return [Participant(identity_of(row, "en"), room) for row in rows]


def test_everybody_comes_back_once_their_sessions_have_ended(played: list[Participant], media: MediaEngine) -> None:
    async def meet() -> None:
        chance = random.Random(1)  # noqa: S311 - a play, not a secret
        tasks = [asyncio.create_task(people.stay(person, None, cast("Any", Living()), chance)) for person in played]
        await media.wait_for(len(played))
        await sync_to_async(Session.objects.all().delete)()
        for connection in list(media.connections):
            connection.put_out()
        await media.wait_for(len(played))
        await people.end(tasks, again=1.0)

    async_to_sync(meet)()
    assert Session.objects.count() == len(played), "each has signed in once"


def test_who_only_commands_signs_in_once_more_too(played: list[Participant]) -> None:
    async def command() -> list[dict[str, Any]]:
        await sync_to_async(Session.objects.all().delete)()
        asked = [played[0].command("floor.ask", language="en") for _ in range(2)]
        return list(await asyncio.gather(*asked))

    assert all(answer.get("reason", {}).get("code") != "no_answer" for answer in async_to_sync(command)())
    assert Session.objects.count() == 1, "once, for all that they asked"


class Engine:
    """Stands where a client of the push engine is."""

    def __init__(self, made: list[Engine], _address: str, events: ClientEventHandler, data: dict[str, str]) -> None:
        self.events, self.token, self.subscribed = events, data["token"], list[str]()
        made.append(self)

    def new_subscription(self, channel: str, *_: object, **__: object) -> SimpleNamespace:
        async def subscribe() -> None:
            self.subscribed.append(channel)

        return SimpleNamespace(subscribe=subscribe)

    async def connect(self) -> None: ...

    async def disconnect(self) -> None:
        await self.events.on_disconnected(PUT_OUT)


def test_the_eyes_that_serve_everybody_look_again_once_they_were_put_out(
    played: list[Participant], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Engine] = []
    monkeypatch.setattr(watch, "Client", partial(Engine, made))
    eyes, seen = played[0], Watch()

    async def look() -> None:
        await seen.open(eyes, await eyes.join())
        await sync_to_async(Session.objects.all().delete)()
        seen._documents["queue"] = {**seen["queue"], "seq": -1}  # noqa: SLF001 - of a moment that it missed
        await made[0].events.on_disconnected(PUT_OUT)
        async with asyncio.timeout(PATIENCE):
            while len(made) < 2 or seen["queue"]["seq"] < 0:
                await seen.change(1.0)
        await seen.close()

    async_to_sync(look)()
    assert len(made) == 2, "and not once more when it was closed"
    assert made[0].token != made[1].token
    assert made[0].subscribed == made[1].subscribed
    assert len(made[1].subscribed) == len(WATCHED)
