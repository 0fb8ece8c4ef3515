from __future__ import annotations

import asyncio
import contextlib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from bench.attack import people
from bench.attack.people import Ear
from bench.attack.scene import Attempt, Scene
from bench.attacks import Kind
from bench.push_client import PushClient

if TYPE_CHECKING:
    import pytest

    from bench.attack.people import Client


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
