"""Whether a process still hears after its last room was forgotten while another was being joined."""

from __future__ import annotations

import asyncio
import gc
import socket
from typing import TYPE_CHECKING

import pytest
from livekit import rtc

from hemicycle.media.engine import Source
from hemicycle.media.joining import join
from hemicycle.media.tokens import listener_token
from tests.media.person import OPTIONS, Person

if TYPE_CHECKING:
    from hemicycle.media.engine import Address, Engine

pytestmark = pytest.mark.anyio


async def joined_and_left(media: Address, room: str) -> None:
    """Nothing refers to any room afterwards but what the product keeps."""
    async with Person(media, room, "r3"):
        pass


async def test_sound_is_heard_after_the_last_room_was_forgotten_while_another_was_being_joined(
    media: Address, the_engine: Engine, room: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        token = listener_token(media, room, "r4", "Ms. Somebody", 60)
        await joined_and_left(media, room)
        joining = asyncio.create_task(join(rtc.Room(), f"http://127.0.0.1:{silent.getsockname()[1]}", token, OPTIONS))
        try:
            # The library has the call once its connection has come.
            connection, _from = await asyncio.to_thread(silent.accept)
            gc.collect()
            with connection:
                async with Person(media, room, "r1") as speaker, Person(media, room, "r2") as listener:
                    the_engine.permit(room, "r1", frozenset({Source.MICROPHONE})).result()
                    await speaker.publish()
                    await listener.hears("r1")
        finally:
            joining.cancel()
            await asyncio.gather(joining, return_exceptions=True)
