"""What simulated people see: the documents of the sitting, as the push engine brings them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from centrifuge import Client, PublicationContext, SubscriptionEventHandler

if TYPE_CHECKING:
    from hemicycle.ops.simulation.participant import Participant

WATCHED = ("sitting", "queue", "turn", "map", "booths", "presence")


class Watch:
    """The latest documents, and a wait for the next change. One person's eyes serve all simulated ones."""

    def __init__(self) -> None:
        self._documents: dict[str, dict[str, Any]] = {}
        self._changed = asyncio.Condition()
        self._client: Client | None = None
        self.opened = asyncio.Event()

    def __getitem__(self, name: str) -> dict[str, Any]:
        return self._documents[name]

    async def open(self, eyes: Participant, joined: dict[str, Any]) -> None:
        """Follow the sitting with the access that ``join`` gave."""
        self._documents = {name: joined["documents"][name] for name in WATCHED}
        access = joined["push"]
        parts = urlsplit(access["address"])
        scheme = "wss" if parts.scheme == "https" else "ws"

        self._client = Client(f"{scheme}://{parts.netloc}/connection/websocket", data={"token": access["token"]})
        for name in WATCHED:
            channel = access["channels"][name]
            await self._client.new_subscription(
                channel["channel"], _Into(self, name), channel["token"], partial(_token, eyes, name), recoverable=True
            ).subscribe()
        await self._client.connect()
        self.opened.set()

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
        if self._client is not None:
            await self._client.disconnect()


async def _token(eyes: Participant, name: str, _channel: str) -> str:
    """A fresh token for one document."""
    return str((await eyes.push_access())["channels"][name]["token"])


class _Into(SubscriptionEventHandler):
    """Brings publications of one channel into the watch."""

    def __init__(self, watch: Watch, name: str) -> None:
        self._watch, self._name = watch, name

    async def on_publication(self, ctx: PublicationContext) -> None:
        """One document came."""
        content = ctx.pub.data
        await self._watch.receive(self._name, json.loads(content) if isinstance(content, bytes | str) else content)
