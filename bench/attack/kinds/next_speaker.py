"""Attacks of the next speaker, who may publish and is to be heard by nobody."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bench.attack.kinds.sources import many, others
from bench.attack.kinds.tokens import TIMES

if TYPE_CHECKING:
    from bench.attack.people import Client
    from bench.attack.scene import Attack, Scene


async def next_publishes_open(scene: Scene) -> Client | None:
    """Publish early, open: it is how publishing begins, so it is muted and accuses nobody, and counts as not landed."""
    await scene.becomes_next()
    await scene.attacker.publish()
    await scene.attacker.is_muted()
    return None


async def next_unmutes_early(scene: Scene) -> Client | None:
    """Unmute within two seconds of publishing early."""
    await scene.becomes_next()
    await scene.attacker.publish_in_silence(0.2)
    scene.attacker.set_muted(muted=False)
    return scene.attacker


async def next_unmutes_late(scene: Scene) -> Client | None:
    """Unmute later than that."""
    await scene.becomes_next()
    await scene.attacker.publish_in_silence()
    scene.attacker.set_muted(muted=False)
    return scene.attacker


async def next_again_and_again(scene: Scene) -> Client | None:
    """Publish, unmute again and again, unpublish, and all of it again."""
    await scene.becomes_next()
    end = asyncio.get_running_loop().time() + 6
    while asyncio.get_running_loop().time() < end and await scene.attacker.publish():
        for _ in range(5):
            await asyncio.sleep(0.15)
            if scene.attacker.tracks[-1].muted:
                scene.attacker.set_muted(muted=False)
        await scene.attacker.unpublish()
    return scene.attacker


async def next_publishes_again_and_again(scene: Scene) -> Client | None:
    """Publish open, again and again: each time it is how publishing begins, and all of it together is not."""
    await scene.becomes_next()
    for _ in range(TIMES):
        if await scene.attacker.publish():
            await asyncio.sleep(0.2)
            await scene.attacker.unpublish()
    return scene.attacker


async def next_with_many(scene: Scene) -> Client | None:
    """Publish twenty microphones at once, as the next speaker, whose first one alone would be how publishing begins."""
    await scene.becomes_next()
    return scene.attacker if await many(scene) > 1 else None


async def next_with_other_sources(scene: Scene) -> Client | None:
    """Publish a sound as that of a shared screen, and one of no source."""
    await scene.becomes_next()
    return await others(scene)


KINDS: dict[str, Attack] = {
    "2_next_publishes_open": next_publishes_open,
    "2a_next_unmutes_early": next_unmutes_early,
    "2b_next_unmutes_late": next_unmutes_late,
    "2c_next_again_and_again": next_again_and_again,
    "2d_next_publishes_again_and_again": next_publishes_again_and_again,
    "4b_next_with_other_sources": next_with_other_sources,
    "6_next_with_many": next_with_many,
}
