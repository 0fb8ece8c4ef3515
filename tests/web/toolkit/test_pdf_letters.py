"""A glyph of a PDF says its own letter, or its own mark: what a paper says is found, copied and heard as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from hemicycle.web.toolkit import pdf as printing
from hemicycle.web.toolkit.pdf_letters import Said
from tests.support.paper_text import plain
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LINES = (
    "الأُمم المتحدة",  # the mark is drawn here first, above a letter that no later line has with it
    "المُعمَّمة",
    "يُحال",
    "رسالةً",
    "نصّاً",
)


def said(glyphs: Iterable[tuple[int, str]]) -> dict[int, str]:
    """What the glyphs of a line say, each told with its text in the order of the line."""
    made = Said()
    for glyph, text in glyphs:
        if glyph not in made:
            made[glyph] = text
    return dict(made)


def letters(text: str) -> str:
    """Those of a text in their order in the alphabet: pdftotext gives ligatures as they are seen."""
    return "".join(sorted(plain(text).replace(" ", "").replace("\n", "").replace("\f", "")))


@pytest.mark.parametrize(
    ("glyphs", "kept"),
    [
        ([(1, "أُ"), (2, ""), (1, "بُ"), (3, "")], {1: "ُ", 2: "أ", 3: "ب"}),  # from right to left: the mark first
        ([(3, "ب"), (1, "بُ"), (3, ""), (4, "ت")], {1: "ُ", 3: "ب", 4: "ت"}),
        ([(1, "لأُ"), (2, "")], {1: "ُ", 2: "لأ"}),  # a ligature with a mark
        ([(1, "مَّ"), (2, "")], {1: "َّ", 2: "م"}),  # two marks in one glyph
        ([(1, "مَّ"), (2, ""), (3, "")], {1: "\u0651", 2: "\u064e", 3: "م"}),  # each in its own
        ([(1, ""), (2, "x\u0301")], {1: "x", 2: "\u0301"}),  # from left to right: the letter first
        ([(1, "e\u0301"), (2, "t")], {1: "e\u0301", 2: "t"}),  # both drawn as one
        ([(1, "ffi"), (2, "لا")], {1: "ffi", 2: "لا"}),  # ligatures without marks
        ([(1, "क्ष"), (2, ""), (3, "x")], {1: "क्ष", 2: "", 3: "x"}),
    ],
)
def test_a_letter_and_its_marks_are_told_apart(glyphs: list[tuple[int, str]], kept: dict[int, str]) -> None:
    assert said(glyphs) == kept


def test_a_paper_in_arabic_is_read_back_without_letters_that_are_not_in_it() -> None:
    html = "".join(f"<p>{line}</p>" for line in LINES)
    with translation.override("ar"):
        page = f'<html lang="ar" dir="rtl"><head><title>-</title></head><body>{html}</body></html>'
        content = printing._printed(page, ["paper"])  # noqa: SLF001 - a paper of these lines alone
    assert letters(text_of(content)) == letters("".join(LINES))
