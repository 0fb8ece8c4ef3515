"""Attacks of the speaker, who was muted or may publish one microphone, and of those who listen beside them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from livekit import rtc

from bench.attack.kinds.sources import CAMERA, SCREEN, UNKNOWN, many, others
from bench.attack.people import until

if TYPE_CHECKING:
    from bench.attack.people import Client
    from bench.attack.scene import Attack, Scene


async def _muted_speaker(scene: Scene) -> None:
    turn = await scene.has_floor()
    await scene.attacker.publish(loud=False)
    await scene.leader("floor.mute", turn=turn, muted=True)


async def speaker_unmutes(scene: Scene, dies: str = "") -> Client | None:
    """Unmute after the leader muted, in the moment in which a part of the product dies."""
    turn = await scene.has_floor()
    await scene.leader("floor.mute", turn=turn, muted=True)
    await scene.attacker.publish_in_silence()
    if dies:
        scene.stage.stack.kill(dies)
    scene.attacker.set_muted(muted=False)
    if dies:
        await asyncio.sleep(1)  # it is no longer there: what answers then is the new one
        await asyncio.to_thread(scene.stage.stack.wait_until_works, dies)
    return scene.attacker


async def limit(scene: Scene) -> Client | None:
    """What the media engine forwards before anybody can know: a muted speaker, cut by the listener who sees it."""
    turn = await scene.has_floor()
    await scene.leader("floor.mute", turn=turn, muted=True)
    await scene.attacker.publish_in_silence()
    with scene.ear.cuts_at_sight():
        scene.attacker.set_muted(muted=False)
        await asyncio.sleep(1)
    return scene.attacker


async def sound_called_camera(scene: Scene) -> Client | None:
    """Publish a sound that calls itself a camera, muted by the leader."""
    await _muted_speaker(scene)
    return scene.attacker if await scene.attacker.publish(CAMERA) else None


async def shared_screen(scene: Scene) -> Client | None:
    """Publish a sound as that of a shared screen, with the floor."""
    await scene.has_floor()
    took = await scene.attacker.publish(SCREEN)
    return scene.attacker if took else None


async def unknown_source(scene: Scene) -> Client | None:
    """Publish a sound of no source, with the floor."""
    await scene.has_floor()
    return scene.attacker if await scene.attacker.publish(UNKNOWN) else None


async def listener_with_other_sources(scene: Scene) -> Client | None:
    """Publish a sound as that of a shared screen, and one of no source, without the floor."""
    await scene.attacker.join()
    return await others(scene)


async def speaker_with_many(scene: Scene) -> Client | None:
    """Publish twenty microphones at once beside a silent one, as the speaker."""
    await scene.has_floor()
    await scene.attacker.publish(loud=False)
    await until(lambda: scene.ear.receives(scene.attacker.identity), "the first microphone is there")
    return scene.attacker if await many(scene) else None


async def some_receive(scene: Scene) -> Client | None:
    """Let only one person receive what is published, as the speaker."""
    await scene.has_floor()
    await scene.attacker.publish(loud=False)
    them = [rtc.ParticipantTrackPermission(participant_identity="r0", allow_all=True)]
    scene.attacker.room.local_participant.set_track_subscription_permissions(
        allow_all_participants=False, participant_permissions=them
    )
    return scene.attacker


KINDS: dict[str, Attack] = {
    "limit": limit,
    "3_speaker_unmutes": speaker_unmutes,
    "3b_sound_called_camera": sound_called_camera,
    "4_shared_screen": shared_screen,
    "4_unknown_source": unknown_source,
    "4a_listener_with_other_sources": listener_with_other_sources,
    "6b_speaker_with_many": speaker_with_many,
    "some_receive": some_receive,
    "steward_killed": partial(speaker_unmutes, dies="steward"),
    "web_killed": partial(speaker_unmutes, dies="web"),
}
