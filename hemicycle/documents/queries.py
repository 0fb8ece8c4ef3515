"""Reads of documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q

from hemicycle.documents.models import Document, DocumentFile
from hemicycle.rules import documents as rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation


def symbols(consultation: int) -> set[str]:
    """The symbols of a consultation's documents."""
    return set(Document.objects.filter(consultation=consultation).values_list("symbol", flat=True))


def symbols_in_order(consultation: Consultation) -> list[str]:
    """The symbols of a consultation's documents, sorted."""
    return list(consultation.documents.order_by("symbol").values_list("symbol", flat=True))


def find(consultation: Consultation, key: int) -> Document | None:
    """One document of a consultation; none where it has no such one."""
    return consultation.documents.filter(pk=key).first()


def is_used(document: Document | None) -> bool:
    """Whether an item refers to a document."""
    return document is not None and document.items.exists()


def seen_by(consultation: Consultation, now: datetime, *, prepares: bool) -> QuerySet[Document]:
    """The documents of a consultation that a reader sees now (``rules.documents.sees``)."""
    rows = consultation.documents.all()
    return rows if prepares else rows.filter(visible(now))


def visible(now: datetime) -> Q:
    """Which documents every reader sees now: posted, their embargo over, or withdrawn after that."""
    over = Q(embargo_until=None) | Q(embargo_until__lte=now, withdrawn_at=None)
    return Q(posted_at__isnull=False) & (over | Q(embargo_until__lte=F("withdrawn_at")))


def opened(now: datetime, *, prepares: bool) -> Q:
    """Of which documents a reader opens the files now (``rules.documents.opens``)."""
    return Q() if prepares else visible(now) & Q(withdrawn_at=None)


def sees(document: Document, now: datetime, *, prepares: bool) -> bool:
    """Whether a reader sees a document now."""
    withdrawn, until = document.withdrawn_at, document.embargo_until
    early = withdrawn is not None and until is not None and withdrawn < until
    return rule.sees(document.standing(now), prepares=prepares, was_embargoed=early)


def opens(document: Document, now: datetime, *, prepares: bool) -> bool:
    """Whether a reader opens the files of a document now."""
    return rule.opens(document.standing(now), prepares=prepares)


def listed(consultation: Consultation) -> list[Document]:
    """Every document of a consultation by its symbol, with the items that refer to it."""
    return list(consultation.documents.order_by("symbol").prefetch_related("items"))


def versions(document: Document) -> list[Document]:
    """The revisions, addenda and corrigenda of a document, in the order in which they were posted."""
    return list(document.versions.order_by(F("posted_at").asc(nulls_last=True), "pk"))


def by_series(consultation: Consultation) -> Counter[str]:
    """How many documents each series has, by its key; one query."""
    return Counter(consultation.documents.exclude(series="").values_list("series", flat=True))


def current_files(documents: Iterable[Document]) -> dict[int, list[DocumentFile]]:
    """The files and links that documents have now: ``{document: files}``; one query."""
    found: dict[int, list[DocumentFile]] = {document.pk: [] for document in documents}
    rows = DocumentFile.objects.filter(document__in=found, replaced_at=None)
    for file in rows.select_related("upload"):
        found[file.document_id].append(file)
    return found


def without_file(consultation: Consultation) -> tuple[int, int]:
    """How many documents there are, and how many of them can be opened in no language; one query."""
    there = DocumentFile.objects.filter(document=OuterRef("pk"), replaced_at=None)
    found = consultation.documents.aggregate(total=Count("pk"), without=Count("pk", filter=~Exists(there)))
    return found["total"], found["without"]


def by_content(consultation: Consultation) -> Counter[str]:
    """How many documents contain each kind of text for adoption, by its key; one query."""
    return Counter(key for keys in consultation.documents.values_list("contains", flat=True) for key in set(keys))


def former_files(document: Document) -> list[DocumentFile]:
    """The files and links that stood in a document before, the latest first."""
    rows = document.files.filter(replaced_at__isnull=False).select_related("upload", "by")
    return list(rows.order_by("-replaced_at", "-pk"))
