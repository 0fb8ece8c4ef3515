"""Attacks of interpreters, off air and beside their partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.attack.people import until

if TYPE_CHECKING:
    from bench.attack.people import Client
    from bench.attack.scene import Attack, Scene


async def interpreter_off_air(scene: Scene) -> Client | None:
    """Unmute off air."""
    await scene.sits(on_air=False)
    await scene.interpreter.publish_in_silence()
    scene.interpreter.set_muted(muted=False)
    return scene.interpreter


async def second_microphone_on_air(scene: Scene) -> Client | None:
    """Publish a second microphone on air, once the first one is there: which of two is the first, the engine says."""
    await scene.sits(on_air=True)
    await scene.interpreter.publish(loud=False)
    await until(lambda: scene.ear.receives(scene.interpreter.identity), "the first microphone is there")
    return scene.interpreter if await scene.interpreter.publish() else None


async def partner_in_the_booth(scene: Scene) -> Client | None:
    """Unmute in the booth in which the partner is on air."""
    await scene.sits(on_air=True)
    await scene.interpreter.publish(loud=False)
    await scene.partner.join()
    await scene.partner.command("booth.enter", language=scene.language)
    await until(lambda: scene.partner.may_publish, "an interpreter may publish")
    await scene.partner.publish_in_silence()
    scene.partner.set_muted(muted=False)
    return scene.partner


KINDS: dict[str, Attack] = {
    "5_partner_in_the_booth": partner_in_the_booth,
    "5b_second_microphone_on_air": second_microphone_on_air,
    "9_interpreter_off_air": interpreter_off_air,
}
