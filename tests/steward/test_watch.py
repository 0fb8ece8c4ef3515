"""In which room the steward sits. The media engine is not there: a seat only says where it would be."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

import pytest

from hemicycle.media.engine import Address
from hemicycle.steward import watch
from tests.steward.events import NOBODY

if TYPE_CHECKING:
    from hemicycle.steward.snapshot import Snapshot
    from hemicycle.steward.web import Web


class Seat:
    taken: asyncio.Queue[str] = asyncio.Queue()
    failures: ClassVar[list[Exception]] = []

    def __init__(self, _media: object, snapshot: Snapshot, *_told: object, waits: bool) -> None:
        self.over = asyncio.Event()
        self._room = snapshot.room
        self.waits = waits

    async def take(self) -> None:
        """It is in the room at once, but where something is said to go wrong."""
        if self.failures:
            raise self.failures.pop()

    def update(self, _snapshot: Snapshot, _asked: datetime) -> None:
        self.taken.put_nowait(self._room)

    def begin(self) -> None:
        """It works from now on."""
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


@pytest.fixture(autouse=True)
def _seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "Seat", Seat)
    monkeypatch.setattr(watch, "JOIN_AGAIN", 0.0)


def attend(*, waits: bool = False) -> watch.Attendance:
    Seat.taken = asyncio.Queue()
    media, web = Address("http://127.0.0.1:1", "key", "secret"), cast("Web", cast("Any", None))
    return watch.Attendance(media, NOBODY, datetime.now(UTC), web, asyncio.Event(), waits=waits)


def test_the_steward_leaves_a_room_that_was_replaced() -> None:
    """Also where the engine could not close it, so that nobody put the steward out."""

    async def moves() -> list[str]:
        attendance = attend()
        rooms = [await Seat.taken.get()]
        attendance.update(replace(NOBODY, room="sitting-1-2", sequence=2), datetime.now(UTC))
        async with asyncio.timeout(60):
            rooms.append(await Seat.taken.get())
        await attendance.end()
        return rooms

    assert asyncio.run(moves()) == ["sitting-1", "sitting-1-2"]


def test_a_seat_that_fails_as_nobody_foresaw_is_told_of_and_taken_again(caplog: pytest.LogCaptureFixture) -> None:
    async def sits() -> str:
        Seat.failures.append(RuntimeError("the media library is out of order"))
        attendance = attend()
        async with asyncio.timeout(60):
            room = await Seat.taken.get()
        await attendance.end()
        return room

    assert asyncio.run(sits()) == "sitting-1"
    assert "the media library is out of order" in caplog.text


def test_a_steward_that_begins_while_its_seat_is_being_taken_works_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "Seat", SlowSeat)

    async def begins() -> list[str]:
        SlowSeat.on_its_way, SlowSeat.may_come = asyncio.Event(), asyncio.Event()
        attendance = attend(waits=True)
        await SlowSeat.on_its_way.wait()
        attendance.begin()
        SlowSeat.may_come.set()
        async with asyncio.timeout(60):
            came = [await Seat.taken.get(), await Seat.taken.get()]
        await attendance.end()
        return came

    assert asyncio.run(begins()) == ["sitting-1", "works"]
