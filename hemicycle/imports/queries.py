"""Reads of imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.imports.models import Import, ImportRow
from hemicycle.journal.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation

#: Read for every page of the desk.
_CHECKED = Prepared(
    lambda consultation: (
        Import.objects.filter(consultation=consultation, state=Import.State.CHECKED)
        .order_by("at", "pk")
        .values_list("pk", "kind", "total", "at")
    ),
    int,
)


@dataclass(frozen=True)
class Checked:
    """An import that was checked and is not applied.

    Attributes:
        key: Its key.
        total: Its rows.
    """

    key: int
    kind: str
    total: int
    since: datetime


def imports(consultation: Consultation) -> QuerySet[Import]:
    """Every import of a consultation, the last one first."""
    return consultation.imports.select_related("upload", "instrument", "by", "applied_by")


def imported_before(import_: Import) -> Import | None:
    """When the same file, byte for byte, was imported already."""
    same = imports(import_.consultation).filter(
        kind=import_.kind, upload__sha256=import_.upload.sha256, state=Import.State.APPLIED
    )
    return same.exclude(pk=import_.pk).first()


def find(consultation: Consultation, key: int) -> Import:
    """An import of a consultation.

    Raises:
        Import.DoesNotExist: there is none.
    """
    return imports(consultation).get(pk=key)


def rows_of(import_: Import, *, error: bool | None = None) -> QuerySet[ImportRow]:
    """The rows of an import; with ``error``, those that have an error, or those that have none."""
    rows = import_.rows.all()
    return rows if error is None else rows.filter(error=error)


def checked(consultation: Consultation) -> list[Checked]:
    """What was checked and waits to be applied, the oldest first."""
    return [Checked(*row) for row in _CHECKED.rows(consultation.pk)]
