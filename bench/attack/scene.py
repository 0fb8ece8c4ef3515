"""The sitting in which attacks are made, and what one attempt came to."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async

from bench.attack.people import FRAME_MS, Client, Ear, until
from bench.attack.way import Way
from bench.person import Refused
from hemicycle.sittings.models import Intrusion

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bench.stage import Stage

    #: Returns who made it, where the media engine took something of it.
    Attack = Callable[["Scene"], Awaitable[Client | None]]

#: Seconds after an attempt in which whatever comes of it has come.
AFTERWARDS = 1.0
#: Seconds within which it must be recorded.
RECORDED = 5.0
#: Who take turns at attacking: the steward keeps for a minute what somebody tried, and would meet them forewarned.
ATTACKERS = 24
#: Seconds that one attempt may take; the longest waits for a part of the product that is started again.
LONGEST = 90.0


@dataclass(frozen=True)
class Attempt:
    """What one attempt came to.

    Attributes:
        landed: Something was in the room that was not to be.
        followed, naive: Milliseconds heard of it by somebody who follows the map of the room, and by somebody who
            plays all that arrives.
        recorded: It is recorded; what did not land cannot be.
        failure: Why the attempt did not come to its end, and proves nothing; empty otherwise.
    """

    landed: bool
    followed: int
    naive: int
    recorded: bool
    failure: str = ""


class Scene:
    """Who takes part.

    Attributes:
        attacker: A delegate, another one in each attempt.
        interpreter, partner, language: Who sit in a booth.
        listener: Somebody else of the audience.
        presiding: Who presides, at the media engine, and ``chair``, to whom they can hand over.
        ear: Hears them.
    """

    def __init__(self, stage: Stage, way: Way = Way.DIRECT) -> None:
        self.stage = stage
        self._attackers = cycle([Client(delegate, way) for delegate in stage.delegates(ATTACKERS)])
        self.attacker = next(self._attackers)
        self.language, (interpreter, partner) = stage.booth()
        self.interpreter, self.partner = Client(interpreter, way), Client(partner, way)
        ear, listener = stage.audience(2)
        self.ear, self.listener = Ear(Client(ear)), Client(listener, way)
        self.presiding, self.chair = Client(stage.leader, way), stage.chair()
        self._doubts_its_ear = False

    async def attempt(self, act: Attack) -> Attempt:
        """Make one attempt, after one has calmed down that went before, and tell what it came to.

        One that raises, or is not done in time, proves nothing and is told as such: the run goes on.
        """
        try:
            async with asyncio.timeout(LONGEST):
                if self._doubts_its_ear:
                    await self.ear.close()
                    await self.ear.open()
                    self._doubts_its_ear = False
                return await self._attempt(act)
        except Exception as error:
            # What failed may be the listener's own connection, and then every attempt after this one.
            self._doubts_its_ear = True
            logging.getLogger(__name__).exception("an attempt did not come to its end")
            return Attempt(
                landed=False, followed=0, naive=0, recorded=False, failure=f"{type(error).__name__}: {error}"
            )

    async def _attempt(self, act: Attack) -> Attempt:
        await self._calm()
        self.attacker = next(self._attackers)
        naive, followed = self.ear.naive.copy(), self.ear.followed.copy()
        known = await self._intrusions()
        who = await act(self)
        await asyncio.sleep(AFTERWARDS)
        landed, recorded = who is not None and self._there(who), False
        if landed:
            with suppress(TimeoutError):
                async with asyncio.timeout(RECORDED):
                    while not recorded:
                        recorded = await self._intrusions() > known
                        await asyncio.sleep(0.1)
        return Attempt(
            landed,
            FRAME_MS * len(self.ear.followed - followed),
            FRAME_MS * len(self.ear.naive - naive),
            recorded,
        )

    def _there(self, who: Client) -> bool:
        """Whether anything of what sounds came to be in the room; true where nothing that sounds was published."""
        return not who.taken or bool(who.taken & self.ear.announced)

    async def becomes_next(self, *, joins: bool = True) -> None:
        """The attacker asks for the floor and may publish early."""
        if joins:
            await self.attacker.join()
        await self.attacker.command("floor.ask", language="en")
        await until(lambda: self.attacker.may_publish, "the next speaker may publish")

    async def has_floor(self) -> int:
        """The attacker has the floor, and publishes nothing yet; returns the turn."""
        await self.becomes_next()
        await self.leader("floor.next")
        speaker = self.attacker.identity
        await until(lambda: self.ear.document("map")["floor"] == speaker, "the floor is given")
        turn: int = self.ear.document("turn")["speaker"]["turn"]
        return turn

    async def sits(self, *, on_air: bool) -> None:
        """The interpreter has a seat and publishes a silent microphone."""
        await self.interpreter.join()
        await self.interpreter.command("booth.enter", language=self.language)
        await until(lambda: self.interpreter.may_publish, "an interpreter may publish")
        if on_air:
            await self.interpreter.command("booth.on_air")

    async def presides(self) -> None:
        """Who presides is in the room and may publish, as if they had tried nothing: a bar ends with the lead."""
        await self.leader("lead.pass", registration=self.chair.registration)
        await self._presides_again()
        await self.presiding.join()
        await until(lambda: self.presiding.may_publish, "who presides may publish")

    async def _presides_again(self) -> None:
        documents = await asyncio.to_thread(self.stage.leader.documents)
        if documents["sitting"]["lead"]["registration"] != self.stage.leader.registration:
            back = self.stage.leader.registration
            await asyncio.to_thread(self.chair.command, "lead.pass", registration=back)
        if documents["sitting"]["state"] == "suspended":
            await self.leader("sitting.resume")

    async def leader(self, name: str, **arguments: Any) -> dict[str, Any]:
        """The presiding officer commands."""
        return await asyncio.to_thread(self.stage.leader.command, name, **arguments)

    async def takes_back(self) -> None:
        """Nobody has the floor."""
        documents = await asyncio.to_thread(self.stage.leader.documents)
        if speaker := documents["turn"]["speaker"]:
            await self.leader("floor.take_back", turn=speaker["turn"])
        for place in documents["queue"]["places"]:
            with suppress(Refused):
                await self.attacker.command("floor.withdraw", turn=place["turn"])

    async def _calm(self) -> None:
        await self.attacker.leave()
        await self.listener.leave()
        await self.presiding.leave()
        self.presiding.forget()
        await self._presides_again()
        await self.takes_back()
        for one in (self.interpreter, self.partner):
            await one.leave()
            with suppress(Refused):
                await one.command("booth.leave")
            one.forget()
        self.attacker.forget()
        # A listener who has yet to hear of the end of a turn would take it for the next one: both are one person's.
        await until(lambda: self.ear.document("turn")["speaker"] is None, "the listener knows that nobody speaks")
        await asyncio.sleep(AFTERWARDS / 2)

    async def _intrusions(self) -> int:
        rows = Intrusion.objects.filter(sitting=self.stage.sitting)
        return await sync_to_async(rows.count)()
