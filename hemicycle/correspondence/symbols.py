"""Symbols of letters: a series and a number in it, which name one letter of a body."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max

from hemicycle.consultations.models import Body
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.models import Letter
from hemicycle.correspondence.models.letters import SERIES_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.details import clean
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.versions import NUMBER, Change, Mark, numbered, symbol

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation

#: What makes a letter's symbol, in the order of ``symbol_of``.
OF_SYMBOL = ("series", "number", "change", "change_number")
#: In the setting of a series: the year of the letter's date.
YEAR, SHORT_YEAR = "{yyyy}", "{yy}"
#: What an address, a file name and a line of a paper can have.
_SERIES = re.compile(r"(?:[^\W_]|\{number\})(?:[^\W_]|[ ./()-]|\{number\})*")
_NUMBERS = range(1, 1_000_000)


def symbol_of(series: str, number: int, change: str, change_number: int) -> str:
    """The symbol of a letter, of its columns."""
    return symbol(numbered(series, number), Mark(Change(change), change_number) if change else None)


def cleaned(series: str, number: int) -> str:
    """A series as it is kept.

    Raises:
        Refusal: it has other characters than a symbol, or the number none that letters have.
    """
    kept = clean(series)
    if not _is_series(kept) or number not in _NUMBERS:
        raise Refusal(CorrespondenceCode.LETTER_SYMBOL)
    return kept


def cleaned_setting(series: str) -> str:
    """The series of the next letters as it is kept, with the year that it names; empty for none.

    Raises:
        Refusal: no symbol can be made with it.
    """
    kept = clean(series)
    if len(kept) > SERIES_LENGTH or (kept and not _is_series(_of_year(kept, date.max))):
        raise Refusal(CorrespondenceCode.LETTER_SERIES)
    return kept


def _of_year(series: str, on: date) -> str:
    return series.replace(YEAR, f"{on:%Y}").replace(SHORT_YEAR, f"{on:%y}")


def _is_series(series: str) -> bool:
    return len(series) <= SERIES_LENGTH and series.count(NUMBER) <= 1 and _SERIES.fullmatch(series) is not None


def proposed(consultation: Consultation, on: date) -> str:
    """The series of the next letter: as it is set, or that of the last letter; empty for none."""
    if series := settings_of(consultation.settings).letter_series:
        return _of_year(series, on)
    last = consultation.letters.order_by("-pk").first()
    return last.series if last else ""


def next_number(consultation: Consultation, series: str) -> int:
    """The number that follows in a series of the consultation's body."""
    last = _beside(consultation).filter(series=series).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _beside(consultation: Consultation) -> QuerySet[Letter]:
    """The letters of a consultation and of the others of its body; those of trials stand apart, and take no number."""
    return Letter.objects.filter(consultation__body=consultation.body_id, consultation__trial=consultation.trial)


def require_free(letter: Letter) -> None:
    """Let no two letters of a body have one symbol, which a reader would tell apart by capitals alone.

    Raises:
        Refusal: another one has it.
    """
    consultation = letter.consultation
    # The acts of one consultation come one after the other; those of two of one body must.
    Body.objects.select_for_update().get(pk=consultation.body_id)
    others = _beside(consultation).exclude(pk=letter.pk)
    if letter.symbol.casefold() in {symbol_of(*row).casefold() for row in others.values_list(*OF_SYMBOL)}:
        following = next_number(consultation, letter.series)
        raise Refusal(CorrespondenceCode.LETTER_NUMBER_TAKEN, symbol=letter.symbol, next=following)
