"""The steward's round: asks for the list of sittings, sits in each, tells what it sees."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from livekit import rtc

from hemicycle.steward.seat import Seat
from hemicycle.steward.web import Web, WebUnavailable

if TYPE_CHECKING:
    from hemicycle.media.engine import Address
    from hemicycle.steward.settings import Settings
    from hemicycle.steward.snapshot import Fact, Snapshot

log = logging.getLogger(__name__)

#: Seconds between two lists when nothing happens. The web process times turns out when it is asked.
ROUND = 1.0
#: Seconds before what was not taken is told again, and how much of it is kept.
TELL_AGAIN = 0.5
UNTOLD = 1000
#: Seconds before a room that could not be joined is tried again.
JOIN_AGAIN = 1.0
#: Seconds between two lists while another steward is at work: who has the floor, the room itself announces meanwhile.
WAITING_ROUND = 5.0


class Attendance:
    """The steward's presence in one sitting, for as long as it goes on: seat after seat.

    Args:
        waits: Another steward is at work, until ``begin``.
    """

    def __init__(
        self,
        media: Address,
        snapshot: Snapshot,
        asked: datetime,
        web: Web,
        ask_again: asyncio.Event,
        *,
        waits: bool = False,
    ) -> None:
        self._waits = waits
        self._media = media
        self._snapshot, self._asked = snapshot, asked
        self._web = web
        self._ask_again = ask_again
        self._seat: Seat | None = None
        self._facts: asyncio.Queue[list[Fact]] = asyncio.Queue()
        self._tasks = [asyncio.create_task(self._sit()), asyncio.create_task(self._report())]

    def update(self, snapshot: Snapshot, asked: datetime) -> None:
        """The list of sittings came again, that was asked for at that moment."""
        replaced = snapshot.room != self._snapshot.room
        self._snapshot, self._asked = snapshot, asked
        if self._seat and replaced:
            self._seat.over.set()  # also where the engine could not close the old one
        elif self._seat:
            self._seat.update(snapshot, asked)

    def begin(self) -> None:
        """The other steward is gone."""
        self._waits = False
        if self._seat:
            self._seat.begin()

    @property
    def sits(self) -> bool:
        """Whether it is in the room now."""
        return self._seat is not None

    @property
    def hears(self) -> set[str]:
        """Tracks that it listens to now."""
        return self._seat.hears if self._seat else set()

    async def end(self) -> None:
        """Leave."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _sit(self) -> None:
        while True:
            try:
                seat = Seat(self._media, self._snapshot, self._tell, self._ask_again.set, waits=self._waits)
                await self._sit_once(seat)
            except rtc.ConnectError as error:
                log.debug("can't join %s: %s", self._snapshot.room, error)
            except Exception:
                # Whatever it is: a sitting without its steward would go on unnoticed.
                log.exception("can't sit in %s", self._snapshot.room)
            await asyncio.sleep(JOIN_AGAIN)

    async def _sit_once(self, seat: Seat) -> None:
        try:
            await seat.take()
            log.info("sits in %s", self._snapshot.room)
            self._seat = seat
            # Asked for before it sat: what it finds there waits for a newer one, or for what the room announces.
            seat.update(self._snapshot, self._asked)
            if not self._waits:  # it may have begun while it was on its way
                seat.begin()
            await seat.over.wait()
            log.warning("lost its seat in %s", self._snapshot.room)
        finally:
            self._seat = None
            await seat.leave()

    def _tell(self, facts: list[Fact]) -> None:
        if facts:
            self._facts.put_nowait(facts)

    async def _report(self) -> None:
        while True:
            facts = await self._facts.get()
            while not self._facts.empty():
                facts += self._facts.get_nowait()
            while facts and not await self._web.tell(self._snapshot.id, facts):
                # What is so is seen, and told, again after the next list; what is over is told until it is recorded.
                facts = [fact for fact in facts if fact.kind == "intrusion"][-UNTOLD:]
                await asyncio.sleep(TELL_AGAIN)


class Watch:
    """All sittings that go on.

    Attributes:
        waits: Another steward is at work. Until ``begin``, this one sits in each room and does nothing.
    """

    def __init__(self, settings: Settings, *, waits: bool = False) -> None:
        self.waits = waits
        self._settings = settings
        self._web = Web(settings)
        self._ask_again = asyncio.Event()
        self._attendances: dict[int, Attendance] = {}
        self._reachable = True
        self.last_round = asyncio.get_running_loop().time()

    def sits_in(self, sitting: int) -> bool:
        """Whether the steward is in this sitting's room now."""
        attendance = self._attendances.get(sitting)
        return attendance is not None and attendance.sits

    def hears(self, sitting: int) -> set[str]:
        """Tracks of this sitting's room that the steward listens to now."""
        attendance = self._attendances.get(sitting)
        return attendance.hears if attendance else set()

    def begin(self) -> None:
        """The other steward is gone: cut by what is known, and ask for the list."""
        self.waits = False
        for attendance in self._attendances.values():
            attendance.begin()
        self._ask_again.set()

    async def run(self) -> None:
        """Go round until cancelled."""
        loop = asyncio.get_running_loop()
        try:
            while True:
                self.last_round = loop.time()
                self._ask_again.clear()
                await self._round()
                rest = self.last_round + (WAITING_ROUND if self.waits else ROUND) - loop.time()
                if rest > 0:
                    await _wait(self._ask_again, rest)
        finally:
            await asyncio.gather(*(attendance.end() for attendance in self._attendances.values()))
            await self._web.close()

    async def _round(self) -> None:
        try:
            asked = datetime.now(UTC)
            snapshots = await self._web.sittings()
        except WebUnavailable as error:
            if self._reachable and not self.waits:
                log.warning("the web process does not answer: %s", error)
            self._reachable = self.waits
            # Not at once again, whoever wishes: it is being started again.
            await asyncio.sleep(ROUND)
            return
        self._reachable = True
        for snapshot in snapshots:
            if snapshot.id in self._attendances:
                self._attendances[snapshot.id].update(snapshot, asked)
            else:
                self._attendances[snapshot.id] = Attendance(
                    self._settings.media, snapshot, asked, self._web, self._ask_again, waits=self.waits
                )
        for over in self._attendances.keys() - {snapshot.id for snapshot in snapshots}:
            log.info("sitting %s is over", over)
            await self._attendances.pop(over).end()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    # Not `wait_for`, which in Python 3.11 can lose a cancellation that comes with the event.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
