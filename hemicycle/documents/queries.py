"""Reads of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.documents.models import Document

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation


def symbols(consultation: int) -> set[str]:
    """The symbols of a consultation's documents."""
    return set(Document.objects.filter(consultation=consultation).values_list("symbol", flat=True))


def documents(consultation: Consultation) -> list[Document]:
    """Every document of a consultation, by its symbol."""
    return list(Document.objects.filter(consultation=consultation).order_by("symbol"))
