"""Attacks of who presides, who may be heard beside the floor only while they press to talk, in an open sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.attack.people import Client
    from bench.attack.scene import Attack, Scene


async def without_pressing(scene: Scene) -> Client | None:
    """Unmute without pressing to talk."""
    await scene.presides()
    await scene.presiding.publish_in_silence()
    scene.presiding.set_muted(muted=False)
    return scene.presiding


async def while_suspended(scene: Scene) -> Client | None:
    """Publish in a sitting that they have suspended, by a connection that could publish before."""
    await scene.presides()
    await scene.presiding.publish_in_silence()
    await scene.leader("sitting.suspend")
    scene.presiding.set_muted(muted=False)
    return scene.presiding if await scene.presiding.publish() else None


async def after_handing_over(scene: Scene) -> Client | None:
    """Unmute once another presides."""
    await scene.presides()
    await scene.presiding.publish_in_silence()
    await scene.leader("lead.pass", registration=scene.chair.registration)
    scene.presiding.set_muted(muted=False)
    return scene.presiding if await scene.presiding.publish() else None


KINDS: dict[str, Attack] = {
    "11_presiding_without_pressing": without_pressing,
    "11b_presiding_while_suspended": while_suspended,
    "11c_presiding_after_handing_over": after_handing_over,
}
