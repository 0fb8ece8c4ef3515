from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from livekit import rtc

from hemicycle.media.engine import Address, Engine, Source
from hemicycle.media.tokens import steward_token
from hemicycle.media.webhooks import Event, Forged, Kind, parse
from tests.media.person import Person, until

if TYPE_CHECKING:
    from tests.media.conftest import Told

ADDRESS = Address("http://127.0.0.1", "hemicycle", "s" * 32)
JOINED = {
    "event": "participant_joined",
    "room": {"name": "sitting-4"},
    "participant": {"sid": "PA_1", "identity": "r7", "attributes": {"pass": "p7"}},
    "createdAt": "1591700400",
}


def signed(told: dict[str, Any], *, secret: str = ADDRESS.secret, expires: float = 60) -> tuple[bytes, str]:
    body = json.dumps(told).encode()
    claims = {
        "iss": ADDRESS.key,
        "exp": int(time.time() + expires),
        "sha256": base64.b64encode(hashlib.sha256(body).digest()).decode(),
    }
    return body, jwt.encode(claims, secret, algorithm="HS256")


def test_who_joined_and_when() -> None:
    event = parse(ADDRESS, *signed(JOINED))
    assert event
    assert (event.kind, event.room, event.identity, event.session) == (Kind.JOINED, "sitting-4", "r7", "PA_1")
    assert event.source is None
    assert event.room_pass == "p7"
    assert event.at.isoformat() == "2020-06-09T11:00:00+00:00"


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ("AUDIO MICROPHONE", Source.MICROPHONE),
        ("VIDEO CAMERA", Source.CAMERA),
        ("AUDIO CAMERA", None),
        ("VIDEO MICROPHONE", None),
        ("VIDEO SCREEN_SHARE", None),
        ("AUDIO UNKNOWN", None),
    ],
)
def test_what_was_published_where_kind_and_source_agree(told: str, source: Source | None) -> None:
    kind, called = told.split()
    published = JOINED | {"event": "track_published", "track": {"sid": "TR_1", "type": kind, "source": called}}
    event = parse(ADDRESS, *signed(published))
    assert event
    assert (event.kind, event.track, event.source) == (Kind.PUBLISHED, "TR_1", source)


def test_what_does_not_concern_a_sitting_is_nothing() -> None:
    assert parse(ADDRESS, *signed(JOINED | {"event": "egress_started"})) is None
    hidden = {"sid": "PA_2", "identity": "steward-4", "permission": {"hidden": True}}
    assert parse(ADDRESS, *signed(JOINED | {"participant": hidden})) is None


class TestForged:
    def test_another_key(self) -> None:
        with pytest.raises(Forged):
            parse(ADDRESS, *signed(JOINED, secret="x" * 32))

    def test_another_body(self) -> None:
        _, authorization = signed(JOINED)
        with pytest.raises(Forged, match="hash"):
            parse(ADDRESS, json.dumps(JOINED | {"event": "participant_left"}).encode(), authorization)

    def test_expired(self) -> None:
        with pytest.raises(Forged, match="expired"):
            parse(ADDRESS, *signed(JOINED, expires=-120))

    def test_a_participants_own_token(self) -> None:
        token = steward_token(ADDRESS, "sitting-4", "r7", 60)
        with pytest.raises(Forged, match="sha256"):
            parse(ADDRESS, json.dumps(JOINED).encode(), token)

    @pytest.mark.parametrize("authorization", ["", "Bearer ", "nonsense", "a.b.c"])
    def test_no_token(self, authorization: str) -> None:
        with pytest.raises(Forged):
            parse(ADDRESS, b"{}", authorization)

    def test_a_body_that_is_no_text(self) -> None:
        with pytest.raises(Forged):
            parse(ADDRESS, b"\xff\xfe", signed(JOINED)[1])


def of(told: Told, room: str) -> list[Event]:
    return [event for event in told.events if event.room == room]


@pytest.mark.anyio
async def test_the_engine_tells_who_comes_publishes_and_goes(
    media: Address, the_engine: Engine, room: str, told: Told
) -> None:
    steward = rtc.Room()
    await steward.connect(media.url.replace("http", "ws"), steward_token(media, room, "steward-1", 60))
    async with Person(media, room, "r1") as person:
        the_engine.permit(room, "r1", frozenset({Source.MICROPHONE})).result()
        sid = await person.publish()
        await until(lambda: Kind.PUBLISHED in {event.kind for event in of(told, room)})
        session = person.room.local_participant.sid
        the_engine.permit(room, "r1", frozenset()).result()
    await steward.disconnect()
    await until(lambda: len(of(told, room)) == 4)
    facts = [(event.kind, event.identity, event.session, event.source, event.track) for event in of(told, room)]
    assert facts == [
        (Kind.JOINED, "r1", session, None, ""),
        (Kind.PUBLISHED, "r1", session, Source.MICROPHONE, sid),
        (Kind.UNPUBLISHED, "r1", session, Source.MICROPHONE, sid),
        (Kind.LEFT, "r1", session, None, ""),
    ]


@pytest.mark.anyio
async def test_what_the_web_process_missed_while_it_was_started_anew_is_told_again(
    media: Address, room: str, told: Told
) -> None:
    told.refuse = 2
    async with Person(media, room, "r1"):
        await until(lambda: of(told, room), seconds=10)
    assert of(told, room)[0].kind is Kind.JOINED
