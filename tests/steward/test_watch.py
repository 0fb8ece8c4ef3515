"""In which room the steward sits. The media engine is not there: a seat only says where it would be."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from hemicycle.media.engine import Address
from hemicycle.steward import watch
from hemicycle.steward.snapshot import Snapshot

if TYPE_CHECKING:
    import pytest

    from hemicycle.steward.web import Web

SITTING = Snapshot(
    id=1,
    room="sitting-1",
    sequence=1,
    speaker=None,
    seen=False,
    heard=False,
    turn=None,
    following=None,
    on_air={},
    barred=frozenset(),
    connected=False,
    audible=False,
)


class Seat:
    taken: asyncio.Queue[str] = asyncio.Queue()

    def __init__(self, _media: object, snapshot: Snapshot, *_told: object, waits: bool) -> None:
        self.over = asyncio.Event()
        self._room = snapshot.room
        self.waits = waits

    async def take(self) -> None:
        """It is in the room at once."""

    def update(self, _snapshot: Snapshot, _asked: datetime) -> None:
        self.taken.put_nowait(self._room)

    def begin(self) -> None:
        if self.waits:
            self.waits = False
            self.taken.put_nowait("works")

    async def leave(self) -> None:
        """Nothing is held."""


class SlowSeat(Seat):
    on_its_way: asyncio.Event
    may_come: asyncio.Event

    async def take(self) -> None:
        """It is in the room once it may come."""
        self.on_its_way.set()
        await self.may_come.wait()


def test_the_steward_leaves_a_room_that_was_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the engine could not close it, so that nobody put the steward out."""
    monkeypatch.setattr(watch, "Seat", Seat)
    monkeypatch.setattr(watch, "JOIN_AGAIN", 0.0)

    async def moves() -> list[str]:
        Seat.taken = asyncio.Queue()
        media = Address("http://127.0.0.1:1", "key", "secret")
        attendance = watch.Attendance(
            media, SITTING, datetime.now(UTC), cast("Web", cast("Any", None)), asyncio.Event()
        )
        rooms = [await Seat.taken.get()]
        attendance.update(replace(SITTING, room="sitting-1-2", sequence=2), datetime.now(UTC))
        async with asyncio.timeout(60):
            rooms.append(await Seat.taken.get())
        await attendance.end()
        return rooms

    assert asyncio.run(moves()) == ["sitting-1", "sitting-1-2"]


def test_a_steward_that_begins_while_its_seat_is_being_taken_works_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "Seat", SlowSeat)

    async def begins() -> list[str]:
        Seat.taken, SlowSeat.on_its_way, SlowSeat.may_come = asyncio.Queue(), asyncio.Event(), asyncio.Event()
        media = Address("http://127.0.0.1:1", "key", "secret")
        web = cast("Web", cast("Any", None))
        attendance = watch.Attendance(media, SITTING, datetime.now(UTC), web, asyncio.Event(), waits=True)
        await SlowSeat.on_its_way.wait()
        attendance.begin()
        SlowSeat.may_come.set()
        async with asyncio.timeout(60):
            came = [await Seat.taken.get(), await Seat.taken.get()]
        await attendance.end()
        return came

    assert asyncio.run(begins()) == ["sitting-1", "works"]
