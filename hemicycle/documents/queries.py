"""Reads of documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest

from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.document_series import public_series
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.documents.terms import has_all, wanted
from hemicycle.journal.prepared import Prepared
from hemicycle.rules import documents as rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation

_CURRENT = DocumentFile.objects.filter(document=OuterRef("pk"), replaced_at=None)
#: Asked for every list that the secretariat opens.
_READY = Prepared(
    lambda consultation: Document.objects.filter(Exists(_CURRENT), consultation=consultation, posted_at=None).order_by(
        "pk"
    ),
    int,
)


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


def of_symbol(rows: QuerySet[Document], symbol: str) -> Document | None:
    """The one of some documents that has a symbol; None where none has."""
    return rows.filter(symbol=symbol).first()


def is_used(document: Document) -> bool:
    """Whether an item, a version or a contribution refers to a document."""
    of = Q(items__isnull=False) | Q(versions__isnull=False) | Q(contribution__isnull=False)
    return Document.objects.filter(of, pk=document.pk).exists()


def seen_by(consultation: Consultation, now: datetime, *, prepares: bool) -> QuerySet[Document]:
    """The documents of a consultation that a reader sees now (``rules.documents.sees``)."""
    rows = consultation.documents.all()
    return rows if prepares else rows.filter(visible(now))


def visible(now: datetime) -> Q:
    """Which documents every reader sees now: posted, their embargo over, or withdrawn after that."""
    over = Q(embargo_until=None) | Q(embargo_until__lte=now, withdrawn_at=None)
    return Q(posted_at__isnull=False) & (over | Q(embargo_until__lte=F("withdrawn_at")))


def public(consultation: Consultation, now: datetime) -> QuerySet[Document]:
    """What everybody sees now without signing in: what every reader sees of the series that are open to the public."""
    return of_series(consultation.documents.filter(visible(now)), public_series(consultation))


def embargo_ended(consultations: Collection[int], since: datetime, until: datetime) -> list[int]:
    """Those of some consultations (keys) in which an embargo ended after one moment and until another; one query."""
    rows = Document.objects.filter(consultation__in=consultations, posted_at__isnull=False, withdrawn_at=None)
    ended = rows.filter(embargo_until__gt=since, embargo_until__lte=until)
    return list(ended.values_list("consultation", flat=True).distinct())


def is_public(document: Document) -> bool:
    """Whether everybody sees a document once it is posted and its embargo is over."""
    root = [document, *bases(document)][-1]
    return root.series in public_series(document.consultation)


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


def of_items(rows: QuerySet[Document], items: Collection[int], also: Collection[int] = ()) -> QuerySet[Document]:
    """Those that items refer to, with their versions.

    Args:
        also: Keys of documents that are for these items without being theirs, as contributions are.
    """
    of = Q(items__in=items) | Q(base__items__in=items) | Q(base__base__items__in=items)
    if also:
        of |= Q(pk__in=also) | Q(base__in=also) | Q(base__base__in=also)
    return rows.filter(of).distinct()


def last_shown(rows: QuerySet[Document], most: int) -> list[Document]:
    """The latest of some documents that are posted, by when readers saw them first."""
    shown = rows.annotate(shown=Greatest("posted_at", Coalesce("embargo_until", "posted_at")))
    whole = shown.select_related("consultation").prefetch_related("submitters__member__names")
    return list(whole.order_by("-shown", "-pk")[:most])


def of_series(rows: QuerySet[Document], keys: Collection[str]) -> QuerySet[Document]:
    """Those of some series, with their versions."""
    return rows.filter(Q(series__in=keys) | Q(base__series__in=keys) | Q(base__base__series__in=keys))


def ready(consultation: Consultation) -> list[Document]:
    """Documents that are prepared and have a file or link."""
    return _READY.rows(consultation.pk)


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
    found = consultation.documents.aggregate(total=Count("pk"), without=Count("pk", filter=~Exists(_CURRENT)))
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
