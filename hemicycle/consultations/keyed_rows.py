"""Rows of settings that have a key and an order: lists of items, classes of participants, kinds, regions and groups."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict

from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hemicycle.rules.reasons import ReasonCode


class KeyedRow(BaseModel):
    """A row.

    Attributes:
        key: Tells it apart from the others; it never changes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str


Row = TypeVar("Row", bound=KeyedRow)


def seen_of(row: KeyedRow) -> str:
    """Tells whether a row is still what somebody began to change, to whichever process: of sets none has an order."""
    content = json.dumps(row.model_dump(), sort_keys=True, default=_plain)
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, (set, frozenset)) else str(value)


def known(rows: Iterable[Row], key: str, otherwise: ReasonCode) -> Row:
    """The row of this key.

    Raises:
        Refusal: there is none, for the reason ``otherwise``.
    """
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise Refusal(otherwise)
    return found


def moved(rows: Sequence[Row], row: Row, *, up: bool) -> tuple[list[Row], dict[str, int]]:
    """The rows where one has changed places with the one before it, or after it; the same where there is none.

    Returns:
        Also its places, for the journal: ``{before, after}``, from 1.
    """
    made, place = list(rows), list(rows).index(row)
    other = min(max(place + (-1 if up else 1), 0), len(made) - 1)
    made[place], made[other] = made[other], made[place]
    return made, {"before": place + 1, "after": other + 1}


def replaced(rows: Iterable[Row], row: Row) -> list[Row]:
    """The rows with another one in the place of the one of its key."""
    return [row if one.key == row.key else one for one in rows]


def without(rows: Iterable[Row], key: str) -> list[Row]:
    """The rows but the one of this key."""
    return [row for row in rows if row.key != key]
