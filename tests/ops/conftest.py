"""Installations that hold the tests' own ports and data folders."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hemicycle.ops import installation as installations

if TYPE_CHECKING:
    from pathlib import Path

    from hemicycle.ops.installation import Installation


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    read = installations.read()
    return replace(read, home=tmp_path, push=replace(read.push, port=free_port(), origins=("https://council.example",)))
