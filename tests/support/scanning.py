"""A scanner that notes what waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from hemicycle.people import uploads
from hemicycle.people.scanning import Verdict

if TYPE_CHECKING:
    import pytest
    from pytest_django import Settings


def open_transactions(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many transactions are open, beside the test's own, each time a file is scanned from now on."""
    seen, own = list[int](), len(connection.atomic_blocks)

    def scan(_content: bytes) -> Verdict:
        seen.append(len(connection.atomic_blocks) - own)
        return Verdict.CLEAN

    settings.CLAMD = "127.0.0.1:3310"
    monkeypatch.setattr(uploads, "scan", scan)
    return seen
