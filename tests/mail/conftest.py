"""A small consultation whose registration is open, on a database with threads of its own where a test asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import make_world
from tests.mail.smtp import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from tests.factories import World
    from tests.mail.smtp import Server


@pytest.fixture
def world(transactional_db: None) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``."""
    return make_world()


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A mail server that keeps what it is sent."""
    with serving(settings) as running:
        yield running
