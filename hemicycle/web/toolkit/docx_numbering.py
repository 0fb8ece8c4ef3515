"""What Word does not write down: what a style is based on, and which number an item of a list has.

It is read in a process of its own (``docx_reader``), apart from Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: So many styles may be based on each other; more go round in a circle.
_CHAIN = 20
PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
#: Numbers higher than this are digits in every list.
_MOST = 3999


def _letter(number: int) -> str:
    """As Word goes on after z: aa, bb."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= _MOST else str(number)


def _roman(number: int) -> str:
    said = ""
    for worth, sign in _ROMAN if 0 < number <= _MOST else ():
        said += sign * (number // worth)
        number %= worth
    return said or str(number)


#: How a kind of number is written; all others are digits.
_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def value(of: Element | None, *path: str) -> str | None:
    """What an element, or one beneath it, has as its ``w:val``; an element without one is switched on."""
    for name in path:
        of = of.find(WORD + name) if of is not None else None
    return None if of is None else of.get(WORD + "val", "1")


def whole(text: str | None, otherwise: int) -> int:
    """A whole number; otherwise what is given."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise


class Styles:
    """The styles of a document, each of which may be based on another."""

    def __init__(self, root: Element) -> None:
        self._by_id = {style.get(WORD + "styleId"): style for style in root.iter(WORD + "style")}
        usual = (each for each in self._by_id.values() if each.get(WORD + "type") == "paragraph")
        self._usual = next((each.get(WORD + "styleId") for each in usual if each.get(WORD + "default") == "1"), None)

    def chain(self, name: str | None) -> Iterator[Element]:
        """A style and what it is based on, the nearest first."""
        for _ in range(_CHAIN):
            style = self._by_id.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")

    def of(self, paragraph: Element) -> list[Element]:
        """Those of a paragraph."""
        return list(self.chain(value(paragraph, "pPr", "pStyle") or self._usual))


class Numbering:
    """The lists of a document; Word writes no number down, so they are counted here as it does."""

    def __init__(self, root: Element | None) -> None:
        self._definitions: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun = set[tuple[str, int]]()
        for each in root if root is not None else ():
            if each.tag == WORD + "abstractNum":
                self._definitions[each.get(WORD + "abstractNumId")] = each
            elif each.tag == WORD + "num":
                self._lists[each.get(WORD + "numId")] = each

    def level(self, key: str, level: int) -> Element | None:
        """What is said of a level of a list; ``None`` where nothing is."""
        made = self._lists.get(key)
        if made is None:
            return None
        said = [*self._overrides(made, level, "lvl"), *self._definitions.get(value(made, "abstractNumId") or "", ())]
        return next((each for each in said if each.get(WORD + "ilvl") == str(level) and each.tag == WORD + "lvl"), None)

    def next_number(self, key: str, level: int) -> int:
        """The number of the next item."""
        made = self._lists[key]
        counts = self._counts.setdefault(value(made, "abstractNumId") or "", {})
        start = whole(value(self.level(key, level), "start"), 1)
        if (key, level) not in self._begun:
            self._begun.add((key, level))
            for override in self._overrides(made, level, "startOverride"):
                start = whole(override.get(WORD + "val"), start)
                counts.pop(level, None)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]

    def label(self, key: str, level: int) -> str:
        """What stands before the item that was counted last, as in ``2.1`` or ``(b)``."""
        counts = self._counts.get(value(self._lists[key], "abstractNumId") or "", {})

        def counted(found: re.Match[str]) -> str:
            above = int(found[1]) - 1
            form = value(self.level(key, above), "numFmt") or "decimal"
            return _FORMS.get(form, str)(counts.get(above, 1))

        return PLACE.sub(counted, value(self.level(key, level), "lvlText") or "")

    @staticmethod
    def _overrides(made: Element, level: int, name: str) -> list[Element]:
        every = made.findall(WORD + "lvlOverride")
        return [found for each in every if each.get(WORD + "ilvl") == str(level) for found in each.findall(WORD + name)]
