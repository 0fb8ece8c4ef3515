"""Under which symbol a document is kept: as it was entered, or the next one that follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hemicycle.consultations.document_series import series_of
from hemicycle.documents.reasons import DocumentCode
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.symbols import MARKS, counts_on_base, marked, next_mark, next_number, version_in
from hemicycle.rules.versions import Change, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.document_series import DocumentSeries
    from hemicycle.consultations.models import Consultation
    from hemicycle.documents.models import Document
    from hemicycle.documents.record import DocumentRecord


@dataclass(frozen=True)
class Numbered:
    """A record with its symbol, and what the symbol says.

    Attributes:
        base: The document of which it is a version.
    """

    record: DocumentRecord
    number: int | None = None
    base: Document | None = None
    mark: Mark | None = None


class Numbering:
    """The symbols of a consultation; what is kept meanwhile is told by ``keep``, so that many take two queries."""

    def __init__(self, consultation: Consultation) -> None:
        self._series = series_of(consultation)
        self._by_symbol = {row.symbol: row for row in consultation.documents.select_related("base")}

    def keep(self, row: Document) -> None:
        """Count a document that was written."""
        self._by_symbol = {symbol: one for symbol, one in self._by_symbol.items() if one.pk != row.pk}
        self._by_symbol[row.symbol] = row

    def next_symbol(self, key: str) -> str:
        """The next free symbol of a series."""
        series = self._series[key]
        return series.symbols.of(next_number(self._numbers(series)))

    def next_version(self, base: Document, change: Change) -> str:
        """The symbol of the next version of a document."""
        on = base.base if base.base and counts_on_base(change, _change_of(base)) else base
        return marked(on.symbol, next_mark(change, self._marks(on)), self._marks_pattern(on))

    def of(self, record: DocumentRecord) -> Numbered:
        """What a record is numbered.

        Args:
            record: As ``cleaned`` made it.

        Raises:
            Refusal: its series or its base is none, or its symbol is no version of its base.
        """
        if record.change or record.base:
            return self._version(record)
        if record.series and record.series not in self._series:
            raise Refusal(DocumentCode.NO_SUCH_SERIES)
        if not record.symbol and record.series:
            record = replace(record, symbol=self.next_symbol(record.series))
        found = version_in(record.symbol, self._patterns())
        if found and found.base in self._by_symbol:
            base = self._by_symbol[found.base]
            named = replace(record, series="", base=base.symbol, change=found.mark.change.value)
            return Numbered(named, base=base, mark=found.mark)
        for key, series in self._series.items():
            number = series.symbols.number(record.symbol)
            if number is not None:
                return Numbered(replace(record, series=key), number)
        return Numbered(replace(record, series=""))

    def _version(self, record: DocumentRecord) -> Numbered:
        base = self._by_symbol.get(record.base)
        if base is None or record.change not in set(Change):
            raise Refusal(DocumentCode.NO_SUCH_BASE, symbol=record.base[:60])
        change = Change(record.change)
        if base.base and counts_on_base(change, _change_of(base)):
            base = base.base
        symbol = record.symbol or marked(base.symbol, next_mark(change, self._marks(base)), self._marks_pattern(base))
        found = version_in(symbol, self._patterns())
        if found is None or found.base != base.symbol or found.mark.change is not change:
            raise Refusal(DocumentCode.NOT_A_VERSION_OF, symbol=symbol[:60], base=base.symbol)
        return Numbered(replace(record, symbol=symbol, series="", base=base.symbol), base=base, mark=found.mark)

    def _numbers(self, series: DocumentSeries) -> list[int]:
        found = (series.symbols.number(symbol) for symbol in self._by_symbol)
        return [number for number in found if number is not None]

    def _marks(self, base: Document) -> Iterable[Mark]:
        return [row.mark for row in self._by_symbol.values() if row.base_id == base.pk and row.mark]

    def _marks_pattern(self, base: Document) -> str:
        """How versions of a document are marked: as its series says, also for a version of a version."""
        while base.base is not None:
            base = base.base
        series = self._series.get(base.series)
        return series.marks if series else MARKS

    def _patterns(self) -> list[str]:
        return list(dict.fromkeys([*(series.marks for series in self._series.values()), MARKS]))


def _change_of(document: Document) -> Change | None:
    return Change(document.change) if document.change else None
