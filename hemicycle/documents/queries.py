"""Reads of documents."""

from __future__ import annotations

from hemicycle.documents.models import Document


def symbols(consultation: int) -> set[str]:
    """The symbols of a consultation's documents."""
    return set(Document.objects.filter(consultation=consultation).values_list("symbol", flat=True))
