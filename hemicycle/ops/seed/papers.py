"""The files of the demonstration's documents: made up and marked as such, all of them printed at once and then cut."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from hemicycle.consultations.languages import direction, localized
from hemicycle.ops.seed import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.documents.models import Document

#: Each paper has so many pages: its title and summary, and what it asks for.
PAGES = 2


@dataclass(frozen=True)
class MadeUp:
    """A paper of a document in a language."""

    document: Document
    language: str

    @property
    def html(self) -> str:
        """Its two pages."""
        words, symbol = files.document_words()[self.language], escape(self.document.symbol)
        title = escape(self.document.title.get(self.language) or localized(self.document.title))

        def said(texts: Sequence[str]) -> str:
            return "".join(f"<p>{escape(text).format(symbol=symbol, title=title)}</p>" for text in texts)

        mark = f"<p><strong>{escape(words.mark)}</strong></p>"
        return (
            f'<article lang="{self.language}" dir="{direction(self.language)}">'
            f"<section><h1>{symbol}</h1><p>{title}</p>{mark}<h2>{escape(words.first)}</h2>{said(words.paragraphs)}</section>"
            f"<section><h2>{escape(words.second)}</h2>{mark}{said(words.requests)}</section></article>"
        )


def printed(papers: Sequence[MadeUp]) -> list[bytes]:
    """A PDF of each, in their order: those of one language are printed at once, with its fonts, and cut."""
    made = dict[MadeUp, bytes]()
    for language in dict.fromkeys(paper.language for paper in papers):
        together = [paper for paper in papers if paper.language == language]
        made.update(zip(together, _cut("".join(paper.html for paper in together), len(together)), strict=True))
    return [made[paper] for paper in papers]


def _cut(html: str, papers: int) -> Iterator[bytes]:
    # They take longer to load than all else, and only a demonstration needs them.
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415
    from weasyprint import CSS, HTML  # noqa: PLC0415

    style = CSS(
        string="section { break-after: page } @page { size: A4; margin: 25mm } body { font-family: sans-serif }"
    )
    whole = PdfReader(BytesIO(HTML(string=f"<body>{html}</body>").write_pdf(stylesheets=[style]) or b""))
    for number in range(papers):
        writer, out = PdfWriter(), BytesIO()
        for page in whole.pages[number * PAGES : (number + 1) * PAGES]:
            writer.add_page(page)
        writer.write(out)
        yield out.getvalue()
