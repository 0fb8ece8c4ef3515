"""The series in which documents are numbered: a setting of a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from hemicycle.consultations.document_contents import KEY_PATTERN
from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.languages import localized
from hemicycle.rules.symbols import MARKS, Pattern, Purpose, is_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.consultations.models import Consultation

MOST_SERIES = 20
#: Of a pattern, in characters: a symbol has room for more.
PATTERN_LENGTH = 30
MARKS_LENGTH = 12


class DocumentSeries(KeyedRow):
    """A series.

    Attributes:
        name: What it is called, by language: "Documents of the session".
        pattern: A symbol with ``{number}``: ``C20/{number}``.
        marks: What follows it in a revision, an addendum or a corrigendum, with ``{mark}``: ``/{mark}``, ``({mark})``.
        public: Its posted documents are listed and opened by everybody, without signing in.
    """

    key: str = Field(pattern=KEY_PATTERN)
    name: dict[str, str]
    pattern: str = Field(max_length=PATTERN_LENGTH)
    marks: str = Field(default=MARKS, max_length=MARKS_LENGTH)
    purpose: Purpose = Purpose.DOCUMENTS
    public: bool = False

    @field_validator("marks")
    @classmethod
    def _writes_marks(cls, marks: str) -> str:
        if not is_pattern(Pattern("{number}", marks)):
            raise ValueError("marks are written with {mark}, once")
        return marks

    @field_validator("pattern")
    @classmethod
    def _writes_numbers(cls, pattern: str) -> str:
        if not is_pattern(Pattern(pattern)):
            raise ValueError("symbols are written with {number}, once")
        return pattern

    @property
    def label(self) -> str:
        """Its name in the reader's language, or in another one that it has."""
        return localized(self.name) or self.key

    @property
    def symbols(self) -> Pattern:
        """How its symbols are written, as the rules take it."""
        return Pattern(self.pattern, self.marks)


def series_of(consultation: Consultation) -> dict[str, DocumentSeries]:
    """The series of a consultation by key, in its order."""
    return series_in(consultation.settings.get("document_series", ()))


def series_in(stored: Iterable[Mapping[str, Any]]) -> dict[str, DocumentSeries]:
    """The same by key, from their stored form, in their order."""
    return {row.key: row for row in map(DocumentSeries.model_validate, stored)}


def public_series(consultation: Consultation) -> dict[str, DocumentSeries]:
    """Those that are open to the public; none of a trial, in which nothing is a formal act."""
    return {} if consultation.trial else {key: row for key, row in series_of(consultation).items() if row.public}


def each_once(series: tuple[DocumentSeries, ...]) -> tuple[DocumentSeries, ...]:
    """The same, none of which has the key or the pattern of another one.

    Raises:
        ValueError: one has.
    """
    if len({row.key for row in series}) < len(series) or len({row.pattern for row in series}) < len(series):
        raise ValueError("two series have one key, or one pattern")
    return series
