"""Documents as a list shows them: found, narrowed and sorted in the database, a page of them read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.document_contents import contents_named, contents_of
from hemicycle.consultations.joins import listed as joined
from hemicycle.consultations.languages import localized, reader_language
from hemicycle.documents import queries, reading
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.web.documents.files import OF_PARTICIPANTS, address_of, links, shown
from hemicycle.web.documents.labels import LOOKS, STANDINGS
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.queryset_table import QuerysetTable, SearchIndex
from hemicycle.web.toolkit.tables import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from hemicycle.documents.models import Document, DocumentSubmitter
    from hemicycle.documents.reading import Reading
    from hemicycle.rules.documents import Standing
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.documents.files import ShownFile
    from hemicycle.web.toolkit.queryset_table import IndexLine
    from hemicycle.web.toolkit.tables import TableQuery

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list, as one reader sees it.

    Attributes:
        address: Of its page.
        contains: Names of the texts for adoption in it.
        files: Those that the reader opens.
        items: Numbers of its items on the agenda.
        submitters: Who submitted it.
        posted: When it was posted, in words; empty while it is prepared.
        new: It was posted, or got a language, since the reader was last here.
        slug: Of its consultation.
    """

    document: Document
    standing: Standing
    contains: list[str]
    files: list[ShownFile]
    items: list[int]
    submitters: str
    posted: str
    new: bool
    address: str
    slug: str

    @property
    def label(self) -> str:
        """Where it stands, in words."""
        return str(STANDINGS[self.standing])

    @property
    def links(self) -> SafeString:
        """To its files."""
        return links(self.document.symbol, self.files)

    @property
    def edit_address(self) -> str:
        """Where it is edited."""
        return _edit_address(self.slug, self.document.pk)

    @property
    def look(self) -> str:
        """Of the chip that says so."""
        return LOOKS[self.standing]


def reading_at(at: InConsultation) -> Reading:
    """What a visitor sees of the documents."""
    person = at.visitor.registration.person_id
    return reading.reading_of(at.consultation, person, at.now, prepares=prepares(at))


def prepares(at: InConsultation) -> bool:
    """Whether a visitor sees documents that are not posted."""
    return at.may_read(Action.DOCUMENT_EDIT)


def submitted_by(document: Document, submitters: Iterable[DocumentSubmitter] | None = None) -> str:
    """Who submitted a document, in the reader's language.

    Args:
        submitters: The Members among them, where they are read already.
    """
    rows = document.submitters.all() if submitters is None else submitters
    members = [member_name(row.member) for row in rows]
    return joined([*members, *filter(None, [localized(document.submitted_by)])])


@lru_cache(maxsize=10_000)
def _edit_address(slug: str, key: int) -> str:
    return reverse("document_edit", args=[slug, key])


@lru_cache(maxsize=10_000)
def natural(symbol: str) -> tuple[tuple[int, int, str], ...]:
    """What symbols are sorted by: C20/2 before C20/10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(symbol.casefold()))


class DocumentTable(QuerysetTable["Document"]):
    """Documents, by their symbols where nothing else is asked for; ``shown`` is the page as its reader sees it."""

    page_size = 25
    #: Where the files of its rows are opened, and the names of its columns that its reader has not.
    file_pages = OF_PARTICIPANTS
    without: frozenset[str] = frozenset()

    def __init__(
        self,
        seen: Reading,
        rows: QuerySet[Document],
        query: TableQuery,
        kept: Mapping[str, str],
        found: Collection[int] | None = None,
    ) -> None:
        self._reading, self._contents = seen, contents_of(seen.consultation)
        columns = [column for column in self._columns() if column.name not in self.without]
        by_title = query.sort.removeprefix("-") == "title"
        index = SearchIndex(("symbol", reading.title_text()) if by_title else ("symbol",), str)
        rows = reading.whole(rows)
        # What narrowed them is said to the database once.
        read_from = reading.whole(seen.documents)
        super().__init__(columns, rows, index, query, kept, read_from)
        self.among = found
        # The database has searched already.
        self.words = []
        self.sorted_by = self.sorted_by or columns[0]

    def _in_order(self, rows: QuerySet[Document], keys: list[int]) -> list[Document]:
        documents = super()._in_order(rows, keys)
        reading.read_files(documents)
        return documents

    @cached_property
    def shown(self) -> list[DocumentRow]:
        """The rows of the page."""
        return [self._shown(document) for document in self.rows]

    def _shown(self, document: Document) -> DocumentRow:
        opens = queries.opens(document, self._reading.now, prepares=self._reading.prepares)
        files = reading.current(document) if opens else []
        return DocumentRow(
            document,
            document.standing(self._reading.now),
            contents_named(self._contents, document.contains),
            shown(self._reading.consultation.slug, document, files, self.file_pages),
            self._positions.get(document.pk, []),
            _submitted(document),
            self._posted(document),
            self._reading.is_new(document),
            address_of("document", self._reading.consultation.slug, document.symbol),
            self._reading.consultation.slug,
        )

    def _posted(self, document: Document) -> str:
        return labels.moment(document.posted_at, self._reading.consultation.zone) if document.posted_at else ""

    @cached_property
    def _positions(self) -> dict[int, list[int]]:
        """Places on the agenda of the items that documents are for."""
        return agenda.positions_of_documents(self._reading.consultation)

    @cached_property
    def _other_titles(self) -> dict[int, str]:
        return reading.other_titles(self._reading.documents)

    def _by_title(self) -> Callable[[IndexLine], str]:
        language = reader_language()

        def key(line: IndexLine) -> str:
            return _title_key(line[2] or self._other_titles.get(line[0], ""), language)

        return key

    def _item_key(self, line: IndexLine) -> tuple[Any, ...]:
        """The first item, and within it the symbol; empty for what is of none, which comes last."""
        positions = self._positions.get(line[0])
        return (positions[0], natural(line[1])) if positions else ()

    def _columns(self) -> list[Column[Document]]:
        by_standing = reading.by_standing(self._reading.now)
        return [
            Column("symbol", _("Symbol"), lambda row: row.symbol, sort_key=lambda line: natural(line[1])),
            Column("title", _("Title"), lambda row: localized(row.title), sort_key=self._by_title()),
            Column("submitted", _("Submitted by"), _submitted),
            Column("contains", _("Contains"), lambda row: joined(self._shown(row).contains)),
            Column(
                "items",
                _("Agenda items"),
                lambda row: joined(map(str, self._shown(row).items)),
                sort_key=self._item_key,
            ),
            Column(
                "languages",
                _("Languages"),
                lambda row: " · ".join(file.native for file in self._shown(row).files),
                order_by=reading.by_languages(),
            ),
            Column("posted", _("Posted"), self._posted, order_by=reading.by_posting()),
            Column("status", _("Status"), lambda row: self._shown(row).label, order_by=by_standing),
        ]


def _submitted(document: Document) -> str:
    return submitted_by(document, reading.submitters(document))


#: Two thousand titles in each of ten languages.
@lru_cache(maxsize=20_000)
def _title_key(title: str, language: str) -> str:
    return sort_key(title, language)
