"""Joining a room of the media engine as its clients do, by the media library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from livekit import rtc

#: By whose connections the library's audio device lives; one of this process is always kept.
_joined: set[rtc.Room] = set()


async def join(room: rtc.Room, address: str, token: str, options: rtc.RoomOptions) -> None:
    """Connect; the room is kept in memory, also after it was left, until another one is connected.

    The library ends its audio device with the last connection that is forgotten, and does not begin it again for one
    that is being made at that moment (``AdmProxy::Init`` of webrtc-sys 0.3.52, livekit 1.2.1). From then on the process
    hears nothing, for as long as it lives: docs/decisions/0086-one-connection-is-kept.md.

    Args:
        address: Of the engine, with ``http`` or ``ws``.

    Raises:
        rtc.ConnectError: There is no such room, it lets nobody in by this token, or there is no engine.
    """
    await room.connect(f"ws{address.removeprefix('http')}" if address.startswith("http") else address, token, options)
    _joined.clear()
    _joined.add(room)
