"""Whether somebody lets only some people receive what they publish: the media engine lists it nowhere.

A client may say who receives its tracks, and the engine has no call to see, forbid or undo that. But it tells
whoever subscribes whether they are let: so somebody asks whose identity nobody can know and name.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
from livekit.protocol.rtc import SignalRequest, SignalResponse, UpdateSubscription

from hemicycle.media.tokens import steward_token

if TYPE_CHECKING:
    from hemicycle.media.engine import Address

#: Seconds in which the engine has answered, or does not.
PATIENCE = 1.0
TOKEN_SECONDS = 30
#: Of the engine's protocol for clients.
PROTOCOL = 15


async def is_withheld(address: Address, room: str, identity: str, track: str) -> bool:
    """Whether ``identity``, unknown to the one who publishes ``track``, is not let receive it.

    An engine that does not say is no proof: false.
    """
    token = steward_token(address, room, identity, TOKEN_SECONDS)
    query = {"access_token": token, "auto_subscribe": "0", "protocol": str(PROTOCOL), "sdk": "python"}
    try:
        async with (
            asyncio.timeout(PATIENCE),
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{address.url}/rtc", params=query) as connection,
        ):
            return await _asked(connection, track)
    except (aiohttp.ClientError, TimeoutError):
        return False


async def _asked(connection: aiohttp.ClientWebSocketResponse, track: str) -> bool:
    async for message in connection:
        if message.type is not aiohttp.WSMsgType.BINARY:
            continue
        said = SignalResponse.FromString(message.data)
        match said.WhichOneof("message"):
            case "join":
                wanted = UpdateSubscription(track_sids=[track], subscribe=True)
                await connection.send_bytes(SignalRequest(subscription=wanted).SerializeToString())
            case "subscription_permission_update" if said.subscription_permission_update.track_sid == track:
                return not said.subscription_permission_update.allowed
    return False
