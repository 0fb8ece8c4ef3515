"""Pages that follow a sitting without sound, two hundred of them in a process of their own.

Each does as the room's page: it connects to the push engine and stays connected, reads its documents from the web
process every two seconds while the engine is away for longer than a second, and where a document that the engine had
forgotten does not come again, and drops what is older.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from centrifuge import (
    Client,
    ClientEventHandler,
    ConnectedContext,
    ConnectingContext,
    PublicationContext,
    SubscribedContext,
    SubscriptionEventHandler,
)
from centrifuge.client import ClientState

from bench.apart import Apart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

#: What a page does (frontend/src/state/push.ts, forgotten.ts, frontend/src/app/live-meeting.svelte.ts), in seconds.
RECONNECT = (0.2, 1.0)
POLL, USUALLY_BACK = 2.0, 1.0
AGAIN = (2.0, 3.0)
DOCUMENTS = ("queue", "turn", "map", "sitting", "items", "booths", "presence", "help")


class Screens(Apart[float]):
    """The pages of so many people, by their sessions."""

    def __init__(self, address: str, path: str, sessions: Sequence[str]) -> None:
        super().__init__(_live, address, path, sessions)

    def wait_for(self, registration: int, *, waits: bool) -> float:
        """Wait until everybody's queue shows that this person waits, or does not; the moment, by ``time.monotonic``.

        Raises:
            TimeoutError: somebody's does not come to show it.
        """
        return self._ask(registration, waits)


def _live(pipe: Connection, address: str, path: str, sessions: Sequence[str]) -> None:
    asyncio.run(_follow(pipe, address, path, sessions))


async def _follow(pipe: Connection, address: str, path: str, sessions: Sequence[str]) -> None:
    screens = [Screen(address, path, session) for session in sessions]
    for screen in screens:
        await screen.enter()
    polling = [asyncio.create_task(screen.poll()) for screen in screens]
    loop = asyncio.get_running_loop()
    pipe.send(time.monotonic())
    while polling:
        registration, waits = await loop.run_in_executor(None, pipe.recv)
        while not all(screen.shows(registration) == waits for screen in screens):  # noqa: ASYNC110 - many change it
            await asyncio.sleep(0.01)
        pipe.send(time.monotonic())


class Screen:
    """One page."""

    def __init__(self, address: str, path: str, session: str) -> None:
        cookies = {"sessionid": session, "csrftoken": "s" * 32}
        headers = {"X-CSRFToken": "s" * 32, "Origin": address}
        self._web = httpx.AsyncClient(base_url=address, cookies=cookies, headers=headers, timeout=8, trust_env=False)
        self._path = path
        self._held: dict[str, dict[str, Any]] = {}
        self._quiet_until = 0.0
        self._away_since: float | None = None
        self._forgotten: set[str] = set()
        self._client: Client | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def shows(self, registration: int) -> bool:
        """Whether somebody waits in the queue that it shows."""
        return any(place["who"]["registration"] == registration for place in self._held["queue"]["places"])

    async def enter(self) -> None:
        """As the page enters, but for sound."""
        await self._read()
        access = (await self._web.post(f"{self._path}push")).raise_for_status().json()
        least, most = RECONNECT
        self._client = Client(
            f"ws://{urlsplit(access['address']).netloc}/connection/websocket",
            data={"token": access["token"]},
            events=Following(self),
            min_reconnect_delay=least,
            max_reconnect_delay=most,
            max_server_ping_delay=3.0,
        )
        for name in DOCUMENTS:
            channel = access["channels"][name]
            await self._client.new_subscription(
                channel["channel"],
                Channel(self, name),
                channel["token"],
                self._token(name),
                recoverable=True,
                min_resubscribe_delay=least,
                max_resubscribe_delay=most,
            ).subscribe()
        await self._client.connect()
        await self._client.ready()

    async def poll(self) -> None:
        """Read the documents from the web process while the push engine is away."""
        await asyncio.sleep(random.uniform(0, POLL))  # noqa: S311 - no secret
        while self._client is not None:
            away = self._client.state is not ClientState.CONNECTED and self._away_since is not None
            if away and time.monotonic() - (self._away_since or 0.0) > USUALLY_BACK:
                await self._read()
            await asyncio.sleep(POLL)

    def lost(self) -> None:
        """The engine is away."""
        self._away_since = time.monotonic()

    def accept(self, name: str, document: dict[str, Any]) -> None:
        """Take a document that is not older than the one held."""
        self._forgotten.discard(name)
        if name not in self._held or document["seq"] >= self._held[name]["seq"]:
            self._held[name] = document

    def forgot(self, name: str) -> None:
        """The engine had lost its memory of a document, which the product publishes again."""
        if name == "help":  # a thread without messages is never published
            return
        self._forgotten.add(name)
        if not self._tasks:
            task = asyncio.create_task(self._read_what_does_not_come())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _read_what_does_not_come(self) -> None:
        await asyncio.sleep(random.uniform(*AGAIN))  # noqa: S311 - no secret
        if self._forgotten:
            self._forgotten.clear()
            await self._read()

    async def _read(self) -> None:
        if time.monotonic() < self._quiet_until:
            return
        try:
            answer = await self._web.get(f"{self._path}documents")
        except httpx.HTTPError:
            return
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            self._quiet_until = time.monotonic() + float(answer.headers["Retry-After"])
        elif answer.is_success:
            for name, document in answer.json()["documents"].items():
                self.accept(name, document)

    def _token(self, name: str) -> Any:  # noqa: ANN401 - the library's own type for it is written in place
        async def token(_channel: str) -> str:
            return str((await self._web.post(f"{self._path}push")).json()["channels"][name]["token"])

        return token


class Following(ClientEventHandler):
    """Tells the page when the engine goes away."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._before = False

    async def on_connected(self, _ctx: ConnectedContext) -> None:
        """Connected, for the first time or again."""
        self._before = True

    async def on_connecting(self, _ctx: ConnectingContext) -> None:
        """Not connected (any longer)."""
        if self._before:
            self._before = False
            self._screen.lost()


class Channel(SubscriptionEventHandler):
    """Brings what one channel carries to the page."""

    def __init__(self, screen: Screen, name: str) -> None:
        self._screen, self._name = screen, name
        self._before = False

    async def on_subscribed(self, ctx: SubscribedContext) -> None:
        """Subscribed, for the first time or again."""
        if self._before and not ctx.recovered:
            self._screen.forgot(self._name)
        self._before = True

    async def on_publication(self, ctx: PublicationContext) -> None:
        """A document came."""
        content = ctx.pub.data
        self._screen.accept(self._name, json.loads(content) if isinstance(content, bytes | str) else content)
