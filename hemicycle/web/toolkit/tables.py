"""Tables that are searched, sorted, narrowed and taken away by their address.

A view reads its address as a ``TableQuery``, makes a ``Table`` of rows in memory or a ``QuerysetTable`` of rows in the
database, and answers with ``export(table, name)`` where ``table.query.format`` names a file, else with its page.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.text import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.http import QueryDict
    from django.utils.functional import _StrPromise

Row = TypeVar("Row")
Value: TypeAlias = str | int | float | None
#: What ``format`` in an address may name.
FORMATS = ("csv", "xlsx")
SEARCH_LENGTH = 100
#: So many rows stand on a page.
PAGE = 100


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column.

    Attributes:
        name: In the address, ``?sort=name``.
        value: What it holds for a row: searched as text and sorted (in a ``Table``), exported (in both).
        shown: Whether the page has a heading for it; a file has every column.
        order_by: Of a ``QuerysetTable``: expressions by which the database sorts it.
        sort_key: Of a ``QuerysetTable``: from a row's ``IndexLine``, what it is sorted by where the database does not
            know the order, as of names in the reader's language; ``None`` or empty comes last, whichever way.
    """

    name: str
    label: str | _StrPromise
    value: Callable[[Row], Value]
    shown: bool = True
    order_by: tuple[Any, ...] = ()
    sort_key: Callable[[tuple[Any, ...]], Any] | None = None


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a table.

    Attributes:
        name: In the address.
        choices: Value and label of each.
        chosen: What the address asks for, whether there is such a choice or not.
        otherwise: What it is to choose none of them, in words; "All" where nothing is said.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str | _StrPromise]]
    chosen: str
    otherwise: str = ""

    @property
    def value(self) -> str:
        """What it narrows to; empty where the address asks for nothing, or for what does not exist."""
        return self.chosen if self.chosen in dict(self.choices) else ""


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


@dataclass(frozen=True)
class TableQuery:
    """What an address asks of a table; what does not exist is passed over.

    ``q`` searches, ``sort`` names a column, with ``-`` downwards, ``page`` a page, ``format`` one of ``FORMATS``; what
    else there is belongs to the table's filters.
    """

    parameters: QueryDict

    @property
    def search(self) -> str:
        """What is searched for, as it was typed."""
        return self.parameters.get("q", "").strip()[:SEARCH_LENGTH]

    @property
    def cut(self) -> bool:
        """Whether more was typed than is searched for."""
        return len(self.parameters.get("q", "").strip()) > SEARCH_LENGTH

    @property
    def words(self) -> list[str]:
        """The words searched for, folded: a row is found that has all of them."""
        return folded(self.search).split()

    @property
    def sort(self) -> str:
        """The column asked for, with ``-`` before it where the table is to run downwards."""
        return self.parameters.get("sort", "")

    @property
    def page(self) -> str:
        """The page asked for."""
        return self.parameters.get("page", "1")

    @property
    def format(self) -> str:
        """The file asked for; empty for the page."""
        asked = self.parameters.get("format", "")
        return asked if asked in FORMATS else ""

    def chosen(self, name: str) -> str:
        """What is asked for by another name; empty for nothing."""
        return self.parameters.get(name, "")

    def filter(
        self, name: str, label: str, choices: Sequence[tuple[str, str | _StrPromise]], otherwise: str = ""
    ) -> Filter:
        """A filter with what is asked of it."""
        return Filter(name, label, choices, self.chosen(name), otherwise)

    def keeping(self, *names: str) -> dict[str, str]:
        """What the address says by these names, for a table to keep as it is."""
        return {name: self.chosen(name) for name in names if name in self.parameters}


def narrowed_by(filters: Iterable[Filter]) -> dict[str, str]:
    """What each filter that is used narrows to, by its name."""
    return {filter_.name: filter_.value for filter_ in filters if filter_.value}


