"""Installations that hold the tests' own ports and data folders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hemicycle.ops import installation as installations
from tests.factories import make_world
from tests.ports import free_port

if TYPE_CHECKING:
    from pathlib import Path

    from hemicycle.ops.installation import Installation
    from tests.factories import World


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    read = installations.read()
    return replace(read, home=tmp_path, push=replace(read.push, port=free_port(), origins=("https://council.example",)))


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``, its sitting open."""
    return make_world()
