"""In which room the steward sits. The media engine is not there: a seat only says where it would be."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

import pytest

from hemicycle.media.engine import Address
from hemicycle.steward import watch
from hemicycle.steward.snapshot import Fact
from tests.steward.events import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


class SeeingSeat(Seat):
    """It lets the test tell what was seen from it."""

    tell: Callable[[list[Fact]], None]

    def __init__(self, media: object, snapshot: Snapshot, *told: Any, waits: bool) -> None:
        super().__init__(media, snapshot, *told, waits=waits)
        SeeingSeat.tell = told[0]


class SlowWeb:
    """Takes what it is told once it may."""

    def __init__(self) -> None:
        self.asked, self.may_take = asyncio.Event(), asyncio.Event()
        self.took: list[list[str]] = []
        self.done = asyncio.Event()

    async def tell(self, _sitting: int, facts: Sequence[Fact]) -> bool:
        """Keep who it is about."""
        self.asked.set()
        await self.may_take.wait()
        self.took.append([fact.identity for fact in facts])
        if len(self.took) == 2:
            self.done.set()
        return True


@pytest.fixture(autouse=True)
def _seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "Seat", Seat)
    monkeypatch.setattr(watch, "JOIN_AGAIN", 0.0)


def attend(*, waits: bool = False, web: object = None) -> watch.Attendance:
    Seat.taken = asyncio.Queue()
    media, told = Address("http://127.0.0.1:1", "key", "secret"), cast("Web", web)
    return watch.Attendance(media, NOBODY, datetime.now(UTC), told, asyncio.Event(), waits=waits)


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


def test_what_is_seen_while_the_web_process_takes_its_time_is_told_at_once_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "Seat", SeeingSeat)

    async def sees() -> list[list[str]]:
        web = SlowWeb()
        attendance = attend(web=web)
        await Seat.taken.get()
        seen = [Fact("intrusion", f"r{number}", "microphone") for number in range(3)]
        SeeingSeat.tell(seen[:1])
        async with asyncio.timeout(60):
            await web.asked.wait()
            SeeingSeat.tell(seen[1:2])
            SeeingSeat.tell(seen[2:])
            web.may_take.set()
            await web.done.wait()
        await attendance.end()
        return web.took

    assert asyncio.run(sees()) == [["r0"], ["r1", "r2"]]


@pytest.mark.parametrize(("sequence", "speaker"), [(0, None), (1, None), (2, "r5")])
def test_holders_that_are_older_than_the_list_change_nothing(sequence: int, speaker: str | None) -> None:
    told = {
        "speaker": "r5",
        "seen": True,
        "heard": True,
        "presiding": None,
        "voice": False,
        "next": None,
        "on_air": [],
        "booths": [],
        "barred": [],
        "flooded": [],
    }
    assert NOBODY.with_holders(json.dumps({"sequence": sequence, **told})).speaker == speaker
