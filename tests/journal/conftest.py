"""What the tests of the journal share."""

from __future__ import annotations

import pytest

from tests.factories import World, make_world


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - there is a database
    """The consultation of ``tests.factories``."""
    return make_world()
