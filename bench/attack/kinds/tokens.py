"""Attacks with tokens: of turns before, of other rooms, expired, altered, unsigned."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import aiohttp
from django.conf import settings
from livekit import rtc
from livekit.protocol.models import AUDIO, TrackSource
from livekit.protocol.rtc import AddTrackRequest, SignalRequest, SignalResponse

from bench.attack.people import until
from hemicycle.media.engine import MediaUnavailable
from hemicycle.sittings import enforcement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.attack.people import Client
    from bench.attack.scene import Attack, Scene

#: How often, where what is allowed once is done again and again.
TIMES = 12
#: Seconds since a token expired: more than the engine lets pass.
EXPIRED = 90


async def kept_token(scene: Scene) -> str:
    """A token from a turn that is over."""
    await scene.has_floor()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    await scene.takes_back()
    return scene.attacker.kept[-1]


async def stale_token(scene: Scene) -> Client | None:
    """Come back with the token of a turn before, and publish."""
    await scene.attacker.join(await kept_token(scene))
    return scene.attacker if await scene.attacker.publish() else None


async def after_the_turn(scene: Scene) -> Client | None:
    """Publish on the open connection after the floor was taken back."""
    await scene.has_floor()
    await scene.takes_back()
    return scene.attacker if await scene.attacker.publish() else None


async def resumed(scene: Scene) -> Client | None:
    """Resume the connection with the kept token, and add a track, in the engine's own protocol."""
    token = await kept_token(scene)
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


async def removed(scene: Scene) -> Client | None:
    """Come back with a kept token after having been removed from the room, and publish."""
    token = await kept_token(scene)
    who = scene.attacker.person.registration
    await scene.leader("room.remove", registration=who, reason="Measured.")
    try:
        return await comes_with(scene.attacker, token)
    finally:
        await scene.leader("room.readmit", registration=who)


async def altered_token(scene: Scene) -> Client | None:
    """Publish with a listener's token in which the permission was written, which the signature does not cover."""
    signature = (await _token(scene)).rpartition(".")[2]
    unsigned = (await _token(scene, canPublish=True)).rpartition(".")[0]
    return await comes_with(scene.attacker, f"{unsigned}.{signature}")


async def unsigned_token(scene: Scene) -> Client | None:
    """Publish with such a token that says of itself that nobody signs it, without a signature and with the old one."""
    _head, content, signature = (await _token(scene, canPublish=True)).split(".")
    head = _encoded({"alg": "none", "typ": "JWT"})
    return await _comes_with_any(scene.attacker, [f"{head}.{content}.", f"{head}.{content}.{signature}"])


async def wrongly_signed_token(scene: Scene) -> Client | None:
    """Publish with such a token that was signed with another secret, under the engine's key and under another."""
    secret = settings.LIVEKIT_SECRET[::-1]
    keys = (settings.LIVEKIT_KEY, "guessed")
    tokens = [await _token(scene, {"iss": key}, secret=secret, canPublish=True) for key in keys]
    return await _comes_with_any(scene.attacker, tokens)


async def expired_token(scene: Scene) -> Client | None:
    """Publish with a token that permits it, well signed, that was good until a minute and a half ago."""
    ended = int(time.time()) - EXPIRED
    return await comes_with(scene.attacker, await _token(scene, {"nbf": ended - 60, "exp": ended}, canPublish=True))


async def other_rooms_token(scene: Scene) -> Client | None:
    """Publish with a token of another sitting's room that permits it: it lands there, and is to reach nobody here.

    Landed is what reaches this room: the attacker sees somebody of it, or somebody here sees them.
    """
    room = f"{scene.stage.sitting.room}-other"
    engine = enforcement.engine()
    await asyncio.wrap_future(engine.ensure_room(room))
    try:
        if await comes_with(scene.attacker, await _token(scene, room=room, canPublish=True)) is None:
            raise RuntimeError("a good token of another room is refused by it: nothing was tried")
        await asyncio.sleep(0.5)
        seen = scene.attacker.room.remote_participants
        return scene.attacker if seen or scene.attacker.identity in scene.ear.present else None
    finally:
        with suppress(MediaUnavailable):
            await asyncio.wrap_future(engine.close_room(room))


async def _comes_with_any(client: Client, tokens: list[str]) -> Client | None:
    return next(filter(None, [await comes_with(client, token) for token in tokens]), None)


async def comes_with(client: Client, token: str) -> Client | None:
    """Join with just this token, and publish; who, where the media engine takes both."""
    try:
        await client.connect(token)
        took = await client.publish()
    except rtc.ConnectError:
        took = False
    return client if took else None


async def second_tab(scene: Scene) -> Client | None:
    """Come in another tab with a kept token and publish, again and again, muted by the leader in the first one."""
    turn = await scene.has_floor()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    await scene.leader("floor.mute", turn=turn, muted=True)
    return await _in_other_tabs(scene.attacker)


async def next_in_second_tab(scene: Scene) -> Client | None:
    """The same as the next speaker: each tab is a connection of its own, with a first publication of its own."""
    await scene.becomes_next()
    await until(lambda: scene.attacker.kept, "a token that permits to publish")
    return await _in_other_tabs(scene.attacker)


async def interpreter_in_second_tab(scene: Scene) -> Client | None:
    """The same as an interpreter who has left the booth."""
    await scene.sits(on_air=False)
    await until(lambda: scene.interpreter.kept, "a token that permits to publish")
    await scene.interpreter.command("booth.leave")
    return await _in_other_tabs(scene.interpreter)


async def _in_other_tabs(client: Client) -> Client | None:
    token, took = client.kept[-1], False
    for _ in range(TIMES):
        with suppress(rtc.ConnectError):
            await client.join(token)
            if await client.publish():
                took = True
                await asyncio.sleep(0.2)
    return client if took else None


async def _token(scene: Scene, claims: Mapping[str, Any] | None = None, *, secret: str = "", **grants: Any) -> str:
    """The attacker's token of a listener with other content, signed again.

    Args:
        secret: With which it is signed; the engine's own where it is empty.
        grants: Of the room, as the engine calls them.
    """
    _address, token = await asyncio.to_thread(scene.attacker.person.media)
    content = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    unsigned = f"{_encoded({'alg': 'HS256', 'typ': 'JWT'})}.{_encoded(forged(content, claims or {}, grants))}"
    signature = hmac.digest((secret or settings.LIVEKIT_SECRET).encode(), unsigned.encode(), "sha256")
    return f"{unsigned}.{_base64(signature)}"


def forged(content: Mapping[str, Any], claims: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
    """A token's content with other claims and grants; who may publish may publish everything."""
    video = {**content["video"], **grants}
    if video.get("canPublish"):
        video.pop("canPublishSources", None)
    return {**content, **claims, "video": video}


def _encoded(content: Mapping[str, Any]) -> str:
    return _base64(json.dumps(content).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


KINDS: dict[str, Attack] = {
    "1_stale_token": stale_token,
    "1b_after_the_turn": after_the_turn,
    "1c_resumed": resumed,
    "8_other_rooms_token": other_rooms_token,
    "8_altered_token": altered_token,
    "8b_expired_token": expired_token,
    "8b_unsigned_token": unsigned_token,
    "8b_wrongly_signed_token": wrongly_signed_token,
    "8c_removed": removed,
    "10_second_tab": second_tab,
    "10b_next_in_second_tab": next_in_second_tab,
    "10c_interpreter_in_second_tab": interpreter_in_second_tab,
}
