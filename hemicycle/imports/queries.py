"""Reads of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.imports.models import Import, ImportRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation


def imports(consultation: Consultation) -> QuerySet[Import]:
    """Every import of a consultation, the last one first."""
    return consultation.imports.select_related("upload", "by", "applied_by")


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
