"""Which way a text runs and which voice reads it, by its own letters: a name in one script on papers in another."""

from __future__ import annotations

import unicodedata

from hemicycle.consultations.languages import reader_language
from hemicycle.web.toolkit import scripts


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
    """The language of a text where it is known; else the one whose voice can read its letters, or the reader's."""
    return getattr(text, "language", "") or scripts.language_of(text) or reader_language()
