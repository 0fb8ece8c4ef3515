"""What the steward keeps of those who come, from the events of the media library."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from livekit import rtc

from hemicycle.media.engine import Address
from hemicycle.steward.seat import Seat
from tests.steward.events import NOBODY

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.steward.snapshot import Fact


def somebody(session: str) -> Any:  # noqa: ANN401 - stands for the library's participant
    return SimpleNamespace(sid=session, identity="r2", permissions=SimpleNamespace(can_publish=False))


def test_what_is_told_of_a_track_says_when_its_connection_came_if_that_was_seen() -> None:
    track = SimpleNamespace(
        sid="TR", kind=rtc.TrackKind.KIND_VIDEO, source=rtc.TrackSource.SOURCE_CAMERA, muted=False, subscribed=False
    )

    async def told_of(session: str, *, came: bool) -> datetime | None:
        told = asyncio.get_running_loop().create_future()
        seat = Seat(Address("http://127.0.0.1:1", "key", "secret" * 8), NOBODY, told.set_result, lambda: None)
        # What the library calls once it is connected, which it is not here.
        if came:
            seat._came(somebody(session))  # noqa: SLF001
        seat._published(cast("Any", track), somebody(session))  # noqa: SLF001
        (fact,) = await told
        await seat.leave()
        return cast("Fact", fact).since

    assert asyncio.run(told_of("PA_came", came=True)) is not None
    assert asyncio.run(told_of("PA_there", came=False)) is None
