"""A consultation whose Members contribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contributions.contributing import Contributing

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def world(room_world: World) -> World:
    return room_world


@pytest.fixture
def contributing(world: World) -> Contributing:
    made = Contributing(world)
    made.deadline(None)
    return made
