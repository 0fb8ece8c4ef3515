"""Which way a text runs and which voice reads it, by its own letters: a name in one script on papers in another."""

from __future__ import annotations

import unicodedata

from hemicycle.consultations.languages import reader_language

#: By how the names of a script's letters begin.
_LANGUAGES = {"ARABIC": "ar", "CJK": "zh", "CYRILLIC": "ru"}


def own_direction(text: str, otherwise: str = "ltr") -> str:
    """``rtl`` where the first letter with a direction is Arabic or Hebrew, ``ltr`` where it is another.

    Args:
        otherwise: For a text without letters.
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return otherwise


def own_language(text: str) -> str:
    """The language whose voice can read a text of another script than the reader's; the reader's for any other.

    By its first letter, and by the script alone: a name in Latin letters says nothing of its language.
    """
    for character in text:
        if unicodedata.category(character).startswith("L"):
            script = unicodedata.name(character, "").partition(" ")[0]
            return _LANGUAGES.get(script, reader_language())
    return reader_language()


def isolated(text: str) -> str:
    """A text that runs its own way among others, whatever it holds: "Name, Country" in two scripts."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
