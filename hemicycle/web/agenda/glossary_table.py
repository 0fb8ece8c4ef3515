"""The glossary as a table: a column for the terms of each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.agenda import glossary_queries as queries
from hemicycle.agenda.glossary_record import joined_terms
from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.web.toolkit.queryset_table import QuerysetTable, SearchIndex
from hemicycle.web.toolkit.tables import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet

    from hemicycle.agenda.models import GlossaryEntry
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.toolkit.tables import TableQuery


class GlossaryTable(QuerysetTable["GlossaryEntry"]):
    """Entries by their numbers, where nothing else is asked for."""

    page_size = 50

    def __init__(
        self, of: Consultation, rows: QuerySet[GlossaryEntry], query: TableQuery, kept: Mapping[str, str]
    ) -> None:
        own, languages = reader_language(), of.languages.documents
        #: The reader's own language first.
        self.languages = sorted(languages, key=lambda code: code != own)
        fields = tuple(queries.preferred_term(code) for code in self.languages)
        index = SearchIndex(fields, str)
        super().__init__(self._columns(), queries.found(rows, query.search), index, query, kept)
        # The database has searched already.
        self.words = []

    def _columns(self) -> list[Column[GlossaryEntry]]:
        return [
            Column("entry", pgettext("a glossary", "Entry"), lambda row: row.number, order_by=("number",)),
            *(self._column_of(place, code) for place, code in enumerate(self.languages, 1)),
            Column("note", _("Note"), lambda row: row.note),
            Column("items", _("Items"), items_in_words, order_by=queries.by_items()),
        ]

    @staticmethod
    def _column_of(place: int, code: str) -> Column[GlossaryEntry]:
        label = format_lazy("{} ({})", _("Term"), NATIVE_NAMES[code])
        return Column(f"term_{code}", label, _terms_in(code), sort_key=_by_term(place, code))


def _terms_in(code: str) -> Callable[[GlossaryEntry], str]:
    return lambda row: joined_terms(row.terms.get(code, ()))


def _by_term(place: int, code: str) -> Callable[[tuple[Any, ...]], str]:
    return lambda line: sort_key(line[place], code) if line[place] else ""


def items_in_words(row: GlossaryEntry) -> str:
    """Places on the agenda of its items, or lists and numbers of those that are not on it."""
    items = sorted(row.items.all(), key=lambda item: (item.position is None, item.position or 0, item.number))
    return listed([str(item.position or f"{item.listing} {item.number}") for item in items])
