"""In which room the steward sits. The media engine is not there: a seat only says where it would be."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from hemicycle.media.engine import Address
from hemicycle.steward import watch
from tests.steward.events import NOBODY

if TYPE_CHECKING:
    import pytest

    from hemicycle.steward.snapshot import Snapshot
    from hemicycle.steward.web import Web


class Seat:
    taken: asyncio.Queue[str] = asyncio.Queue()

    def __init__(self, _media: object, snapshot: Snapshot, *_told: object) -> None:
        self.over = asyncio.Event()
        self._room = snapshot.room

    async def take(self) -> None:
        """It is in the room at once."""

    def update(self, _snapshot: Snapshot, _asked: datetime) -> None:
        self.taken.put_nowait(self._room)

    async def leave(self) -> None:
        """Nothing is held."""


def test_the_steward_leaves_a_room_that_was_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the engine could not close it, so that nobody put the steward out."""
    monkeypatch.setattr(watch, "Seat", Seat)
    monkeypatch.setattr(watch, "JOIN_AGAIN", 0.0)

    async def moves() -> list[str]:
        Seat.taken = asyncio.Queue()
        media = Address("http://127.0.0.1:1", "key", "secret")
        attendance = watch.Attendance(media, NOBODY, datetime.now(UTC), cast("Web", cast("Any", None)), asyncio.Event())
        rooms = [await Seat.taken.get()]
        attendance.update(replace(NOBODY, room="sitting-1-2", sequence=2), datetime.now(UTC))
        async with asyncio.timeout(60):
            rooms.append(await Seat.taken.get())
        await attendance.end()
        return rooms

    assert asyncio.run(moves()) == ["sitting-1", "sitting-1-2"]
