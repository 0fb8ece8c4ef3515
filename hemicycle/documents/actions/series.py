"""The series of documents: added, changed, put in order, taken away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.consultations.document_contents import KEY_PATTERN, NAME_LENGTH
from hemicycle.consultations.document_series import MOST_SERIES, DocumentSeries
from hemicycle.documents.queries import by_series
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import is_symbol
from hemicycle.people.act import Act, carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.symbols import Pattern, is_pattern
from hemicycle.rules.versions import NUMBER, Change, Mark

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer

_SERIES = KeyedSetting[DocumentSeries](
    "document_series",
    fact="document_series",
    most=MOST_SERIES,
    unknown=DocumentCode.NO_SUCH_SERIES,
    key_taken=DocumentCode.SERIES_KEY_TAKEN,
    too_many=DocumentCode.TOO_MANY_SERIES,
    changed_meanwhile=DocumentCode.SERIES_CHANGED_MEANWHILE,
)


def add_series(consultation: int, performer: Performer, at: datetime, wanted: DocumentSeries) -> None:
    """Add a series after the others.

    Raises:
        Refusal: there is one with this key or these symbols, it has no name or too long a one, or there are as many as
            there may be.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _SERIES.add(act, _cleaned(act, wanted))


def change_series(consultation: int, performer: Performer, at: datetime, wanted: DocumentSeries, *, seen: str) -> None:
    """Change a series; of one in which there are documents, its symbols stay.

    Args:
        seen: What ``keyed_rows.seen_of`` said of it when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile, documents have its symbols; or as for ``add_series``.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _cleaned(act, wanted)
        before = _SERIES.known(act, row.key, seen=seen)
        if before.symbols != row.symbols:
            _require_unused(act, row.key)
        _SERIES.change(act, before, row)


def move_series(consultation: int, performer: Performer, at: datetime, key: str, *, up: bool) -> None:
    """Let a series change places with the one before it, or after it; nothing where there is none.

    Raises:
        Refusal: there is no such one.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _SERIES.move(act, key, up=up)


def drop_series(consultation: int, performer: Performer, at: datetime, key: str) -> None:
    """Take a series away.

    Raises:
        Refusal: a document is in it, or there is no such one.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _SERIES.known(act, key)
        _require_unused(act, key)
        _SERIES.drop(act, row)


def require_key(key: str) -> str:
    """A key as series have it.

    Raises:
        Refusal: it is none.
    """
    if not re.fullmatch(KEY_PATTERN, key):
        raise Refusal(DocumentCode.SERIES_KEY_INVALID)
    return key


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


def _require_unused(act: Act, key: str) -> None:
    if used := by_series(act.consultation)[key]:
        raise Refusal(DocumentCode.SERIES_IN_USE, documents=used)


def _cleaned(act: Act, wanted: DocumentSeries) -> DocumentSeries:
    """The same, safe to keep.

    Raises:
        Refusal: it has no name, too long a one, or the symbols of another series.
    """
    name = clean_texts(wanted.name)
    if not name:
        raise Refusal(DocumentCode.SERIES_WITHOUT_NAME)
    if any(len(words) > NAME_LENGTH for words in name.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=NAME_LENGTH)
    if any(one.pattern == wanted.pattern and one.key != wanted.key for one in _SERIES.rows(act)):
        raise Refusal(DocumentCode.SERIES_PATTERN_TAKEN, pattern=wanted.pattern)
    return wanted.model_copy(update={"name": name})
