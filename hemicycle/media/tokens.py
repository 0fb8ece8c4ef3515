"""Tokens for the media engine: short, for one room and one person, with nothing to publish in a room with others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from livekit import api

if TYPE_CHECKING:
    from hemicycle.media.engine import Address, Source


#: Attribute of a participant that says with which pass they came; everybody in the room can read it.
PASS = "pass"  # noqa: S105 - a name


def listener_token(address: Address, room: str, identity: str, name: str, seconds: int, *, room_pass: str = "") -> str:
    """Token to join ``room`` and listen; whoever gets the floor is permitted to publish by the server later.

    Args:
        room_pass: Kept in this token, and by the engine in each with which it refreshes it.
        name: Shown to others in the room by the media engine's own tools.
        seconds: How long the token lets its holder join; who has joined stays.
    """
    token = _token(address, room, identity, seconds).with_name(name)
    return token.with_attributes({PASS: room_pass}).to_jwt() if room_pass else token.to_jwt()


def steward_token(address: Address, room: str, identity: str, seconds: int) -> str:
    """Token to join ``room`` unseen and listen."""
    return _token(address, room, identity, seconds, hidden=True).to_jwt()


def publisher_token(address: Address, room: str, identity: str, seconds: int, sources: frozenset[Source]) -> str:
    """Token to join ``room``, listen, and publish ``sources``: of a room that is of no sitting."""
    return _token(address, room, identity, seconds, sources=sources).to_jwt()


def _token(
    address: Address,
    room: str,
    identity: str,
    seconds: int,
    *,
    hidden: bool = False,
    sources: frozenset[Source] = frozenset(),
) -> api.AccessToken:
    # Everything that is not said is allowed by the library: say everything. Whoever listens is a recorder to the
    # engine, which a speaker cannot exclude from what they publish; the steward is none, so that it notices.
    grants = api.VideoGrants(
        room_join=True,
        room=room,
        can_subscribe=True,
        can_publish=bool(sources),
        can_publish_sources=sorted(source.value for source in sources),
        can_publish_data=False,
        can_update_own_metadata=False,
        hidden=hidden,
        recorder=not hidden,
    )
    token = api.AccessToken(address.key, address.secret).with_identity(identity)
    return token.with_grants(grants).with_ttl(timedelta(seconds=seconds))
