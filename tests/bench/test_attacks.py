from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bench.attack.scene import Attempt, Scene
from bench.attacks import Kind

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
