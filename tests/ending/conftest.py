"""A small consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import make_world

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - there is a database
    return make_world()
