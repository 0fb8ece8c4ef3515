"""The documents of a consultation as one reader sees them at a moment: found, narrowed, and what is new to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf

from hemicycle.consultations.languages import localized, looked_in
from hemicycle.documents import queries, search
from hemicycle.documents.models import DocumentFile, DocumentReader, DocumentSubmitter
from hemicycle.journal.prepared import Prepared
from hemicycle.rules.documents import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.db.models.expressions import OrderBy

    from hemicycle.consultations.models import Consultation
    from hemicycle.documents.models import Document
_SEEN = Prepared(
    lambda consultation, person: DocumentReader.objects.filter(consultation=consultation, person=person).values_list(
        "seen_at"
    ),
    int,
    int,
)


class ListedFile(NamedTuple):
    """What a list says of a document in one language; it has hundreds of them.

    Attributes:
        link: Where there is no file; without one there are a name, a media type and a size in bytes.
    """

    language: str
    at: datetime
    link: str
    name: str | None = None
    media_type: str | None = None
    size: int | None = None

    @classmethod
    def of(cls, file: DocumentFile) -> ListedFile:
        """The same of a file that is read whole."""
        upload = file.upload
        facts = (upload.name, upload.media_type, upload.size) if upload else ()
        return cls(file.language, file.at, file.link, *facts)


@dataclass(frozen=True)
class Reading:
    """A reader's view.

    Attributes:
        prepares: They see what is not posted.
        seen_at: What was posted until then is not new to them; None before they said for the first time that they have
            seen it: nothing is new then.
    """

    consultation: Consultation
    now: datetime
    prepares: bool
    seen_at: datetime | None = None

    @cached_property
    def documents(self) -> QuerySet[Document]:
        """Those that they see."""
        return queries.seen_by(self.consultation, self.now, prepares=self.prepares)

    def found(self, text: str, of_items: Collection[int] = ()) -> set[int] | None:
        """Keys of those that they find by a text; None where it narrows nothing.

        Args:
            of_items: Keys of documents that are found by their items.
        """
        if not text:
            return None
        opened = queries.opened(self.now, prepares=self.prepares)
        return search.found(self.consultation, self.documents, opened, text, also=of_items)

    def standing(self, where: Standing) -> Q:
        """The documents that are listed there."""
        posted, gone = Q(posted_at__isnull=False), Q(withdrawn_at__isnull=False)
        held = Q(embargo_until__gt=self.now)
        return {
            Standing.PREPARED: ~posted,
            Standing.EMBARGOED: posted & ~gone & held,
            Standing.POSTED: posted & ~gone & (Q(embargo_until=None) | ~held),
            Standing.WITHDRAWN: gone,
        }[where]

    def new(self) -> Q:
        """Which documents are new to them: posted, opened by the end of an embargo, withdrawn, or given a language."""
        if self.seen_at is None:
            return Q(pk__in=())
        later = Q(posted_at__gt=self.seen_at) | Q(withdrawn_at__gt=self.seen_at)
        ended = Q(embargo_until__gt=self.seen_at, embargo_until__lte=self.now)
        added = DocumentFile.objects.filter(replaced_at=None, at__gt=self.seen_at).values("document")
        return Q(posted_at__isnull=False) & (later | ended | Q(pk__in=added))

    def is_new(self, document: Document) -> bool:
        """The same of one whose files are read."""
        if self.seen_at is None or document.posted_at is None:
            return False
        until = document.embargo_until
        moments = [document.posted_at, document.withdrawn_at, until if until and until <= self.now else None]
        moments += [file.at for file in current(document)]
        return any(at is not None and at > self.seen_at for at in moments)


@dataclass(frozen=True)
class PublicReading(Reading):
    """What everybody reads without signing in."""

    prepares: bool = False

    @cached_property
    def documents(self) -> QuerySet[Document]:
        """Those of the series that are open to the public."""
        return queries.public(self.consultation, self.now)


def reading_of(consultation: Consultation, person: int, now: datetime, *, prepares: bool) -> Reading:
    """What a person sees now, and what they have seen already."""
    row = _SEEN.first(consultation.pk, person)
    return Reading(consultation, now, prepares, row[0] if row else None)


def seen(consultation: Consultation, person: int, now: datetime) -> None:
    """Keep that a person has seen what there is now: a note for themselves, and no act."""
    DocumentReader.objects.bulk_create(
        [DocumentReader(consultation=consultation, person_id=person, seen_at=now)],
        update_conflicts=True,
        unique_fields=["consultation", "person"],
        update_fields=["seen_at"],
    )


def whole(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with their submitters, by a constant number of queries; ``read_files`` reads their files.

    Those of one value are in the order of their keys: the database promises none.
    """
    members = DocumentSubmitter.objects.select_related("member").prefetch_related("member__names")
    # As a list: Django would make a query set for each document, which takes longer than to read its rows.
    return rows.prefetch_related(Prefetch("submitters", members, to_attr="submitted")).order_by("pk")


