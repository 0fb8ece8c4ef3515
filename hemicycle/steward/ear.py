"""Listening to one track: how loud it is, whether packets come at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import numpy as np
from livekit import rtc

from hemicycle.steward.level import dbfs
from hemicycle.steward.speech import SpeechDetector

if TYPE_CHECKING:
    from collections.abc import Callable

#: Enough to hear whether somebody speaks.
SAMPLE_RATE = 16_000
FRAME_MS = 20
#: Frames that may wait; the oldest are dropped.
CAPACITY = 25
#: Seconds between looks whether packets arrive, where somebody waits for the first, and otherwise.
LOOK_SOON, LOOK = 0.05, 0.25
#: Seconds without a packet after which nothing comes.
QUIET = 0.5


class Ear:
    """Listens to one track until cancelled.

    Args:
        hears: Called with the level of each frame, in dBFS, and whether somebody speaks in it.
        waits: Whether it matters now if packets arrive, which may carry silence.
        flows: Called when they have, then.
        quiet: Called each time that none have arrived for half a second.
    """

    def __init__(
        self,
        track: rtc.RemoteAudioTrack,
        hears: Callable[[float, bool], None],
        waits: Callable[[], bool],
        flows: Callable[[], None],
        quiet: Callable[[], None],
    ) -> None:
        self._track = track
        self._hears, self._waits, self._flows, self._quiet = hears, waits, flows, quiet
        self._speech = SpeechDetector()

    async def listen(self) -> None:
        """Go on."""
        counting = asyncio.create_task(self._count())
        try:
            await self._hear()
        finally:
            counting.cancel()
            # The library complains of a track that is gone; it is.
            await asyncio.gather(counting, return_exceptions=True)

    async def _hear(self) -> None:
        """Measure each frame."""
        stream = rtc.AudioStream(
            self._track, capacity=CAPACITY, sample_rate=SAMPLE_RATE, num_channels=1, frame_size_ms=FRAME_MS
        )
        try:
            async for event in stream:
                samples = np.frombuffer(event.frame.data, dtype=np.int16)
                self._hears(dbfs(samples), self._speech.hear(samples))
        finally:
            await stream.aclose()

    async def _count(self) -> None:
        """Notice packets that carry silence: a speaker who has not begun is connected all the same."""
        before: int | None = None
        idle = 0.0
        while True:
            pause = LOOK_SOON if self._waits() else LOOK
            await asyncio.sleep(pause)
            now = await _packets(self._track)
            if before is not None and now > before and self._waits():
                self._flows()
            idle = idle + pause if now == before else 0.0
            before = now
            if idle >= QUIET:
                idle = 0.0
                self._quiet()


async def _packets(track: rtc.RemoteAudioTrack) -> int:
    """How many packets of a track have arrived."""
    stats = await track.get_stats()
    return sum(stat.inbound_rtp.received.packets_received for stat in stats if stat.HasField("inbound_rtp"))
