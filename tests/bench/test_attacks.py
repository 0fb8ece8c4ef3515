from __future__ import annotations

import asyncio
import contextlib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import jwt
import pytest
from django.conf import settings
from livekit import rtc

from bench.attack import people
from bench.attack.kinds import KINDS, OWN_WAY, booths, data, kinds, next_speaker, presiding, speaker, tokens, whip
from bench.attack.people import Ear
from bench.attack.scene import Attempt, Scene
from bench.attack.way import Way
from bench.attacks import Kind
from bench.push_client import PushClient
from hemicycle.media.tokens import listener_token
from hemicycle.sittings import enforcement

if TYPE_CHECKING:
    from bench.attack.people import Client
    from bench.attack.scene import Attack


def test_an_attempt_that_did_not_come_to_its_end_proves_nothing_and_counts_nowhere_else() -> None:
    heard = Attempt(landed=True, followed=0, naive=40, recorded=True)
    failed = Attempt(landed=False, followed=0, naive=0, recorded=False, failure="TimeoutError: the floor is given")
    assert Kind([heard, failed]).as_json() == {
        "attempts": 2,
        "proven": 1,
        "landed": 1,
        "followed": 0,
        "naive": 40,
        "recorded": 1.0,
    }
    assert Kind([failed]).as_json()["naive"] is None


def test_an_attempt_that_raises_does_not_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    async def act(_scene: Scene) -> Client | None:
        raise AssertionError("never reached")

    async def breaks(_scene: Scene, _act: object) -> Attempt:
        raise ConnectionError("the engine went away")

    monkeypatch.setattr(Scene, "_attempt", breaks)
    scene = Scene.__new__(Scene)
    scene._doubts_its_ear = False  # noqa: SLF001 - a scene without a stage
    attempt = asyncio.run(scene.attempt(act))
    assert attempt.failure == "ConnectionError: the engine went away"


@pytest.mark.parametrize(
    ("taken", "announced", "there"),
    [({"promised"}, set(), False), ({"promised", "heard"}, {"heard"}, True), (set(), set(), True)],
)
def test_what_the_engine_promised_to_take_and_never_told_of_has_not_landed(
    taken: set[str], announced: set[str], *, there: bool
) -> None:
    scene = Scene.__new__(Scene)
    scene.ear = cast("Ear", SimpleNamespace(announced=announced))
    who = cast("Client", SimpleNamespace(taken=taken))
    assert scene._there(who) is there  # noqa: SLF001 - a scene without a stage


def test_the_ear_stays_subscribed_to_what_it_goes_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tokens last three minutes, and a run takes longer: by an old map nothing would be heard that is played."""
    monkeypatch.setattr(people, "RENEWAL", 0.0)
    access: dict[str, Any] = {"token": "connects", "channels": {"map": {"channel": "sitting:4.map", "token": "fresh"}}}
    client = SimpleNamespace(person=SimpleNamespace(push=lambda: access))
    sent: list[dict[str, Any]] = []

    class Sent(Exception):
        """It has sent something."""

    def send(_push: PushClient, command: dict[str, Any]) -> None:
        sent.append(command)
        raise Sent

    monkeypatch.setattr(PushClient, "_send", send)
    ear = Ear(cast("Client", client))
    ear._push = PushClient.__new__(PushClient)  # noqa: SLF001 - connected to nothing
    with contextlib.suppress(Sent):
        asyncio.run(ear._renew())  # noqa: SLF001 - its own background task
    assert [command["sub_refresh"] for command in sent] == [access["channels"]["map"]]


def test_a_kind_has_one_place_and_goes_over_the_relay_where_its_media_can_be_sent_that_way() -> None:
    modules = (speaker, next_speaker, presiding, tokens, booths, data, whip)
    assert len(KINDS) == sum(len(module.KINDS) for module in modules)
    assert kinds(Way.DIRECT) == KINDS
    assert set(KINDS) - set(kinds(Way.RELAY)) == OWN_WAY
    assert list(kinds(Way.RELAY, "3_speaker_unmutes,8c_removed")) == ["3_speaker_unmutes", "8c_removed"]
    with pytest.raises(KeyError):
        kinds(Way.RELAY, "whip")
    transport = rtc.IceTransportType.TRANSPORT_RELAY
    relayed = Way.RELAY.options().rtc_config
    assert relayed is not None
    assert (relayed.ice_transport_type, Way.DIRECT.options().rtc_config) == (transport, None)


def _sent(act: Attack, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens with which an attack comes, to an engine that refuses all of them."""
    came: list[str] = []

    async def refused(_client: Client, token: str) -> None:
        came.append(token)

    monkeypatch.setattr(tokens, "comes_with", refused)
    made = listener_token(enforcement.address(), "room", "r1", "Ms. New", 600, room_pass="p")
    person = SimpleNamespace(media=lambda: ("", made))
    scene = cast("Scene", SimpleNamespace(attacker=SimpleNamespace(person=person)))

    async def made_nothing() -> bool:
        return await act(scene) is None

    assert asyncio.run(made_nothing())
    return came


def _read(token: str, **options: Any) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(
        token, settings.LIVEKIT_SECRET, algorithms=["HS256"], options=cast("Any", options)
    )
    return claims


def test_a_forged_token_differs_from_a_good_one_in_what_is_tried_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (expired,) = _sent(tokens.expired_token, monkeypatch)
    with pytest.raises(jwt.ExpiredSignatureError):
        _read(expired)
    claims = _read(expired, verify_exp=False)
    assert (claims["sub"], claims["video"]["room"], claims["video"]["canPublish"]) == ("r1", "room", True)
    assert "canPublishSources" not in claims["video"]
    wrong = _sent(tokens.wrongly_signed_token, monkeypatch)
    for token in [*wrong, *_sent(tokens.altered_token, monkeypatch)]:
        with pytest.raises(jwt.InvalidSignatureError):
            _read(token)
    assert [_read(token, verify_signature=False)["iss"] for token in wrong] == [settings.LIVEKIT_KEY, "guessed"]
    unsigned = _sent(tokens.unsigned_token, monkeypatch)
    assert [jwt.get_unverified_header(token)["alg"] for token in unsigned] == ["none", "none"]
    assert unsigned[0].endswith(".")
    assert all(_read(token, verify_signature=False)["video"]["canPublish"] for token in unsigned)


@pytest.mark.parametrize(
    ("code", "landed"),
    [(rtc.RpcError.ErrorCode.UNSUPPORTED_METHOD, True), (rtc.RpcError.ErrorCode.CONNECTION_TIMEOUT, False)],
)
def test_what_the_stewards_client_answers_has_reached_it(
    monkeypatch: pytest.MonkeyPatch, code: int, *, landed: bool
) -> None:
    async def stewards(_room: str) -> list[str]:
        return ["steward-1-a"]

    async def answered() -> None:
        raise rtc.RpcError(code, "answered")

    async def heard(_scene: Scene) -> None:
        """The server's own would come."""

    monkeypatch.setattr(data, "_is_heard", heard)
    monkeypatch.setattr(data, "_stewards", stewards)
    monkeypatch.setattr(data, "_everything", lambda _me, to: [answered() for _one in to])
    ear = SimpleNamespace(received=[], identity="r2")
    client = SimpleNamespace(room=SimpleNamespace(local_participant=None))
    scene = SimpleNamespace(ear=ear, stage=SimpleNamespace(sitting=SimpleNamespace(room="room")))
    made = asyncio.run(data._send(cast("Scene", scene), cast("Client", client)))  # noqa: SLF001 - the part without engine
    assert (made is not None) is landed
