"""Who asks the room's addresses faster than a page does waits, before anything is read for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.live import pacing
from hemicycle.live.pacing import Buckets, Pace
from tests.live.test_permissions import sign_in

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands; what is in it is now."""
    now = [0.0]
    monkeypatch.setattr(pacing, "buckets", Buckets(lambda: now[0]))
    return now


def ask(client: Client, world: World, address: str) -> Answer:
    path = f"/sittings/{world.sitting.pk}/{address}"
    return client.get(path) if address == "documents" else client.post(path, "{}", content_type="application/json")


@pytest.mark.parametrize(("address", "most"), [("push", 40), ("documents", 40), ("commands", 60)])
@pytest.mark.usefixtures("clock")
def test_who_asks_too_fast_is_told_when_to_ask_again_and_costs_no_query(world: World, address: str, most: int) -> None:
    client = sign_in(world, "br")
    assert {ask(client, world, address).status_code for _ in range(most)} <= {200, 400}
    with CaptureQueriesContext(connection) as queries:
        refused = ask(client, world, address)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert refused.json()["reason"]["code"] == "too_many"
    assert not queries.captured_queries


def test_joining_costs_more_than_reading(world: World, clock: list[float]) -> None:
    client = sign_in(world, "br")
    assert [ask(client, world, "join").status_code for _ in range(9)] == [200] * 8 + [429]
    clock[0] += 1
    assert [ask(client, world, "join").status_code for _ in range(2)] == [200, 429]


@pytest.mark.usefixtures("clock")
def test_one_persons_sessions_wait_together_and_nobody_else(world: World) -> None:
    first, second, other = sign_in(world, "br"), sign_in(world, "br"), sign_in(world, "jp")
    assert ask(second, world, "push").status_code == 200
    assert {ask(first, world, "push").status_code for _ in range(39)} == {200}
    assert ask(second, world, "push").status_code == 429
    assert ask(other, world, "push").status_code == 200


@pytest.mark.usefixtures("clock")
def test_pages_are_not_paced(world: World) -> None:
    client = sign_in(world, "br")
    while ask(client, world, "push").status_code != 429:
        pass
    assert client.get(f"/sittings/{world.sitting.pk}/").status_code == 200


@pytest.mark.usefixtures("clock")
def test_it_is_said_in_the_readers_language(world: World) -> None:
    client = sign_in(world, "br")
    while ask(client, world, "documents").status_code != 429:
        pass
    path = f"/sittings/{world.sitting.pk}/documents"
    french = client.get(path, headers={"Accept-Language": "fr"}).json()["message"]
    assert french != ask(client, world, "documents").json()["message"]


def test_a_bucket_fills_again_up_to_its_size() -> None:
    now = [0.0]
    buckets, pace = Buckets(lambda: now[0]), Pace(most=2, per_second=0.5)
    assert [buckets.take("a", pace, 1) for _ in range(3)] == [0, 0, 2]
    now[0] += 1
    assert buckets.take("a", pace, 1) == 1
    now[0] += 100
    assert [buckets.take("a", pace, 1) for _ in range(3)] == [0, 0, 2]


def test_who_asked_longest_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "REMEMBERED", 2)
    buckets, pace = Buckets(lambda: 0.0), Pace(most=1, per_second=1)
    assert [buckets.take(who, pace, 1) for who in "abca"] == [0, 0, 0, 0]
    assert buckets.take("a", pace, 1) > 0
