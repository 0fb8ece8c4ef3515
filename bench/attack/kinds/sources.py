"""What is published under names, and in numbers, that nobody may publish."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from livekit import rtc

if TYPE_CHECKING:
    from bench.attack.people import Client
    from bench.attack.scene import Scene

CAMERA = rtc.TrackSource.SOURCE_CAMERA
SCREEN = rtc.TrackSource.SOURCE_SCREENSHARE_AUDIO
UNKNOWN = rtc.TrackSource.SOURCE_UNKNOWN
MANY = 20


async def many(scene: Scene) -> int:
    """The attacker publishes twenty microphones at once; returns how many the media engine took."""
    return sum(await asyncio.gather(*(scene.attacker.publish() for _ in range(MANY))))


async def others(scene: Scene) -> Client | None:
    """The attacker publishes a sound as that of a shared screen, and one of no source."""
    took = [await scene.attacker.publish(source) for source in (SCREEN, UNKNOWN)]
    return scene.attacker if any(took) else None
