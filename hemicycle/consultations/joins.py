"""Values beside each other as each language joins them: a list of names, "Brazil, Chair", "Languages: French".

Arabic and Chinese have commas and colons of their own, and French sets its colon apart; a list with *and* is CLDR's. A
part that runs the other way than its reader's language is isolated, so that all stand in the order that was given.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

from babel.lists import format_list

from hemicycle.consultations.languages import direction, reader_language

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "zh": "，"}
_STOPS = {"ur": "۔ ", "zh": "。"}
_SEMICOLONS = {"ar": "؛ ", "fa": "؛ ", "ur": "؛ ", "fr": "\N{NO-BREAK SPACE}; ", "zh": "；"}
_COLONS = {"fr": "\N{NO-BREAK SPACE}: ", "zh": "："}


def isolated(text: str) -> str:
    """A text that runs its own way among others, whatever it holds."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _in_line(part: object) -> str:
    """A part as it stands among others: isolated, where a letter of it runs against the reader's language."""
    text, against = str(part), {"L"} if direction(reader_language()) == "rtl" else {"R", "AL"}
    return isolated(text) if any(unicodedata.bidirectional(letter) in against for letter in text) else text


def comma() -> str:
    """What stands between two values, with its space, in the reader's language."""
    return _COMMAS.get(reader_language(), ", ")


def colon() -> str:
    """What stands between a label and its value, with its space."""
    return _COLONS.get(reader_language(), ": ")


def semicolon() -> str:
    """What stands between two parts of a line, with its space."""
    return _SEMICOLONS.get(reader_language(), "; ")


def full_stop() -> str:
    """What ends a sentence before another one, with its space."""
    return _STOPS.get(reader_language(), ". ")


def beside(parts: Iterable[object]) -> str:
    """As in "Brazil, Council Member State": what is empty is left out."""
    return comma().join(_in_line(part) for part in parts if part)


def listed(names: Iterable[object]) -> str:
    """As in "Brazil, Ghana and Japan"; empty for none."""
    return _format(names, "standard")


def one_of(names: Iterable[object]) -> str:
    """As in "state, member or observer"; empty for none."""
    return _format(names, "or")


def _format(names: Iterable[object], style: Literal["standard", "or"]) -> str:
    language = reader_language()
    parts = [_in_line(name) for name in names]
    return format_list(parts, style=style, locale="en_GB" if language == "en" else language) if parts else ""
