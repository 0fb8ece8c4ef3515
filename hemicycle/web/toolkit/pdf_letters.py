"""What each glyph of a PDF says, where a letter and the marks above it are drawn one after the other.

WeasyPrint asks once what a glyph says. Of a letter with marks it then has the text of both for one glyph, and none for
the others: the mark that was first seen above أ said that letter wherever it was drawn, for whoever searches the paper,
copies from it or hears it. It has no name for this, so it is mended here, once for the process, as in ``pdf_tags``.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from weasyprint.pdf.fonts import Font

if TYPE_CHECKING:
    from collections.abc import Sequence

_make = Font.__init__


class Said(dict[int, str]):
    """What the glyphs of a font say, told glyph by glyph in the order in which they stand on the line.

    Those of one letter with its marks come with its whole text once, and with no text otherwise: from right to left
    the last mark comes first and has it, from left to right it comes last.
    """

    def __init__(self) -> None:
        super().__init__()
        self._text, self._with_text = "", 0
        self._without: list[int] = []
        #: Glyphs of which the present letter tells first what they say.
        self._told: set[int] = set()

    def __contains__(self, glyph: object) -> bool:
        """Never: only who is told of each glyph knows which of them belong together."""
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        """Take the next glyph, with its text."""
        if not text:
            self._without.append(glyph)
            self.setdefault(glyph, "")
            if _runs_left(self._text):
                self._share(self._text, [*reversed(self._without), self._with_text])
            return
        self._told.clear()
        self._learn(glyph, text)
        if self._without and not _runs_left(text):
            self._share(text, [*self._without, glyph])
        self._text, self._with_text, self._without = text, glyph, []

    def _share(self, text: str, glyphs: Sequence[int]) -> None:
        """A letter's glyph says the letter, and each of the others a mark; the last one those that are left."""
        marks = [sign for sign in text if unicodedata.combining(sign)]
        letter = "".join(sign for sign in text if not unicodedata.combining(sign))
        if not letter or not 1 < len(glyphs) <= len(marks) + 1:
            return
        last = len(glyphs) - 2
        said = [letter, *marks[:last], "".join(marks[last:])]
        for glyph, words in zip(glyphs, said, strict=True):
            self._learn(glyph, words)

    def _learn(self, glyph: int, text: str) -> None:
        """Keep what a glyph says, unless another letter told it before."""
        if not self.get(glyph) or glyph in self._told:
            super().__setitem__(glyph, text)
            self._told.add(glyph)


def _runs_left(text: str) -> bool:
    return unicodedata.bidirectional(text[:1] or " ") in {"R", "AL"}


def _made(font: Any, *rest: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """A font that knows what its glyphs say."""
    _make(font, *rest)
    font.to_unicode = Said()


Font.__init__ = _made