def read_files(documents: Iterable[Document]) -> None:
    """Read the files and links that documents have now, which ``current`` has from then on; one query."""
    found: dict[int, list[ListedFile]] = {document.pk: [] for document in documents}
    files = DocumentFile.objects.filter(document__in=found, replaced_at=None)
    columns = ("language", "at", "link", "upload__name", "upload__media_type", "upload__size")
    for document, *file in files.values_list("document", *columns):
        found[document].append(ListedFile(*file))
    for row in documents:
        row.current = found[row.pk]  # type: ignore[attr-defined]


def current(document: Document) -> list[ListedFile]:
    """The files and links that a document has now, once they are read."""
    files: list[ListedFile] = document.current  # type: ignore[attr-defined]
    return files


def submitters(document: Document) -> list[DocumentSubmitter]:
    """The Members that submitted a document, in their order, where it is read ``whole``."""
    rows: list[DocumentSubmitter] = document.submitted  # type: ignore[attr-defined]
    return rows


def with_file(rows: QuerySet[Document], language: str) -> QuerySet[Document]:
    """Those that have a file or link in a language; in none, where none is given."""
    files = DocumentFile.objects.filter(replaced_at=None)
    if not language:
        return rows.exclude(pk__in=files.values("document"))
    return rows.filter(pk__in=files.filter(language=language).values("document"))


def title_text() -> Coalesce:
    """The title in the reader's language, or in one that stands in; empty where ``localized`` takes whichever there is.

    The database takes it out of the titles in all languages, which are as many times as much to read.
    """
    said = [NullIf(KeyTextTransform(code, "title"), Value("")) for code in looked_in()]
    return Coalesce(*said, Value(""), output_field=TextField())


def other_titles(rows: QuerySet[Document]) -> dict[int, str]:
    """The titles of those of some documents that have none in these languages, by their keys; one query."""
    left = rows.annotate(said=title_text()).filter(said="").values_list("pk", "title")
    return {key: localized(title) for key, title in left}


def by_languages() -> tuple[OrderBy]:
    """By in how many languages there is a file or link."""
    files = DocumentFile.objects.filter(document=OuterRef("pk"), replaced_at=None).order_by().values("document")
    return (Subquery(files.annotate(number=Count("pk")).values("number")).asc(nulls_first=True),)


def by_posting() -> tuple[OrderBy]:
    """By when they were posted; what is not, first."""
    return (F("posted_at").asc(nulls_first=True),)


def by_standing(now: datetime) -> tuple[Case]:
    """What is prepared, then what is held back, what is posted, what is withdrawn."""
    return (
        Case(
            When(withdrawn_at__isnull=False, then=3),
            When(posted_at=None, then=0),
            When(embargo_until__gt=now, then=1),
            default=2,
        ),
    )
