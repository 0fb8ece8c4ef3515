"""Papers that several tests have made of the same words are printed once, which is most of the time of such a test."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from hemicycle.web.toolkit import glyphs
from tests.support.unmeasured import unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many papers are kept at most, of some hundred kilobytes each.
AT_MOST = 200


@pytest.fixture(scope="session", autouse=True)
def _printed_once() -> Iterator[None]:
    """What is printed follows from the words and the sheets alone, but for characters that no font has.

    Coverage is measured with the first paper of each kind: of ours, WeasyPrint runs the same lines for every other.
    """
    pdf = sys.modules.get("hemicycle.web.toolkit.pdf")
    if pdf is None:  # no test here prints: WeasyPrint, which takes a second to load, stays where it is
        yield
        return
    real, known, papers = pdf._printed, set[str](), dict[tuple[str, str], bytes]()  # noqa: SLF001 - what is not ours

    def printed(html: str, sheets: list[str]) -> bytes:
        sheet = " ".join(sheets)
        key = glyphs.written_out(html), sheet
        if key in papers:
            return papers[key]
        content: bytes = unmeasured(lambda: real(html, sheets)) if sheet in known else real(html, sheets)
        known.add(sheet)
        if not glyphs._found.get():  # noqa: SLF001 - whether it is to be printed again
            if len(papers) >= AT_MOST:
                papers.clear()
            papers[key] = content
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_printed", printed)
        yield
