"""Rows of a setting that stand in an order of the consultation's own, each told apart by a key that never changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel


class Keyed(Protocol):
    """What has a key."""

    @property
    def key(self) -> str:
        """Tells it apart from the others."""


Row = TypeVar("Row", bound=Keyed)


def seen_of(row: BaseModel) -> str:
    """Tells whether a row is still what somebody began to change."""
    return hashlib.sha256(row.model_dump_json().encode()).hexdigest()


def moved(rows: Sequence[Row], key: str, *, up: bool) -> tuple[list[Row], int, int]:
    """The rows once that of a key has changed places with the one before it, or after it, if there is one.

    Returns:
        They, and the places of the row before and after, from 0.
    """
    place = next(place for place, row in enumerate(rows) if row.key == key)
    other = min(max(place + (-1 if up else 1), 0), len(rows) - 1)
    changed = list(rows)
    changed[place], changed[other] = changed[other], changed[place]
    return changed, place, other
