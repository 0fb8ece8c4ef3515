"""The texts of statements go to the booths and to who presides, and to no delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jwt
import pytest
from django.conf import settings

from hemicycle.live import push_access
from hemicycle.rules.permissions import Action, permits
from tests.classes import CAPACITIES
from tests.live.test_permissions import sign_in
from tests.outcome.test_statements import hand_in
from tests.support.commands import WHO

if TYPE_CHECKING:
    from hemicycle.rules.capacity import Capacity
    from tests.factories import World

SECRET = "What nobody else may read."


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_only_who_serves_the_sitting_has_the_channel_and_the_document(world: World, capacity: Capacity) -> None:
    hand_in(world, "gh", 1, SECRET)
    world.sitting.discussions.create(item=world.items[0], start=world.sitting.opens_at)
    client = sign_in(world, WHO[capacity])
    serves = permits(capacity, Action.STATEMENTS_SEE)
    channels = client.post(f"/sittings/{world.sitting.pk}/push").json()["channels"]
    assert ("statements" in channels) == serves
    for answer in (
        client.get(f"/sittings/{world.sitting.pk}/documents").content,
        client.post(f"/sittings/{world.sitting.pk}/join").content,
    ):
        assert (SECRET.encode() in answer) == serves
    if serves:
        claims = jwt.decode(channels["statements"]["token"], settings.CENTRIFUGO_TOKEN_SECRET, ["HS256"])
        assert claims["channel"] == f"booth:{world.sitting.pk}.statements"


def test_no_token_of_a_delegate_is_for_the_channel_of_the_booths(world: World) -> None:
    channels = sign_in(world, "br").post(f"/sittings/{world.sitting.pk}/push").json()["channels"]
    named = {
        jwt.decode(one["token"], settings.CENTRIFUGO_TOKEN_SECRET, ["HS256"])["channel"] for one in channels.values()
    }
    assert push_access.channel(world.sitting.pk, "statements") not in named
    assert not any(name.startswith("booth:") for name in named)


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_a_delegation_reads_its_own_text_alone(world: World, capacity: Capacity) -> None:
    hand_in(world, "br", 1, SECRET)
    answer = sign_in(world, WHO[capacity]).get(f"/sittings/{world.sitting.pk}/statement", {"item": world.items[0].pk})
    assert answer.json()["statement"] == (
        {"number": 1, "language": "en", "text": SECRET, "file": "", "published": False}
        if WHO[capacity] == "br"
        else None
    )
    assert answer.json()["most"] == 1500


def test_a_delegate_of_the_same_member_reads_it_and_an_item_of_nothing_is_empty(world: World) -> None:
    hand_in(world, "br", 1, SECRET)
    client, address = sign_in(world, "br2"), f"/sittings/{world.sitting.pk}/statement"
    assert client.get(address, {"item": world.items[0].pk}).json()["statement"]["text"] == SECRET
    for item in ("0", "x", "", "9" * 30):
        assert client.get(address, {"item": item}).json()["statement"] is None