class BaseTable(ABC, Generic[Row]):
    """Rows as an address asks for them.

    Attributes:
        columns: All of them, as a file has them.
        kept: What the rows were narrowed by already, and what else the table's own addresses keep beside its search
            and sorting.
        page_size: So many rows stand on a page.
    """

    page_size = PAGE

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        query: TableQuery,
        filter_values: Mapping[str, str] | None = None,
    ) -> None:
        self.columns, self.query = columns, query
        self.kept = dict(filter_values or {})
        self.search, self.words = query.search, query.words
        self.descending = query.sort.startswith("-")
        name = query.sort.removeprefix("-")
        self.sorted_by = next((column for column in columns if column.name == name), None)

    @property
    @abstractmethod
    def matching_rows(self) -> Sequence[Row]:
        """Everything that matches, in order, for a file."""

    @property
    @abstractmethod
    def in_order(self) -> Sequence[Any]:
        """Everything that matches, in order, as the pages count it: rows, or their keys."""

    @cached_property
    def page(self) -> Page[Any]:
        """The page asked for: the nearest there is."""
        return Paginator(self.in_order, self.page_size).get_page(self.query.page)

    @property
    def previous_address(self) -> str:
        """Query string of the page before; empty on the first."""
        return self.address(page=str(self.page.previous_page_number())) if self.page.has_previous() else ""

    @property
    def next_address(self) -> str:
        """Query string of the page after; empty on the last."""
        return self.address(page=str(self.page.next_page_number())) if self.page.has_next() else ""

    @property
    def shown_columns(self) -> list[Column[Row]]:
        """The columns that the page has a heading for."""
        return [column for column in self.columns if column.shown]

    @property
    def filtered(self) -> bool:
        """Whether it is narrowed or searched."""
        return bool(self.kept or self.search)

    def values(self, row: Row) -> list[Value]:
        """The row's values, column by column."""
        return [column.value(row) for column in self.columns]

    def matches(self, text: str) -> bool:
        """Whether a text has all the words searched for."""
        text = folded(text)
        return all(word in text for word in self.words)

    def address(self, **changes: str) -> str:
        """Query string of the same table with something changed."""
        parameters = {**self.kept, "q": self.search, "sort": self.sort, **changes}
        return "?" + urlencode({name: value for name, value in parameters.items() if value})

    @property
    def headings(self) -> list[Heading]:
        """The heads of the columns."""
        heads = []
        for column in self.shown_columns:
            order = "none"
            if column is self.sorted_by:
                order = "descending" if self.descending else "ascending"
            next_sort = f"-{column.name}" if order == "ascending" else column.name
            heads.append(Heading(column.name, str(column.label), order, self.address(sort=next_sort)))
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


class Table(BaseTable[Row]):
    """Rows held in memory.

    Attributes:
        total: How many rows there were to search in.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Sequence[Row],
        query: TableQuery,
        filter_values: Mapping[str, str] | None = None,
        page_size: int = 0,
    ) -> None:
        super().__init__(columns, query, filter_values)
        self.total, self._given = len(rows), rows
        self.page_size = page_size or self.page_size

    @cached_property
    def rows(self) -> list[Row]:
        """What matches, in order."""
        return self._in_order([row for row in self._given if not self.words or self.matches(self._text(row))])

    @property
    def matching_rows(self) -> list[Row]:
        """What matches, in order."""
        return self.rows

    @property
    def in_order(self) -> list[Row]:
        """The rows."""
        return self.rows

    def _text(self, row: Row) -> str:
        return " ".join(str(value) for value in self.values(row) if value is not None)

    def _in_order(self, rows: list[Row]) -> list[Row]:
        """Sorted by the column, and what has no value there at the end, whichever way."""
        column = self.sorted_by
        if column is None:
            return rows
        valued: list[tuple[tuple[float, str], Row]] = []
        without: list[Row] = []
        for row in rows:
            value = column.value(row)
            if value is None or value == "":
                without.append(row)
            else:
                valued.append((_sort_key(value), row))
        valued.sort(key=itemgetter(0), reverse=self.descending)
        return [row for _key, row in valued] + without


def _sort_key(value: str | float) -> tuple[float, str]:
    return (float(value), "") if isinstance(value, int | float) else (0, sort_key(value))
