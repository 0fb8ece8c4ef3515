"""Every attack on the media that is measured. Each returns who made it where the media engine took something."""

from __future__ import annotations

import asyncio
import base64
import json
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from django.conf import settings
from livekit import rtc
from livekit.protocol.models import AUDIO, TrackSource
from livekit.protocol.rtc import AddTrackRequest, SignalRequest, SignalResponse

from bench.attack.people import until
from bench.browsers import browsers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bench.attack.people import Client
    from bench.attack.scene import Scene

    Attack = Callable[[Scene], Awaitable[Client | None]]

MICROPHONE = rtc.TrackSource.SOURCE_MICROPHONE
CAMERA = rtc.TrackSource.SOURCE_CAMERA
MANY = 20
#: How often, where what is allowed once is done again and again.
TIMES = 12
#: Seconds after which a client has settled.
SETTLED = 2.3
WHIP = """async ([address, token]) => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const peer = new RTCPeerConnection();
  peer.addTransceiver(stream.getAudioTracks()[0], { direction: "sendonly" });
  await peer.setLocalDescription(await peer.createOffer());
  await new Promise((done) => {
    if (peer.iceGatheringState === "complete") done();
    else peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && done();
  });
  const headers = { "Content-Type": "application/sdp", Authorization: `Bearer ${token}` };
  const answer = await fetch(address, { method: "POST", headers, body: peer.localDescription.sdp });
  if (!answer.ok) return false;
  await peer.setRemoteDescription({ type: "answer", sdp: await answer.text() });
  await new Promise((done) => setTimeout(done, 2000));
  const connected = peer.connectionState === "connected";
  peer.close();
  return connected;
}"""


async def _kept_token(scene: Scene) -> str:
    """A token from a turn that is over."""
    await scene.has_floor()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    await scene.takes_back()
    return scene.attacker.kept[-1]


async def stale_token(scene: Scene) -> Client | None:
    """Come back with the token of a turn before, and publish."""
    await scene.attacker.join(await _kept_token(scene))
    return scene.attacker if await scene.attacker.publish() else None


async def after_the_turn(scene: Scene) -> Client | None:
    """Publish on the open connection after the floor was taken back."""
    await scene.has_floor()
    await scene.takes_back()
    return scene.attacker if await scene.attacker.publish() else None


async def resumed(scene: Scene) -> Client | None:
    """Resume the connection with the kept token, and add a track, in the engine's own protocol."""
    token = await _kept_token(scene)
    query = {"access_token": token, "reconnect": "1", "sid": scene.attacker.room.local_participant.sid}
    address = settings.LIVEKIT_ADDRESS.replace("ws", "http", 1)
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}/rtc", params=query) as connection:
        wanted = AddTrackRequest(cid="kept", type=AUDIO, source=TrackSource.MICROPHONE)
        await connection.send_bytes(SignalRequest(add_track=wanted).SerializeToString())
        try:
            async with asyncio.timeout(2):
                async for message in connection:
                    if message.type is not aiohttp.WSMsgType.BINARY:
                        break
                    if SignalResponse.FromString(message.data).WhichOneof("message") == "track_published":
                        return scene.attacker
        except TimeoutError:
            pass
    return None


async def _muted(client: Client, wait: float = SETTLED) -> None:
    """They have published, in silence, and the server has muted them; now there would be something to hear."""
    await client.publish(loud=False)
    await client.is_muted()
    await asyncio.sleep(wait)
    client.be_loud()


async def next_publishes_open(scene: Scene) -> Client | None:
    """Publish early, open: it is how publishing begins, so it is muted and accuses nobody, and counts as not landed."""
    await scene.becomes_next()
    await scene.attacker.publish()
    await scene.attacker.is_muted()
    return None


async def next_unmutes_early(scene: Scene) -> Client | None:
    """Unmute within two seconds of publishing early."""
    await scene.becomes_next()
    await _muted(scene.attacker, 0.2)
    scene.attacker.set_muted(muted=False)
    return scene.attacker


async def next_unmutes_late(scene: Scene) -> Client | None:
    """Unmute later than that."""
    await scene.becomes_next()
    await _muted(scene.attacker)
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


async def _muted_speaker(scene: Scene) -> None:
    turn = await scene.has_floor()
    await scene.attacker.publish(loud=False)
    await scene.leader("floor.mute", turn=turn, muted=True)


async def speaker_unmutes(scene: Scene, dies: str = "") -> Client | None:
    """Unmute after the leader muted, in the moment in which a part of the product dies."""
    turn = await scene.has_floor()
    await scene.leader("floor.mute", turn=turn, muted=True)
    await _muted(scene.attacker)
    if dies:
        scene.stage.stack.kill(dies)
    scene.attacker.set_muted(muted=False)
    if dies:
        await asyncio.sleep(1)  # it is no longer there: what answers then is the new one
        await asyncio.to_thread(scene.stage.stack.wait_until_works, dies)
    return scene.attacker


async def second_tab(scene: Scene) -> Client | None:
    """Come in another tab with a kept token and publish, again and again, muted by the leader in the first one."""
    turn = await scene.has_floor()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    await scene.leader("floor.mute", turn=turn, muted=True)
    token = scene.attacker.kept[-1]
    for _ in range(TIMES):
        with suppress(rtc.ConnectError):
            await scene.attacker.join(token)
            if await scene.attacker.publish():
                await asyncio.sleep(0.2)
    return scene.attacker


