"""A simulated microphone: it is open as long as it is published, and gives silence while nobody speaks."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from typing import TYPE_CHECKING

import numpy as np
from livekit import rtc

from hemicycle.ops.simulation.voices import RATE

if TYPE_CHECKING:
    from hemicycle.ops.simulation.voices import Samples

FRAME = RATE // 100  # 10 ms: longer frames are heard later
SILENCE = np.zeros(FRAME, dtype=np.int16).tobytes()


class Microphone:
    """The microphone track of one simulated person."""

    def __init__(self) -> None:
        self._source = rtc.AudioSource(RATE, 1, queue_size_ms=0)
        self.track = rtc.LocalAudioTrack.create_audio_track("microphone", self._source)
        self._speech: deque[bytes] = deque()
        self._spoken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Give sound until closed."""
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Switch it off, in the middle of a word if need be."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._speech.clear()
        self._spoken.set()

    async def say(self, samples: Samples) -> None:
        """Speak, and return when all is said or the microphone is closed."""
        self._spoken.clear()
        frames = range(0, len(samples) - FRAME, FRAME)
        self._speech.extend(samples[first : first + FRAME].tobytes() for first in frames)
        await self._spoken.wait()

    async def _run(self) -> None:
        clock = asyncio.get_running_loop()
        due = clock.time()
        while True:
            sound = self._speech.popleft() if self._speech else SILENCE
            await self._source.capture_frame(rtc.AudioFrame(sound, RATE, 1, FRAME))
            if not self._speech:
                self._spoken.set()
            # A machine that was busy for long goes on from now: what was missed is past.
            due = max(due + 0.01, clock.time() - 0.1)
            await asyncio.sleep(max(0.0, due - clock.time()))
