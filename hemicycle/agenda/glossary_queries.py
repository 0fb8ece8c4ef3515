"""What is read of the glossary."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OrderBy, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from hemicycle.agenda.models import GlossaryEntry, Item
from hemicycle.documents.terms import folded_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation


def entries(consultation: Consultation) -> QuerySet[GlossaryEntry]:
    """Every entry by number, with its items."""
    return GlossaryEntry.objects.filter(consultation=consultation).prefetch_related("items").order_by("number")


def size(consultation: Consultation) -> int:
    """How many entries there are."""
    return GlossaryEntry.objects.filter(consultation=consultation).count()


def find(consultation: Consultation, number: int) -> GlossaryEntry | None:
    """One entry; none where the glossary has no such one."""
    return entries(consultation).filter(number=number).first()


def found(rows: QuerySet[GlossaryEntry], text: str) -> QuerySet[GlossaryEntry]:
    """Those that have all words of a text, whatever its case, accents and marks."""
    for word in folded_words(text):
        rows = rows.filter(words__contains=word)
    return rows


def of_item(rows: QuerySet[GlossaryEntry], item: int) -> QuerySet[GlossaryEntry]:
    """Those that are named for an item, and those for all items."""
    return rows.filter(Q(items=item) | Q(items=None)).distinct()


def preferred_term(language: str) -> KeyTextTransform:
    """The preferred term in a language, as the database reads it."""
    return KeyTextTransform(0, KeyTransform(language, "terms"))


def by_items() -> tuple[OrderBy, ...]:
    """The first of the items on the agenda; what is for none that is on it comes last."""
    places = Item.objects.filter(glossary=OuterRef("pk"), position__isnull=False).order_by("position")
    return (OrderBy(Subquery(places.values("position")[:1]), nulls_last=True),)


def state(consultation: Consultation) -> str:
    """Tells one state of the glossary from every other, by one query."""
    rows = GlossaryEntry.objects.filter(consultation=consultation)
    facts = rows.aggregate(number=Count("pk"), last=Max("pk"), changed=Max("changed_at"))
    return sha256(repr((consultation.pk, *facts.values())).encode()).hexdigest()[:32]


def as_listed(consultation: Consultation) -> list[dict[str, Any]]:
    """What a booth searches: terms by language, note, and keys of items."""
    return [
        {
            "number": entry.number,
            "terms": entry.terms,
            "note": entry.note,
            "items": sorted(item.pk for item in entry.items.all()),
        }
        for entry in entries(consultation)
    ]
