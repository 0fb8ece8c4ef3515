"""Sittings without engines, in a database whose changes threads see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from tests.factories import World, make_world

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def world(room_world: World) -> World:
    return room_world


@pytest.fixture
def django_fresh(room_world: World) -> Callable[[], World]:  # noqa: ARG001 - its engines are recorded
    """A world made anew for each generated example, where the test's own database stays."""

    def fresh() -> World:
        call_command("flush", verbosity=0, interactive=False, allow_cascade=True)
        return make_world()

    return fresh
