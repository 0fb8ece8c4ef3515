"""A table that its reader searches and sorts by its address, and takes away as a file."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import QueryDict
    from django.utils.functional import _StrPromise

Row = TypeVar("Row")
Value: TypeAlias = str | int | float | None
SEARCH_LENGTH = 100


def folded(text: str) -> str:
    """Text as it is searched and sorted: without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column.

    Attributes:
        name: In the address, ``?sort=name``.
        value: What it holds for a row: searched as text, sorted, exported.
    """

    name: str
    label: str | _StrPromise
    value: Callable[[Row], Value]


@dataclass(frozen=True)
class Heading:
    """A column's head, which sorts by it.

    Attributes:
        order: ``ascending``, ``descending`` or ``none``, as in ``aria-sort``.
        address: Query string that sorts by it, the other way round when it is sorted by it already.
    """

    name: str
    label: str
    order: str
    address: str


class Asked(ABC, Generic[Row]):
    """What an address asks of a table: ``q`` searches, ``sort`` names a column, with ``-`` downwards.

    What the address asks for and does not exist is passed over: the table then stands in its own order.

    Attributes:
        heads: The columns that the page shows; a file has all of them.
        kept: What the address asks for besides, a filter for example; the table's own addresses keep it.
    """

    def __init__(self, columns: Sequence[Column[Row]], asked: QueryDict, kept: Mapping[str, str] | None = None) -> None:
        self.columns = self.heads = columns
        self.kept = dict(kept or {})
        self.search = asked.get("q", "").strip()[:SEARCH_LENGTH]
        sort = asked.get("sort", "")
        self.descending = sort.startswith("-")
        self.sorted_by = next((column for column in columns if column.name == sort.removeprefix("-")), None)

    @property
    @abstractmethod
    def found(self) -> Sequence[Row]:
        """All that was found, for a file."""

    @property
    def words(self) -> list[str]:
        """The words searched for, folded: a row is found that has all of them."""
        return folded(self.search).split()

    def values(self, row: Row) -> list[Value]:
        """The row's values, column by column."""
        return [column.value(row) for column in self.columns]

    def address(self, **changes: str) -> str:
        """Query string of the same table with something changed."""
        kept = {**self.kept, "q": self.search, "sort": self.sort, **changes}
        return "?" + urlencode({name: value for name, value in kept.items() if value})

    @property
    def headings(self) -> list[Heading]:
        """The heads of the columns."""
        heads = []
        for column in self.heads:
            order = "none"
            if column is self.sorted_by:
                order = "descending" if self.descending else "ascending"
            wanted = f"-{column.name}" if order == "ascending" else column.name
            heads.append(Heading(column.name, str(column.label), order, self.address(sort=wanted)))
        return heads

    @property
    def csv_address(self) -> str:
        """Query string of the same rows as CSV."""
        return self.address(format="csv")

    @property
    def xlsx_address(self) -> str:
        """Query string of the same rows as a workbook."""
        return self.address(format="xlsx")

    @property
    def sort(self) -> str:
        """The sorting asked for, to be kept by the search form."""
        return ("-" if self.descending else "") + self.sorted_by.name if self.sorted_by else ""


class Table(Asked[Row]):
    """Rows held in memory, as the address asks for them."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Sequence[Row],
        asked: QueryDict,
        kept: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(columns, asked, kept)
        self.total = len(rows)
        self.rows = self._in_order([row for row in rows if self._found(row)])

    def _found(self, row: Row) -> bool:
        words = self.words
        if not words:
            return True
        text = folded(" ".join(str(value) for value in self.values(row) if value is not None))
        return all(word in text for word in words)

    def _in_order(self, rows: list[Row]) -> list[Row]:
        """Sorted by the column, and what has no value there at the end, whichever way."""
        column = self.sorted_by
        if column is None:
            return rows
        with_value = [row for row in rows if column.value(row) not in {None, ""}]
        without = [row for row in rows if column.value(row) in {None, ""}]

        def key(row: Row) -> tuple[float, str]:
            value = column.value(row)
            return (float(value), "") if isinstance(value, int | float) else (0, folded(str(value)))

        return sorted(with_value, key=key, reverse=self.descending) + without

    @property
    def found(self) -> list[Row]:
        """All that was found, for a file."""
        return self.rows
