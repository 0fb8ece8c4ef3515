"""Symbols of documents: a series with a number in it, and the mark of a revision, an addendum or a corrigendum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.versions import NUMBER, Change, Mark, following

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: In a pattern, where the mark of a version goes: ``Rev.1``.
MARK = "{mark}"
#: How the mark follows the symbol where nothing else is set: ``C20/21/Rev.1``.
MARKS = f"/{MARK}"
#: Digits of the number of a document.
_DIGITS = 6
_MARK = f"({'|'.join(re.escape(change.value) for change in Change)})([1-9][0-9]{{0,3}})"


class Purpose(StrEnum):
    """What a series is for."""

    DOCUMENTS = "documents"
    CONTRIBUTIONS = "contributions"
    INFORMATION = "information"


@dataclass(frozen=True)
class Pattern:
    """How the symbols of a series are written.

    Attributes:
        symbol: With ``{number}``: ``C20/{number}``.
        marks: What follows it in a version, with ``{mark}``: ``({mark})``.
    """

    symbol: str
    marks: str = MARKS

    def of(self, number: int) -> str:
        """The symbol of the document of a number."""
        return self.symbol.replace(NUMBER, str(number))

    def number(self, symbol: str) -> int | None:
        """The number of a document of this series, by its symbol without a mark; None for a symbol of another one."""
        before, _, after = self.symbol.partition(NUMBER)
        found = re.fullmatch(f"{re.escape(before)}([1-9][0-9]{{0,{_DIGITS - 1}}}){re.escape(after)}", symbol)
        return int(found[1]) if found else None


@dataclass(frozen=True)
class Version:
    """A symbol that ends with a mark.

    Attributes:
        base: The symbol before the mark.
    """

    base: str
    mark: Mark


def is_pattern(pattern: Pattern) -> bool:
    """Whether a pattern has its number and its mark once each."""
    return pattern.symbol.count(NUMBER) == 1 and pattern.marks.count(MARK) == 1


def marked(base: str, mark: Mark, marks: str = MARKS) -> str:
    """The symbol of a version: ``C20/21/Rev.1``; with ``({mark})``: ``C20/21(Rev.1)``."""
    return base + marks.replace(MARK, str(mark))


def version_in(symbol: str, patterns: Iterable[str]) -> Version | None:
    """Of what a symbol is a version, and which; None where it has no mark.

    Args:
        patterns: How marks are written.
    """
    for marks in patterns:
        before, _, after = marks.partition(MARK)
        found = re.fullmatch(f"(.+){re.escape(before)}{_MARK}{re.escape(after)}", symbol)
        if found:
            return Version(found[1], Mark(Change(found[2]), int(found[3])))
    return None


def counts_on_base(change: Change, of: Change | None) -> bool:
    """Whether a version of a version is numbered on what that one is a version of.

    A revision of a revision is the second revision of the document, and an addendum is always one of the document; a
    corrigendum corrects the very text that it names, be that a revision.

    Args:
        of: What the document is itself; None for one that is no version.
    """
    return of is not None and (change is of or change is Change.ADDENDUM)


def next_mark(change: Change, marks: Iterable[Mark]) -> Mark:
    """The mark of the next version of a document, given those that it has, withdrawn ones among them."""
    return following(change, marks)


def next_number(numbers: Collection[int]) -> int:
    """The number of the next document of a series: none is given twice, also where there is a gap."""
    return max(numbers, default=0) + 1
