"""A simulated camera: a plain figure that breathes, in a colour of its own. No words in it."""

from __future__ import annotations

import asyncio
import contextlib
import math

import numpy as np
import numpy.typing as npt
from livekit import rtc

WIDTH, HEIGHT, RATE = 640, 360, 10
Pixels = npt.NDArray[np.uint8]


def draw(seed: int, moment: float) -> Pixels:
    """One picture, ``HEIGHT x WIDTH x 4`` (RGBA): head and shoulders before a plain wall."""
    wall = np.array([40 + seed * 37 % 50, 52 + seed * 53 % 50, 66 + seed * 71 % 50])
    figure = np.array([120 + seed * 29 % 70, 110 + seed * 43 % 70, 105 + seed * 61 % 70])
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    sway, breath = 6 * math.sin(moment / 2 + seed), 3 * math.sin(moment * 1.7)
    head = ((x - WIDTH / 2 - sway) / 58) ** 2 + ((y - 150 - breath) / 72) ** 2 < 1
    shoulders = ((x - WIDTH / 2 - sway / 2) / 165) ** 2 + ((y - 390 - breath) / 150) ** 2 < 1
    picture = np.empty((HEIGHT, WIDTH, 4), dtype=np.uint8)
    picture[..., :3] = wall
    picture[..., 3] = 255
    picture[shoulders, :3] = figure * 0.7
    picture[head, :3] = figure
    return picture


class Picture:
    """The camera track of one simulated person."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._source = rtc.VideoSource(WIDTH, HEIGHT)
        self.track = rtc.LocalVideoTrack.create_video_track("camera", self._source)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Show pictures until stopped."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Switch the camera off."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        clock = asyncio.get_running_loop()
        # A dozen pictures that repeat: drawing is dearer than showing.
        frames = [draw(self._seed, step / RATE).tobytes() for step in range(RATE * 4)]
        number = 0
        while True:
            moment = clock.time()
            picture = frames[number % len(frames)]
            self._source.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, picture))
            number += 1
            await asyncio.sleep(max(0.0, moment + 1 / RATE - clock.time()))
