"""The room's addresses, with engines that are recorded instead of reached."""

from __future__ import annotations

import pytest

from tests.factories import World, meet_now


@pytest.fixture
def world(room_world: World) -> World:
    return meet_now(room_world)
