"""Characters that no font has: written out in a paper, and named in the log once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from hemicycle.web.toolkit import glyphs, pdf
from tests.support.pdf import text_of

if TYPE_CHECKING:
    import pytest

#: Of the last private plane: no font of papers has it.
NOWHERE = "\U0010fffd"


def test_what_no_font_has_is_written_out_and_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(glyphs, "_known", set())
    page = f'<html lang="en"><title>Paper</title><p>Ana {NOWHERE} Duarte, Émile, 中国, دولة</p></html>'
    monkeypatch.setattr(pdf, "render_to_string", lambda *_given: page)
    with caplog.at_level(logging.WARNING):
        first = text_of(pdf.pdf("replies/receipt", {}, "A body", trial=False))
        second = text_of(pdf.pdf("replies/receipt", {}, "A body", trial=False))
    for read in (first, second):
        assert "Ana (U+10FFFD) Duarte, Émile, 中国" in read
        assert NOWHERE not in read
    assert [record.getMessage() for record in caplog.records] == [
        "no installed font has U+10FFFD; it is printed as (U+10FFFD)"
    ]


def test_other_messages_of_the_printing_stay_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    printing = logging.getLogger("weasyprint")
    with caplog.at_level(logging.WARNING, "weasyprint"), glyphs.watching() as found:
        printing.warning("Ignored %s", "a rule")
    printing.warning(".notdef glyph rendered for %s", "x")
    assert found == set()
    assert [record.getMessage() for record in caplog.records] == ["Ignored a rule", ".notdef glyph rendered for x"]
