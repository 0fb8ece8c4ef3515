"""The forms in which a language says so many of something, by the plural categories of CLDR."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Stands for the number in a form.
NUMBER = "{number}"
#: In the order of CLDR.
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
#: No body has more Members: a form that none of these numbers has is not asked for.
_WHOLE = range(1001)
#: Tried where a form has none of them: French and Spanish have one for millions, Russian one for fractions.
_OTHERS = (1_000_000, Decimal("0.5"), Decimal("1.5"))
#: Of the numbers that have a form, so many are shown.
_SHOWN = 4


@dataclass(frozen=True)
class PluralForm:
    """A form that a language has.

    Attributes:
        category: Its name in CLDR: ``one``, ``few``.
        examples: The first numbers that have it.
        further: Whether others have it too.
        needed: Whether a whole number up to 1,000 has it.
        alone: Whether one such number alone has it, so that a language may leave the number out.
    """

    category: str
    examples: tuple[int | Decimal, ...]
    further: bool
    needed: bool
    alone: bool


class Fault(StrEnum):
    """What is wrong with a form."""

    MISSING = "missing"
    NUMBER = "number"


@cache
def plural_forms(language: str) -> tuple[PluralForm, ...]:
    """The forms that a language has, in the order of CLDR.

    Args:
        language: The code of one that CLDR knows.
    """
    rule = Locale(language).plural_form
    return tuple(_form(language, category) for category in _CATEGORIES if category in rule.tags | {"other"})


def _form(language: str, category: str) -> PluralForm:
    rule = Locale(language).plural_form
    whole = [number for number in _WHOLE if rule(number) == category]
    others = [number for number in _OTHERS if rule(number) == category]
    return PluralForm(
        category,
        tuple(whole[:_SHOWN] or others),
        further=len(whole) > _SHOWN or not whole,
        needed=bool(whole),
        alone=len(whole) == 1,
    )


def faults(said: Mapping[str, str], language: str) -> Iterator[tuple[PluralForm, Fault]]:
    """What is wrong with words that are given by plural category; nothing where none are given.

    Each form that whole numbers have is there, and has the number once, for which ``NUMBER`` stands; one that a single
    number has may leave it out.
    """
    if not any(said.values()):
        return
    for form in plural_forms(language):
        words = said.get(form.category, "")
        if not words:
            if form.needed:
                yield form, Fault.MISSING
        elif not _has_number(words, form):
            yield form, Fault.NUMBER


def _has_number(words: str, form: PluralForm) -> bool:
    rest = words.replace(NUMBER, "", 1)
    return not set("{}") & set(rest) and (rest != words or form.alone)
