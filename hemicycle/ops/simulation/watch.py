"""What simulated people see: the documents of the sitting, as the push engine brings them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from centrifuge import Client, ClientEventHandler, DisconnectedContext, PublicationContext, SubscriptionEventHandler

if TYPE_CHECKING:
    from hemicycle.ops.simulation.participant import Participant

log = logging.getLogger(__name__)
#: Between two attempts to look again.
AGAIN_SECONDS = 1.0
WATCHED = ("sitting", "queue", "turn", "map", "booths", "presence")


class Watch:
    """The latest documents, and a wait for the next change. One person's eyes serve all simulated ones."""

    def __init__(self) -> None:
        self._documents: dict[str, dict[str, Any]] = {}
        self._changed = asyncio.Condition()
        self._client: Client | None = None
        self._coming_back: asyncio.Task[None] | None = None
        self._closed = False
        self.opened = asyncio.Event()

    def __getitem__(self, name: str) -> dict[str, Any]:
        return self._documents[name]

    async def open(self, eyes: Participant, joined: dict[str, Any]) -> None:
        """Follow the sitting with the access that ``join`` gave."""
        self._documents = {name: joined["documents"][name] for name in WATCHED}
        await self._connect(eyes, joined["push"])
        self.opened.set()

    async def _connect(self, eyes: Participant, access: dict[str, Any]) -> None:
        parts = urlsplit(access["address"])
        scheme = "wss" if parts.scheme == "https" else "ws"

        self._client = Client(
            f"{scheme}://{parts.netloc}/connection/websocket",
            events=_Connection(self, eyes),
            data={"token": access["token"]},
        )
        for name in WATCHED:
            channel = access["channels"][name]
            await self._client.new_subscription(
                channel["channel"], _Into(self, name), channel["token"], partial(_token, eyes, name), recoverable=True
            ).subscribe()
        await self._client.connect()

    def disconnected(self, eyes: Participant) -> None:
        """The push engine put these eyes out, as it does when a session ends: look again with a new access."""
        if not self._closed:
            self._coming_back = asyncio.create_task(self._come_back(eyes))

    async def _come_back(self, eyes: Participant) -> None:
        while True:
            try:
                await self._connect(eyes, await eyes.push_access())
                documents = await eyes.documents()
            except httpx.HTTPError as error:
                log.info("nobody sees the sitting yet: %s", error)
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            for name in WATCHED:
                await self.receive(name, documents[name])
            return

    async def receive(self, name: str, document: dict[str, Any]) -> None:
        """Keep a document unless it is older than the one held."""
        if document["seq"] >= self._documents[name]["seq"]:
            async with self._changed:
                self._documents[name] = document
                self._changed.notify_all()

    async def change(self, seconds: float) -> None:
        """Wait for the next change of any document, or for ``seconds``."""
        async with self._changed:
            # Not `wait_for`, which in Python 3.11 can lose a cancellation that comes with the change.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._changed.wait()

    async def close(self) -> None:
        """Stop following."""
        self._closed = True
        if self._coming_back is not None:
            self._coming_back.cancel()
        if self._client is not None:
            await self._client.disconnect()


async def _token(eyes: Participant, name: str, _channel: str) -> str:
    """A fresh token for one document."""
    return str((await eyes.push_access())["channels"][name]["token"])


class _Connection(ClientEventHandler):
    """Tells the watch of the end of its connection."""

    def __init__(self, watch: Watch, eyes: Participant) -> None:
        self._watch, self._eyes = watch, eyes

    async def on_disconnected(self, ctx: DisconnectedContext) -> None:  # noqa: ARG002 - whatever the reason
        """For good: the client comes back by itself from what is temporary."""
        self._watch.disconnected(self._eyes)


class _Into(SubscriptionEventHandler):
    """Brings publications of one channel into the watch."""

    def __init__(self, watch: Watch, name: str) -> None:
        self._watch, self._name = watch, name

    async def on_publication(self, ctx: PublicationContext) -> None:
        """One document came."""
        content = ctx.pub.data
        await self._watch.receive(self._name, json.loads(content) if isinstance(content, bytes | str) else content)