async def limit(scene: Scene) -> Client | None:
    """What the media engine forwards before anybody can know: a muted speaker, cut by the listener who sees it."""
    turn = await scene.has_floor()
    await scene.leader("floor.mute", turn=turn, muted=True)
    await _muted(scene.attacker)
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
    took = await scene.attacker.publish(rtc.TrackSource.SOURCE_SCREENSHARE_AUDIO)
    return scene.attacker if took else None


async def interpreter_off_air(scene: Scene) -> Client | None:
    """Unmute off air."""
    await scene.sits(on_air=False)
    await _muted(scene.interpreter)
    scene.interpreter.set_muted(muted=False)
    return scene.interpreter


async def second_microphone_on_air(scene: Scene) -> Client | None:
    """Publish a second microphone on air."""
    await scene.sits(on_air=True)
    await scene.interpreter.publish(loud=False)
    return scene.interpreter if await scene.interpreter.publish() else None


async def _many(scene: Scene) -> Client | None:
    took = await asyncio.gather(*(scene.attacker.publish() for _ in range(MANY)))
    return scene.attacker if any(took) else None


async def next_with_many(scene: Scene) -> Client | None:
    """Publish twenty microphones at once, as the next speaker."""
    await scene.becomes_next()
    return await _many(scene)


async def speaker_with_many(scene: Scene) -> Client | None:
    """Publish twenty microphones at once beside a silent one, as the speaker."""
    await scene.has_floor()
    await scene.attacker.publish(loud=False)
    return await _many(scene)


async def removed(scene: Scene) -> Client | None:
    """Come back with a kept token after having been removed from the room, and publish."""
    token = await _kept_token(scene)
    who = scene.attacker.person.registration
    await scene.leader("room.remove", registration=who, reason="Measured.")
    try:
        return await _comes_with(scene, token)
    finally:
        await scene.leader("room.readmit", registration=who)


async def altered_token(scene: Scene) -> Client | None:
    """Publish with a listener's token in which the permission was written, which the signature does not cover."""
    _address, token = await asyncio.to_thread(scene.attacker.person.media)
    head, claims, signature = token.split(".")
    content = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    content["video"]["canPublish"] = True
    altered = base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
    return await _comes_with(scene, f"{head}.{altered}.{signature}")


async def _comes_with(scene: Scene, token: str) -> Client | None:
    """Join with just this token, and publish."""
    try:
        await scene.attacker.room.disconnect()
        scene.attacker.room = rtc.Room()
        await scene.attacker.room.connect(settings.LIVEKIT_ADDRESS, token)
        took = await scene.attacker.publish()
    except rtc.ConnectError:
        took = False
    return scene.attacker if took else None


async def partner_in_the_booth(scene: Scene) -> Client | None:
    """Unmute in the booth in which the partner is on air."""
    await scene.sits(on_air=True)
    await scene.interpreter.publish(loud=False)
    await scene.partner.join()
    await scene.partner.command("booth.enter", language=scene.language)
    await until(lambda: scene.partner.may_publish, "an interpreter may publish")
    await _muted(scene.partner)
    scene.partner.set_muted(muted=False)
    return scene.partner


async def some_receive(scene: Scene) -> Client | None:
    """Let only one person receive what is published, as the speaker."""
    await scene.has_floor()
    await scene.attacker.publish(loud=False)
    them = [rtc.ParticipantTrackPermission(participant_identity="r0", allow_all=True)]
    scene.attacker.room.local_participant.set_track_subscription_permissions(
        allow_all_participants=False, participant_permissions=them
    )
    return scene.attacker


async def whip(scene: Scene) -> Client | None:
    """Publish by WHIP with the token of a turn before, from a browser."""
    token = await _kept_token(scene)
    await scene.attacker.leave()
    address = settings.LIVEKIT_ADDRESS.replace("ws", "http", 1) + "/whip/v1"
    return scene.attacker if await asyncio.to_thread(_by_browser, address, token) else None


def _by_browser(address: str, token: str) -> bool:
    with tempfile.TemporaryDirectory() as folder, browsers(Path(folder)) as browser:
        page = browser.context().new_page()
        page.goto("/health")
        return bool(page.evaluate(WHIP, [address, token]))


#: By the name of its figure.
KINDS: dict[str, Attack] = {
    "limit": limit,
    "1_stale_token": stale_token,
    "1b_after_the_turn": after_the_turn,
    "1c_resumed": resumed,
    "2_next_publishes_open": next_publishes_open,
    "2a_next_unmutes_early": next_unmutes_early,
    "2b_next_unmutes_late": next_unmutes_late,
    "2c_next_again_and_again": next_again_and_again,
    "2d_next_publishes_again_and_again": next_publishes_again_and_again,
    "3_speaker_unmutes": speaker_unmutes,
    "3b_sound_called_camera": sound_called_camera,
    "4_shared_screen": shared_screen,
    "5_partner_in_the_booth": partner_in_the_booth,
    "5b_second_microphone_on_air": second_microphone_on_air,
    "6_next_with_many": next_with_many,
    "6b_speaker_with_many": speaker_with_many,
    "8_altered_token": altered_token,
    "8c_removed": removed,
    "9_interpreter_off_air": interpreter_off_air,
    "10_second_tab": second_tab,
    "some_receive": some_receive,
    "whip": whip,
    "steward_killed": partial(speaker_unmutes, dies="steward"),
    "web_killed": partial(speaker_unmutes, dies="web"),
}
