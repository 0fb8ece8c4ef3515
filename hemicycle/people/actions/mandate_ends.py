"""The end of mandates: what ends with what, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.changes import mandates_changed
from hemicycle.people.models import FocalPoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


def tell(given: Sequence[int] = (), ended: Sequence[int] = ()) -> None:
    """Say within the act, once its rows are written, which mandates were given and which ended."""
    mandates_changed.send(sender=FocalPoint, given=given, ended=ended)


def end(rows: Iterable[FocalPoint], moment: datetime, why: str = "") -> list[int]:
    """End what goes on beyond a moment; what has not started by then never comes into force. Return their keys."""
    ended = []
    for row in rows:
        if row.end is None or row.end > moment:
            row.end, row.withdrawn_why = max(row.start, moment), why
            row.save(update_fields=["end", "withdrawn_why"])
            ended.append(row.pk)
    return ended


def under(top: Iterable[FocalPoint], rows: Iterable[FocalPoint]) -> list[FocalPoint]:
    """The mandates delegated under some, and under those in turn."""
    delegated: list[FocalPoint] = []
    keys, known = {row.pk for row in top}, sorted(rows, key=lambda row: row.pk)
    for row in known:  # whoever delegates has a mandate already: in order of their keys one pass finds all
        if row.delegated_by_id in keys:
            keys.add(row.pk)
            delegated.append(row)
    return delegated


def replaced_by(new: FocalPoint, rows: Iterable[FocalPoint]) -> list[FocalPoint]:
    """The mandates that end once a new one of the secretariat's naming starts, with what is delegated under them."""
    known = [row for row in rows if row.pk != new.pk]
    before = [row for row in known if row.delegated_by_id is None and row.start <= new.start]
    return [*before, *under(before, known)]
