"""What the media engine tells: who came and went, and what they publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from livekit import api

from hemicycle.media.engine import source_of
from hemicycle.media.tokens import PASS

if TYPE_CHECKING:
    from hemicycle.media.engine import Address, Source


class Forged(Exception):
    """The message does not carry the media engine's signature over this body."""


class Kind(StrEnum):
    """What happened."""

    JOINED = "joined"
    LEFT = "left"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    ROOM_FINISHED = "room_finished"


_KINDS = {
    "participant_joined": Kind.JOINED,
    "participant_left": Kind.LEFT,
    "track_published": Kind.PUBLISHED,
    "track_unpublished": Kind.UNPUBLISHED,
    "room_finished": Kind.ROOM_FINISHED,
}
#: Names of the events that the engine is asked to tell.
EVENTS = tuple(_KINDS)


@dataclass(frozen=True)
class Event:
    """One thing that the media engine tells.

    Attributes:
        identity, session: Whom it is about and their connection (participant sid); empty for a room.
        source: Of the track; ``None`` for a person, a room, or a track that nobody may publish.
        track: Identifier of the track (sid); empty for a person or a room.
        at: When the engine says it happened, to the second.
        room_pass: Of somebody who joined: which their token carries.
    """

    kind: Kind
    room: str
    identity: str
    session: str
    source: Source | None
    track: str
    at: datetime
    room_pass: str = ""


def parse(address: Address, body: bytes, authorization: str) -> Event | None:
    """Read a webhook's body; ``None`` for what does not concern a sitting: other kinds, and hidden participants.

    Args:
        authorization: The request's header ``Authorization``.

    Raises:
        Forged: The header is missing, expired, of another key, or signs another body.
    """
    receiver = api.WebhookReceiver(api.TokenVerifier(address.key, address.secret))
    try:
        event = receiver.receive(body.decode(), authorization.removeprefix("Bearer "))
    except Exception as error:  # the library raises bare exceptions beside those of the token
        raise Forged(str(error)) from error
    kind = _KINDS.get(event.event)
    if kind is None or event.participant.permission.hidden:
        return None
    return Event(
        kind=kind,
        room=event.room.name,
        identity=event.participant.identity,
        session=event.participant.sid,
        source=source_of(event.track) if event.HasField("track") else None,
        track=event.track.sid,
        at=datetime.fromtimestamp(event.created_at, UTC),
        room_pass=event.participant.attributes.get(PASS, ""),
    )
