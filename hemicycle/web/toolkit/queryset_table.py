"""A table whose rows stay in the database: thousands are filtered, sorted and paged, and a hundred read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.db.models import Model

from hemicycle.web.toolkit.tables import BaseTable, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

    from hemicycle.web.toolkit.tables import TableQuery

Row = TypeVar("Row", bound=Model)
#: A row's key and a few of its texts, as ``SearchIndex.fields`` names them.
IndexLine: TypeAlias = tuple[Any, ...]
#: So many keys are said to the database; of more, it is quicker to read all rows and to look for their keys here.
MOST_SAID = 100


@dataclass(frozen=True)
class SearchIndex:
    """What the search and the sort keys of a table look at.

    Attributes:
        fields: Read for every row, after its key: columns, or what the database makes of them.
        text: What the search looks through, from a row's line.
    """

    fields: tuple[str | Combinable, ...]
    text: Callable[[IndexLine], str]


class QuerysetTable(BaseTable[Row]):
    """Rows of a query set in pages of ``PAGE``. A column without ``order_by`` and ``sort_key`` is in files alone.

    One query finds the keys of everything that matches, in order; another one reads the rows of the page, by their keys
    alone where ``read_from`` says among which rows they are.

    Attributes:
        among: Keys of the rows that a search elsewhere has found; None: all of them.
    """

    among: Collection[int] | None = None

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        queryset: QuerySet[Row],
        index: SearchIndex,
        query: TableQuery,
        filter_values: Mapping[str, str] | None = None,
        read_from: QuerySet[Row] | None = None,
    ) -> None:
        super().__init__(columns, query, filter_values)
        self._queryset, self._index = queryset, index
        self._read_from = queryset if read_from is None else read_from

    @property
    def shown_columns(self) -> list[Column[Row]]:
        """The columns by which it can be sorted."""
        return [column for column in self.columns if column.order_by or column.sort_key]

    @cached_property
    def keys(self) -> list[int]:
        """The keys of everything that matches, in order."""
        column = self.sorted_by
        sort_key = column.sort_key if column else None
        fields = self._index.fields if sort_key or self.words else ()
        rows, among = self._ordered(), self.among
        if among is not None and len(among) <= MOST_SAID:
            rows, among = rows.filter(pk__in=among), None
        lines: Iterable[IndexLine] = rows.values_list("pk", *fields)
        if among is not None:
            lines = [line for line in lines if line[0] in among]
        if self.words:
            lines = [line for line in lines if self.matches(self._index.text(line))]
        if sort_key is None:
            return [line[0] for line in lines]
        ranked = [(sort_key(line), line[0]) for line in lines]
        with_value = sorted((pair for pair in ranked if pair[0]), key=itemgetter(0), reverse=self.descending)
        return [key for _value, key in with_value] + [key for value, key in ranked if not value]

    def _ordered(self) -> QuerySet[Row]:
        """The rows in the database's order of the column asked for, or as they were given."""
        if self.sorted_by is None or not self.sorted_by.order_by:
            return self._queryset
        rows = self._queryset.order_by(*self.sorted_by.order_by, "pk")
        return rows.reverse() if self.descending else rows

    @property
    def in_order(self) -> list[int]:
        """The keys."""
        return self.keys

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        keys = list(self.page.object_list)
        return self._in_order(self._read_from.filter(pk__in=keys), keys)

    @property
    def matching_rows(self) -> list[Row]:
        """Everything that matches, in order."""
        return self._in_order(self._read_from.filter(pk__in=self.keys), self.keys)

    def _in_order(self, rows: QuerySet[Row], keys: list[int]) -> list[Row]:
        # Whoever was registered between the two queries is in neither: the keys decide.
        read = {row.pk: row for row in rows.order_by()}
        return [read[key] for key in keys if key in read]
