"""Bars that show numbers which a page says in words beside them, drawn in SVG.

Lengths are attributes there. The security policy refuses a style attribute, whatever it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: In per cent: a part that is shorter is not seen.
_SHORTEST = 1.5


@dataclass(frozen=True)
class Part:
    """A part of a bar, beside others.

    Attributes:
        kind: Its style class.
        x: Where it begins, as SVG takes it: "12.50%".
        length: The same for its length.
    """

    kind: str
    x: str
    length: str


def per_cent(share: float) -> str:
    """As SVG takes it, with a point whatever the language: "12.50%"."""
    return f"{share:.2f}%"


def length_of(number: int, whole: int) -> str:
    """So many of the whole; nothing of nothing."""
    return per_cent(100 * number / whole if whole else 0)


def stacked(numbers: Iterable[tuple[str, int]], whole: int) -> list[Part]:
    """The parts of a bar one after the other, each with its style class; without those that are nought."""
    parts, x = [], 0.0
    for kind, number in numbers:
        if number and whole:
            length = max(100 * number / whole, _SHORTEST)
            parts.append(Part(kind, per_cent(x), per_cent(length)))
            x += length
    return parts
