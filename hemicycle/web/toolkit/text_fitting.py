"""How large a text can be printed in a box: names have from two to three hundred characters."""

from __future__ import annotations

import unicodedata
from math import ceil

_MM = 0.3528  # a point
_LINE = 1.4  # height of a line, in em: Arabic needs it
SMALLEST = 6
#: Below this size a long word is rather broken than printed smaller still.
COMFORTABLE = 14


def _width(text: str) -> float:
    """Of bold text, in em; a little too wide rather than too narrow."""
    return sum(_character(character) for character in text)


def _character(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    return 0.75 if character.isupper() else 0.62


def fit(text: str, width: float, height: float, largest: int) -> int:
    """The largest size, in points, at which the text stands in a box of so many millimetres."""
    whole = _width(text)
    longest = max((_width(word) for word in text.split(" ")), default=0)
    if any(unicodedata.east_asian_width(character) in "WF" for character in text):
        longest = 1  # lines break between any two of them
    for points in range(largest, SMALLEST, -1):
        across = width / (points * _MM)
        breaks_words = longest > across
        lines = ceil(whole * (1 if longest >= whole else 1.15) / across)
        if lines * points * _MM * _LINE <= height and (not breaks_words or points <= COMFORTABLE):
            return points
    return SMALLEST
