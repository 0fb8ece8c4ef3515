"""Reads of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.imports.models import Import

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
