"""Reads of items, with their documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from hemicycle.agenda.models import Item, Programme
from hemicycle.consultations.item_lists import in_order, lists_of
from hemicycle.contributions.models import ContributionVersion
from hemicycle.documents.models import Document
from hemicycle.documents.terms import has_all, wanted
from hemicycle.journal.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation

#: Of documents with an item on the agenda: its place there. Asked for every list of documents.
_POSITIONS = Prepared(
    lambda consultation: Item.objects.filter(
        consultation=consultation, document__isnull=False, position__isnull=False
    ).values_list("document", "position"),
    int,
)
#: Of documents that contributions became: the item of each version, the latest one last.
_CONTRIBUTED = Prepared(
    lambda consultation: (
        ContributionVersion.objects.filter(
            contribution__consultation=consultation, contribution__document__isnull=False
        )
        .order_by("number")
        .values_list("contribution__document", "listing", "item_number")
    ),
    int,
)


def agendas(consultations: Iterable[Consultation]) -> dict[int, list[Item]]:
    """The agenda of each consultation, in order: ``{consultation: items}``."""
    items_of: dict[int, list[Item]] = {consultation.pk: [] for consultation in consultations}
    items = Item.objects.filter(consultation__in=items_of, position__isnull=False).select_related("document")
    for item in items.order_by("position"):
        items_of[item.consultation_id].append(item)
    return items_of


def put(consultation: Consultation) -> list[Item]:
    """Every item that may be put to the Members, by list in their order, with its document; none that is withdrawn."""
    rows = consultation.items.filter(withdrawn_at=None).select_related("document")
    return in_order(lists_of(consultation), rows, lambda row: (row.listing, row.number))


def document(consultation_slug: str, symbol: str) -> Document:
    """A document by its symbol, with its consultation and the items that it is for.

    Raises:
        Document.DoesNotExist: there is none.
    """
    documents = Document.objects.select_related("consultation").prefetch_related("items")
    return documents.get(consultation__slug=consultation_slug, symbol=symbol)


def documents_of_items_named(consultation: Consultation, text: str) -> set[int]:
    """Keys of the documents of items whose titles have all words of a text; one query."""
    words = wanted(text)
    rows = Item.objects.filter(consultation=consultation, document__isnull=False).values_list("document", "title")
    return {key for key, title in rows if words and has_all("\n".join(title.values()), words)}


def positions_of_documents(consultation: Consultation) -> dict[int, list[int]]:
    """The places on the agenda of the items that documents are for, by the document's key, the first one first.

    A contribution that became a document is for its item. Three queries at most.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for document, position in _POSITIONS.rows(consultation.pk):
        if position is not None:
            found[document].add(position)
    for document, item in items_of_contributions(consultation).items():
        if item.position is not None:
            found[document].add(item.position)
    return {document: sorted(positions) for document, positions in found.items()}


def items_of_contributions(consultation: Consultation) -> dict[int, Item]:
    """The item of each contribution that became a document, by the document's key; two queries at most."""
    # The latest version says to which item it is.
    places = {document: (listing, number) for document, listing, number in _CONTRIBUTED.rows(consultation.pk)}
    if not places:
        return {}
    items = {(item.listing, item.number): item for item in Item.objects.filter(consultation=consultation)}
    return {document: items[place] for document, place in places.items() if place in items}


def find_item(consultation: Consultation, key: int) -> Item | None:
    """One item of a consultation with its document; none where it has no such one."""
    return Item.objects.filter(consultation=consultation).select_related("document").filter(pk=key).first()


def with_documents(consultation: Consultation) -> list[Item]:
    """Every item of a consultation, withdrawn ones too, with its document."""
    return list(Item.objects.filter(consultation=consultation).select_related("document"))


def next_number(consultation: Consultation) -> int:
    """One more than the highest number that an item has."""
    return int(Item.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0) + 1


def by_list(consultation: Consultation) -> Counter[str]:
    """How many items stand in each list, by its key."""
    return Counter(Item.objects.filter(consultation=consultation).values_list("listing", flat=True))


def programme(consultation: Consultation) -> Programme:
    """A consultation's programme, with its defaults where nobody has changed anything yet."""
    return Programme.objects.filter(consultation=consultation).first() or Programme(consultation=consultation)


def order_of(consultation: int) -> list[int]:
    """Keys of the items of the agenda, in order."""
    rows = Item.objects.filter(consultation=consultation, position__isnull=False)
    return list(rows.order_by("position").values_list("pk", flat=True))


@dataclass(frozen=True)
class ItemsReady:
    """How many items there are that are not withdrawn, are on the agenda, and have no document."""

    total: int
    put: int
    without_document: int


def items_ready(consultation: Consultation) -> ItemsReady:
    """How far the items of a consultation are prepared, by one query."""
    return ItemsReady(
        **Item.objects.filter(consultation=consultation, withdrawn_at=None).aggregate(
            total=Count("pk"),
            put=Count("pk", filter=Q(position__isnull=False)),
            without_document=Count("pk", filter=Q(document=None)),
        )
    )
