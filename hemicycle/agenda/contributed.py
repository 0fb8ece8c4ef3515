"""The items as contributions know them: what there is to contribute to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.queries import with_documents
from hemicycle.consultations.item_lists import in_order, lists_of
from hemicycle.contributions.items import ListedItem, register

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation


def listen() -> None:
    """Say from now on what items there are."""
    register(_listed)


def _listed(consultation: Consultation) -> list[ListedItem]:
    rows = in_order(lists_of(consultation), with_documents(consultation), lambda row: (row.listing, row.number))
    return [
        ListedItem(
            row.pk,
            (row.listing, row.number),
            row.title,
            row.document.symbol if row.document else "",
            row.position,
            row.withdrawn_at is not None,
        )
        for row in rows
    ]
