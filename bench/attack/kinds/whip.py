"""Attacks by WHIP, from a browser: a publisher that speaks no other protocol of the engine, and heeds no mute."""

from __future__ import annotations

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from bench.attack.kinds.tokens import kept_token
from bench.attack.people import until
from bench.browsers import browsers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.sync_api import Page

    from bench.attack.people import Client
    from bench.attack.scene import Attack, Scene

#: Seconds for which whoever came so goes on.
GOES_ON = 2.0
PUBLISH = """async ([address, token, loud]) => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const [track] = stream.getAudioTracks();
  track.enabled = loud;
  const peer = new RTCPeerConnection();
  window.whip = { peer, track };
  peer.addTransceiver(track, { direction: "sendonly" });
  await peer.setLocalDescription(await peer.createOffer());
  await new Promise((done) => {
    if (peer.iceGatheringState === "complete") done();
    else peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && done();
  });
  const headers = { "Content-Type": "application/sdp", Authorization: `Bearer ${token}` };
  const answer = await fetch(address, { method: "POST", headers, body: peer.localDescription.sdp });
  if (!answer.ok) return false;
  await peer.setRemoteDescription({ type: "answer", sdp: await answer.text() });
  await new Promise((done) => {
    peer.onconnectionstatechange = () => peer.connectionState !== "connecting" && done();
    setTimeout(done, 2000);
  });
  return peer.connectionState === "connected";
}"""
BE_LOUD = "() => { window.whip.track.enabled = true; }"
CLOSE = "() => window.whip?.peer.close()"


class Publisher:
    """One page of a browser, in a thread of its own, for the library's calls stay in the thread where it began."""

    def __init__(self, page: Page, thread: ThreadPoolExecutor) -> None:
        self._page = page
        self._thread = thread

    async def publish(self, token: str, *, loud: bool = True) -> bool:
        """Publish; returns whether the media engine took it."""
        address = settings.LIVEKIT_ADDRESS.replace("ws", "http", 1) + "/whip/v1"
        return bool(await self._run(PUBLISH, [address, token, loud]))

    async def be_loud(self) -> None:
        """What is published sounds from now on."""
        await self._run(BE_LOUD)

    async def close(self) -> None:
        """Hang up."""
        await self._run(CLOSE)

    async def _run(self, script: str, given: object = None) -> object:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._page.evaluate, script, given)


@asynccontextmanager
async def publisher() -> AsyncIterator[Publisher]:
    """Somebody with a browser, until they hang up."""
    things, loop = ExitStack(), asyncio.get_running_loop()

    def opened() -> Page:
        folder = things.enter_context(tempfile.TemporaryDirectory())
        page = things.enter_context(browsers(Path(folder))).context().new_page()
        page.goto("/health")
        return page

    with ThreadPoolExecutor(1) as thread:
        try:
            page = await loop.run_in_executor(thread, opened)
            found = Publisher(page, thread)
            yield found
            await found.close()
        finally:
            await loop.run_in_executor(thread, things.close)


async def stale_token(scene: Scene) -> Client | None:
    """Publish with the token of a turn before."""
    token = await kept_token(scene)
    await scene.attacker.leave()
    async with publisher() as browser:
        took = await browser.publish(token)
        await asyncio.sleep(GOES_ON)
    return scene.attacker if took else None


async def next_publishes_open(scene: Scene) -> Client | None:
    """Publish early, open, as the next speaker; what is not landed, is not by this way either."""
    await scene.becomes_next()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    async with publisher() as browser:
        if not await browser.publish(scene.attacker.kept[-1]):
            raise RuntimeError("the next speaker's token is refused: nothing was tried")
        await asyncio.sleep(GOES_ON)
    return None


async def speaker_after_mute(scene: Scene) -> Client | None:
    """Go on sending what the leader muted, which the engine forwards no longer: nothing lands."""
    turn = await scene.has_floor()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    async with publisher() as browser:
        await _speaks_in_silence(scene, browser)
        await scene.leader("floor.mute", turn=turn, muted=True)
        await asyncio.sleep(0.5)
        await browser.be_loud()
        await asyncio.sleep(GOES_ON)
    return None


async def muted_speaker_publishes(scene: Scene) -> Client | None:
    """Come again by WHIP and publish once, muted by the leader: as publishing begins, which accuses nobody either."""
    turn = await scene.has_floor()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    await scene.leader("floor.mute", turn=turn, muted=True)
    async with publisher() as browser:
        if not await browser.publish(scene.attacker.kept[-1]):
            raise RuntimeError("the speaker's token is refused: nothing was tried")
        await asyncio.sleep(GOES_ON)
    return None


async def after_the_turn(scene: Scene) -> Client | None:
    """Go on sending after the floor was taken back, when the engine has removed what was published: nothing lands."""
    await scene.has_floor()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    async with publisher() as browser:
        await _speaks_in_silence(scene, browser)
        await scene.takes_back()
        await browser.be_loud()
        await asyncio.sleep(GOES_ON)
    return None


async def _speaks_in_silence(scene: Scene, browser: Publisher) -> None:
    if not await browser.publish(scene.attacker.kept[-1], loud=False):
        raise RuntimeError("the speaker's token is refused: nothing was tried")
    identity = scene.attacker.identity
    await until(lambda: scene.ear.receives(identity), "what the speaker publishes arrives")


KINDS: dict[str, Attack] = {
    "whip": stale_token,
    "whip_next_publishes_open": next_publishes_open,
    "whip_speaker_after_mute": speaker_after_mute,
    "whip_muted_speaker_publishes": muted_speaker_publishes,
    "whip_after_the_turn": after_the_turn,
}
