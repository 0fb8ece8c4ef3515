"""The series of documents: added, changed, put in order, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.document_contents import NAME_LENGTH
from hemicycle.consultations.document_series import MOST_SERIES, DocumentSeries
from hemicycle.documents.queries import by_series
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import is_symbol
from hemicycle.people.keyed_acts import KeyedActs, with_clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.symbols import Pattern, is_pattern
from hemicycle.rules.versions import NUMBER, Change, Mark

if TYPE_CHECKING:
    from hemicycle.people.act import Act

_SERIES = KeyedSetting[DocumentSeries](
    "document_series",
    fact="document_series",
    most=MOST_SERIES,
    unknown=DocumentCode.NO_SUCH_SERIES,
    key_taken=DocumentCode.SERIES_KEY_TAKEN,
    too_many=DocumentCode.TOO_MANY_SERIES,
    changed_meanwhile=DocumentCode.SERIES_CHANGED_MEANWHILE,
)


def require_pattern(symbol: str, marks: str) -> Pattern:
    """How a series writes its symbols, where symbols can be made with it.

    Raises:
        Refusal: none can.
    """
    pattern = Pattern(symbol, marks)
    first = pattern.of(1)
    marked = first + marks.replace("{mark}", str(Mark(Change.REVISION, 1)))
    if not is_pattern(pattern) or not is_symbol(first) or not is_symbol(marked):
        raise Refusal(DocumentCode.SERIES_PATTERN, example=NUMBER)
    return pattern


def _cleaned(act: Act, wanted: DocumentSeries) -> DocumentSeries:
    row = with_clean_texts(wanted, {"name": NAME_LENGTH}, DocumentCode.SERIES_WITHOUT_NAME)
    if any(one.pattern == row.pattern and one.key != row.key for one in _SERIES.rows(act)):
        raise Refusal(DocumentCode.SERIES_PATTERN_TAKEN, pattern=row.pattern)
    return row


def _require_symbols_kept(act: Act, before: DocumentSeries, after: DocumentSeries) -> None:
    if before.symbols != after.symbols:
        _require_unused(act, before)


def _require_unused(act: Act, row: DocumentSeries) -> None:
    if used := by_series(act.consultation)[row.key]:
        raise Refusal(DocumentCode.SERIES_IN_USE, documents=used)


#: Of a series in which there are documents, the symbols stay.
SERIES = KeyedActs(_SERIES, _cleaned, changing=_require_symbols_kept, removing=_require_unused)
