"""What there is to read under each item, at this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.contributions.shown import shown
from hemicycle.documents.queries import sees
from hemicycle.live import documentation_documents as shapes
from hemicycle.rules.documents import Standing
from hemicycle.sittings import queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.agenda.models import Item
    from hemicycle.contributions.shown import ShownContribution
    from hemicycle.sittings.models import Sitting


def documentation(sitting: Sitting) -> shapes.DocumentationDocument:
    """Documents and contributions of the agenda, for everybody alike: nothing that is held back is among them."""
    now = timezone.now()
    contributed = shown(sitting.consultation, now)
    items = [_of_item(item, contributed.get((item.listing, item.number), ()), now) for item in queries.plan(sitting)]
    return shapes.DocumentationDocument(
        seq=sitting.sequence, items=[item for item in items if item.document or item.contributions]
    )


def _of_item(item: Item, contributed: Sequence[ShownContribution], now: datetime) -> shapes.ItemDocumentation:
    document = item.document if item.document and sees(item.document, now, prepares=False) else None
    return shapes.ItemDocumentation(
        item=item.pk,
        document=document.symbol if document else "",
        withdrawn=document is not None and document.standing(now) is Standing.WITHDRAWN,
        contributions=[shapes.ContributedDocument(symbol=one.symbol, members=list(one.members)) for one in contributed],
    )
