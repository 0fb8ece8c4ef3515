"""Exports hold personal data: their files are deleted with it, and after some days in any case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hemicycle.ending.models import Export
from hemicycle.people.changes import personal_data_deleted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

#: Whoever asked for an export has fetched it by then, or asks anew.
KEPT = timedelta(days=7)


def listen() -> None:
    """Delete them from now on."""
    personal_data_deleted.connect(_delete, dispatch_uid="ending.forgetting")


def delete_old(at: datetime) -> int:
    """Delete the exports whose time is over; how many. The worker asks for it once a day."""
    return _with_files(Export.objects.filter(at__lt=at - KEPT))


def _delete(*, consultations: Collection[int], **_: Any) -> None:
    _with_files(Export.objects.all() if not consultations else Export.objects.filter(consultation__in=consultations))


def _with_files(rows: Iterable[Export]) -> int:
    count = 0
    for row in rows:
        if row.file:
            row.file.delete(save=False)
        row.delete()
        count += 1
    return count
