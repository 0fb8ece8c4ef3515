"""The room's addresses, with engines that are recorded instead of reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def world(room_world: World) -> World:
    return room_world
