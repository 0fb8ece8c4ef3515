"""A table whose rows stay in the database: thousands are filtered, sorted and paged, and a hundred read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model

from hemicycle.web.toolkit.tables import Asked, Column, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.models import QuerySet
    from django.http import QueryDict

Row = TypeVar("Row", bound=Model)
#: A row's key and a few of its texts, as ``Index.fields`` names them.
Line: TypeAlias = tuple[Any, ...]
PAGE = 100


@dataclass(frozen=True)
class ListedColumn(Column[Row]):
    """A column of a listing. A column with neither ``order`` nor ``rank`` is only taken away in files.

    Attributes:
        order: Expressions by which the database sorts it.
        rank: What it is sorted by where the database does not know the order, as of names in the reader's
            language: from a row's line; ``None`` or empty comes last, whichever way.
    """

    order: tuple[Any, ...] = ()
    rank: Callable[[Line], Any] | None = None

    @property
    def shown(self) -> bool:
        """Whether the page shows it."""
        return bool(self.order) or self.rank is not None


@dataclass(frozen=True)
class Index:
    """What the search and the ranks of a listing look at.

    Attributes:
        fields: Read for every row, after its key.
        text: What the search looks through, from a row's line.
    """

    fields: tuple[str, ...]
    text: Callable[[Line], str]


class Listing(Asked[Row]):
    """Rows of a query set, as the address asks for them, in pages: ``page`` names one.

    One query finds the keys of everything that matches, in order; another one reads the rows of the page.
    """

    def __init__(
        self,
        columns: Sequence[ListedColumn[Row]],
        rows: QuerySet[Row],
        index: Index,
        asked: QueryDict,
        kept: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(columns, asked, kept)
        self.heads = [column for column in columns if column.shown]
        self._queried, self._index = rows, index
        self._page = asked.get("page", "1")

    @cached_property
    def keys(self) -> list[int]:
        """The keys of all that was found, in order."""
        column, rows = self.sorted_by, self._queried
        rank = column.rank if isinstance(column, ListedColumn) else None
        if isinstance(column, ListedColumn) and column.order:
            rows = rows.order_by(*column.order, "pk")
            rows = rows.reverse() if self.descending else rows
        reads_texts = rank is not None or bool(self.words)
        lines: Iterable[Line] = rows.values_list("pk", *(self._index.fields if reads_texts else ()))
        if self.words:
            lines = [line for line in lines if self._found(line)]
        if rank is None:
            return [line[0] for line in lines]
        ranked = [(rank(line), line[0]) for line in lines]
        with_value = sorted((pair for pair in ranked if pair[0]), key=itemgetter(0), reverse=self.descending)
        return [key for _value, key in with_value] + [key for value, key in ranked if not value]

    def _found(self, line: Line) -> bool:
        text = folded(self._index.text(line))
        return all(word in text for word in self.words)

    @cached_property
    def page(self) -> Page[int]:
        """The page asked for: the nearest there is."""
        return Paginator(self.keys, PAGE).get_page(self._page)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        return self._read(list(self.page.object_list))

    @property
    def found(self) -> list[Row]:
        """All that was found, for a file."""
        keys = self.keys
        read = {row.pk: row for row in self._queried.order_by()}
        # Whoever was registered between the two queries is in neither: the keys decide.
        return [read[key] for key in keys if key in read]

    def _read(self, keys: list[int]) -> list[Row]:
        read = {row.pk: row for row in self._queried.filter(pk__in=keys).order_by()}
        return [read[key] for key in keys if key in read]

    @property
    def previous_address(self) -> str:
        """Query string of the page before; empty on the first."""
        return self.address(page=str(self.page.previous_page_number())) if self.page.has_previous() else ""

    @property
    def next_address(self) -> str:
        """Query string of the page after; empty on the last."""
        return self.address(page=str(self.page.next_page_number())) if self.page.has_next() else ""
