"""Reads of items, with their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.documents.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation


def agendas(consultations: Iterable[Consultation]) -> dict[int, list[Item]]:
    """The agenda of each consultation, in order: ``{consultation: items}``."""
    found: dict[int, list[Item]] = {consultation.pk: [] for consultation in consultations}
    items = Item.objects.filter(consultation__in=found, position__isnull=False).select_related("document")
    for item in items.order_by("position"):
        found[item.consultation_id].append(item)
    return found


def document(consultation_slug: str, symbol: str) -> Document:
    """A document by its symbol, with its consultation and the items that it is for.

    Raises:
        Document.DoesNotExist: there is none.
    """
    found = Document.objects.select_related("consultation").prefetch_related("items")
    return found.get(consultation__slug=consultation_slug, symbol=symbol)
