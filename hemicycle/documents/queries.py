"""Reads of documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest

from hemicycle.consultations.document_contents import contents_of
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.documents.terms import has_all, wanted
from hemicycle.rules import documents as rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
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


def by_symbol(consultation: Consultation, symbol: str) -> Document | None:
    """One document of a consultation; none where it has no such one."""
    return consultation.documents.filter(symbol=symbol).first()


def is_used(document: Document) -> bool:
    """Whether an item or a version refers to a document."""
    return document.items.exists() or document.versions.exists()


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


def listed(consultation: Consultation, now: datetime, *, prepares: bool) -> list[Document]:
    """Every document that a reader sees, by its symbol."""
    return list(seen_by(consultation, now, prepares=prepares).order_by("symbol"))


def hidden_symbols(consultation: Consultation, now: datetime) -> frozenset[str]:
    """Symbols of the documents that only who prepares documents sees now; one query."""
    return frozenset(consultation.documents.exclude(visible(now)).values_list("symbol", flat=True))


def narrowed(rows: QuerySet[Document], only: Q) -> QuerySet[Document]:
    """Those of some documents to which something applies."""
    return rows.filter(only)


def number(rows: QuerySet[Document]) -> int:
    """How many there are."""
    return rows.count()


def of_items(rows: QuerySet[Document], items: Collection[int]) -> QuerySet[Document]:
    """Those that items refer to, with their versions."""
    return rows.filter(Q(items__in=items) | Q(base__items__in=items) | Q(base__base__items__in=items)).distinct()


def last_shown(consultation: Consultation, now: datetime, most: int) -> list[Document]:
    """What every reader sees now, the latest first."""
    rows = consultation.documents.filter(visible(now)).annotate(
        shown=Greatest("posted_at", Coalesce("embargo_until", "posted_at"))
    )
    return list(
        rows.select_related("consultation")
        .prefetch_related("submitters__member__names")
        .order_by("-shown", "-pk")[:most]
    )


def of_series(rows: QuerySet[Document], key: str) -> QuerySet[Document]:
    """Those of a series, with their versions."""
    return rows.filter(Q(series=key) | Q(base__series=key) | Q(base__base__series=key))


def ready(consultation: Consultation) -> list[Document]:
    """Documents that are prepared and have a file or link."""
    files = DocumentFile.objects.filter(replaced_at=None).values("document")
    return list(consultation.documents.filter(posted_at=None, pk__in=files).order_by("pk"))


def versions(document: Document) -> list[Document]:
    """The revisions, addenda and corrigenda of a document, in the order in which they were posted."""
    return list(document.versions.order_by(F("posted_at").asc(nulls_last=True), "pk"))


def bases(document: Document) -> list[Document]:
    """What a document is a version of, and what that one is a version of."""
    found = []
    row = document.base
    while row is not None:
        found.append(row)
        row = row.base
    return found


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


def containing_what_is_named(consultation: Consultation, text: str) -> set[int]:
    """Keys of the documents that contain a text for adoption whose name has all words of a text."""
    words = wanted(text)
    keys = {key for key, row in contents_of(consultation).items() if has_all("\n".join(row.name.values()), words)}
    if not words or not keys:
        return set()
    return {pk for pk, contains in consultation.documents.values_list("pk", "contains") if keys & set(contains)}


def former_files(document: Document) -> list[DocumentFile]:
    """The files and links that stood in a document before, the latest first."""
    rows = document.files.filter(replaced_at__isnull=False).select_related("upload", "by")
    return list(rows.order_by("-replaced_at", "-pk"))
