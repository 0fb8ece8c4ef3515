"""Which way a text runs, by its own letters: a name in one script stands on papers in another."""

from __future__ import annotations

import unicodedata


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
