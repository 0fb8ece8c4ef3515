"""A sitting with an open item, without engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.outcome.acting import Acting

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def world(room_world: World) -> World:
    return room_world


@pytest.fixture
def acting(world: World) -> Acting:
    """The first item is open, and nothing is proposed under it."""
    acting = Acting(world)
    acting.open()
    return acting
