"""A web process that only keeps what the steward tells it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from hemicycle.media.engine import Source
from tests.media.person import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hemicycle.media.engine import Engine
    from hemicycle.steward.watch import Watch
    from tests.media.person import Person

KEY = "k" * 32
MICROPHONE = frozenset({Source.MICROPHONE})


@dataclass
class FakeWeb:
    """Answers what the steward asks.

    Attributes:
        sitting: What it says of the one sitting; ``None`` when it is over.
        facts: What it was told: kind and identity.
        seen: How each intrusion was done, of those facts.
        by: The same, each with the connection.
        away: Answer with an error, as while the real one is started again.
        refused: Facts that it was told while it was away.
    """

    sitting: dict[str, Any] | None
    address: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    by: list[tuple[str, str]] = field(default_factory=list)
    asked: int = 0
    away: bool = False
    refused: int = 0

    async def sittings(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        self.asked += 1
        if self.away:
            return web.Response(status=503)
        return web.json_response({"now": "", "sittings": [self.sitting] if self.sitting else []})

    async def take(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        told = await request.json()
        if self.away:
            self.refused += len(told["facts"])
            return web.Response(status=503)
        assert self.sitting is None or told["sitting"] == self.sitting["id"]
        self.facts += [(fact["kind"], fact["identity"]) for fact in told["facts"]]
        by = [(fact["how"], fact["session"]) for fact in told["facts"] if fact["kind"] == "intrusion"]
        self.by += [(how, session) for how, session in by if how]
        self.seen += [how for how, _session in by]
        return web.Response(status=204)

    def change(self, **changed: Any) -> None:
        assert self.sitting
        self.sitting |= {**changed, "sequence": self.sitting["sequence"] + 1}


async def heard_of(fake_web: FakeWeb) -> None:
    """Wait until the steward has asked for the list, with what was changed in it."""
    asked = fake_web.asked
    await until(lambda: fake_web.asked > asked + 1)


async def published(person: Person, the_engine: Engine, room: str) -> str:
    the_engine.permit(room, person.identity, MICROPHONE).result()
    return await person.publish()


@asynccontextmanager
async def at_work(watch: Watch) -> AsyncIterator[None]:
    """The steward runs meanwhile."""
    running = asyncio.create_task(watch.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
