"""What a client of the media engine can send beside sound and picture, which nobody in a sitting may.

The engine takes none of it from anybody: landed is what a listener or the steward received, and there is nothing to
record.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from livekit import rtc
from livekit.protocol.models import DataPacket
from livekit.protocol.room import ListParticipantsRequest, SendDataRequest

from bench.attack.people import REFUSED, TOPIC, until
from hemicycle.media.tokens import PASS
from hemicycle.sittings import enforcement

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bench.attack.people import Client
    from bench.attack.scene import Attack, Scene

WORDS = "I have the floor."
PACKETS = 20
ERRORS = (
    *(rtc.participant.PublishDataError, rtc.participant.PublishDTMFError, rtc.participant.PublishTranscriptionError),
    *(rtc.participant.PublishDataTrackError, rtc.StreamError, TimeoutError, RuntimeError),
)


def _everything(me: rtc.LocalParticipant, to: list[str]) -> list[Coroutine[object, object, object]]:
    """Each thing that can be sent, to these and to all."""
    segment = rtc.TranscriptionSegment(id="1", text=WORDS, start_time=0, end_time=1, language="en", final=True)
    said = rtc.Transcription(participant_identity=me.identity, track_sid="", segments=[segment])
    return [
        *(me.publish_data(WORDS, reliable=number % 2 == 0, topic=TOPIC) for number in range(PACKETS)),
        *(me.publish_data(WORDS, destination_identities=[one]) for one in to),
        me.send_text(WORDS, topic=TOPIC),
        me.send_text(WORDS, topic=TOPIC, destination_identities=to),
        me.send_bytes(WORDS.encode(), topic=TOPIC),
        *(me.perform_rpc(destination_identity=one, method=TOPIC, payload="", response_timeout=REFUSED) for one in to),
        me.set_metadata(WORDS),
        me.set_name(WORDS),
        me.set_attributes({PASS: WORDS}),
        me.publish_transcription(said),
        me.publish_dtmf(code=1, digit="1"),
        me.publish_data_track(name=TOPIC),
    ]


async def _stewards(room: str) -> list[str]:
    """Identities of the seats of the steward, which no client is told."""
    engine, request = enforcement.engine(), ListParticipantsRequest(room=room)
    # The product's own list leaves out who is hidden.
    asked = engine._submit(engine._ask(lambda service: service.list_participants(request)))  # noqa: SLF001
    listed = await asyncio.wrap_future(asked)
    them = listed.participants if listed else ()
    return [one.identity for one in them if one.identity.startswith("steward-")]


async def _is_heard(scene: Scene) -> None:
    """The listener receives what the server itself sends: otherwise it would prove nothing that it receives nothing.

    Raises:
        TimeoutError: it does not.
    """
    before, engine = len(scene.ear.received), enforcement.engine()
    packet = SendDataRequest(room=scene.stage.sitting.room, data=b"Heard?", kind=DataPacket.Kind.RELIABLE)
    asked = engine._submit(engine._ask(lambda service: service.send_data(packet)))  # noqa: SLF001 - the product sends none
    await asyncio.wrap_future(asked)
    await until(lambda: len(scene.ear.received) > before, "the listener receives what the server sends")


async def _send(scene: Scene, client: Client) -> Client | None:
    """Send all of it; who, where anything came to the listener, or the steward."""
    await _is_heard(scene)
    before = len(scene.ear.received)
    to = [scene.ear.identity, *await _stewards(scene.stage.sitting.room)]
    if len(to) == 1:
        raise LookupError("the steward is not in the room")

    async def sent(one: Coroutine[object, object, object]) -> None:
        try:
            async with asyncio.timeout(REFUSED):
                await one
        except rtc.RpcError as error:
            # Somebody's client has answered that it does not know what it is asked: it was received.
            if error.code == rtc.RpcError.ErrorCode.UNSUPPORTED_METHOD:
                scene.ear.received.append("rpc to the steward")
        except ERRORS:
            pass

    await asyncio.gather(*(sent(one) for one in _everything(client.room.local_participant, to)))
    with suppress(TimeoutError):
        await until(lambda: len(scene.ear.received) > before, "something is received", 1.0)
    return client if len(scene.ear.received) > before else None


async def by_listening_delegate(scene: Scene) -> Client | None:
    """Send it without the floor."""
    await scene.attacker.join()
    return await _send(scene, scene.attacker)


async def by_next(scene: Scene) -> Client | None:
    """Send it as the next speaker."""
    await scene.becomes_next()
    return await _send(scene, scene.attacker)


async def by_speaker(scene: Scene) -> Client | None:
    """Send it with the floor."""
    await scene.has_floor()
    return await _send(scene, scene.attacker)


async def by_interpreter(scene: Scene) -> Client | None:
    """Send it on air."""
    await scene.sits(on_air=True)
    return await _send(scene, scene.interpreter)


async def by_audience(scene: Scene) -> Client | None:
    """Send it as somebody who only listens."""
    await scene.listener.join()
    return await _send(scene, scene.listener)


KINDS: dict[str, Attack] = {
    "7_data_by_delegate": by_listening_delegate,
    "7b_data_by_next": by_next,
    "7c_data_by_speaker": by_speaker,
    "7d_data_by_interpreter": by_interpreter,
    "7e_data_by_audience": by_audience,
}
