"""A small consultation whose registration is open, on a database with threads of its own where a test asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import make_world

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def world(transactional_db: None) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``."""
    return make_world()
