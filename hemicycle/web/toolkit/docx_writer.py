"""What every paper for Word has: A4, fonts for the three kinds of script, direction, page numbers, tables."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.trial import notice
from hemicycle.web.toolkit.bidi import own_direction
from hemicycle.web.toolkit.docx_lists import begin_list
from hemicycle.web.toolkit.docx_styles import BODY, dress, element, language_of, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as Paper
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_DIRECTIONS = {True: "rtl", False: "ltr"}
#: As wide as half a line is high.
_BLANK = "\N{EN SPACE}"
_GREY = RGBColor(0x44, 0x51, 0x63)
#: What follows the direction among a paragraph's settings: Word insists on their order.
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
#: So many characters a property of a file holds.
_PROPERTY_LENGTH = 255


def begin(running: str, *, trial: bool) -> Paper:
    """An empty A4 paper in the present language.

    Args:
        running: What stands above each page.
        trial: It is of a trial, and says so above that.
    """
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    if translation.get_language_bidi():
        page._sectPr.insert_element_before(element("w:bidi"), "w:rtlGutter", "w:docGrid")  # noqa: SLF001 - as below
    dress(paper)
    above = page.header.paragraphs[0]
    if trial:
        write(above, notice(), bold=True).style = paper.styles["Header"]
        above = page.header.add_paragraph()
    write(above, running).style = paper.styles["Header"]
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _count_pages(footer, "PAGE")
    footer.add_run("/")
    _count_pages(footer, "NUMPAGES")
    return paper


def finished(paper: Paper, title: str, issuer: str) -> bytes:
    """The paper as a DOCX file.

    Args:
        issuer: The body that it is of, as its author.
    """
    about = paper.core_properties
    about.title, about.author = _property(title), _property(issuer)
    about.last_modified_by, about.comments = about.author, ""
    about.language = tag_of(reader_language())
    about.created = about.modified = timezone.now()
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _property(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_PROPERTY_LENGTH]


def paragraph(paper: Paper, text: str, style: str = BODY) -> Paragraph:
    """A paragraph at the end of the paper."""
    return write(paper.add_paragraph(style=style), text)


@contextmanager
def bookmarked(paper: Paper, name: str) -> Iterator[None]:
    """What is written within is found again in the file by a bookmark of that name (``docx_reader``).

    It ends before the next paragraph, so that what somebody adds at its end stands in it too.
    """
    body = paper.element.body
    number = str(len(body.findall(qn("w:bookmarkStart"))))
    body.insert_element_before(element("w:bookmarkStart", id=number, name=name), "w:sectPr")
    yield
    body.insert_element_before(element("w:bookmarkEnd", id=number), "w:sectPr")


def bullets(paper: Paper, lines: Iterable[str]) -> None:
    """A list of lines at the end of the paper."""
    listed = begin_list(paper)
    for line in lines:
        listed.put(paragraph(paper, line, listed.style(first=True)))


def write(to: Paragraph, text: str, *, bold: bool = False, italic: bool = False, grey: bool = False) -> Paragraph:
    """Text in the paragraph, which runs in the reader's direction; a word of the other script keeps its own.

    What stands in for missing words in another language is a run of its own, which says so.
    """
    for part, other in own_words.parts(text) or [("", "")]:
        said = ILLEGAL_CHARACTERS_RE.sub("", part)
        run = to.add_run(said)
        run.bold, run.italic = bold or None, italic or None
        if grey:
            run.font.color.rgb = _GREY
        if own_direction(said, _DIRECTIONS[translation.get_language_bidi()]) == "rtl":
            run.font.rtl = True
            run.font.cs_bold, run.font.cs_italic = bold or None, italic or None
        language = language_of(said, other)
        run._r.get_or_add_rPr().append(element("w:lang", **language))  # noqa: SLF001 - python-docx has no name for it
    _direct(to)
    return to


def _direct(to: Paragraph) -> None:
    """Let it run in the reader's direction."""
    if translation.get_language_bidi():
        settings = to._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no name for it
        if settings.find(qn("w:bidi")) is None:
            settings.insert_element_before(element("w:bidi"), *_AFTER_BIDI)


def bar(to: Paragraph, parts: Iterable[tuple[str, int]]) -> None:
    """A bar, for the eye alone, in the paragraph: blanks on a ground, which nobody reads aloud.

    Args:
        parts: Colours as RRGGBB, each with the number of its blanks.
    """
    for colour, blanks in parts:
        run = to.add_run(_BLANK * blanks)
        ground = element("w:shd", val="clear", color="auto", fill=colour)
        run._r.get_or_add_rPr().append(ground)  # noqa: SLF001 - python-docx has no ground of a run
    _direct(to)


def table(paper: Paper, lines: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> Table:
    """A table whose first line is its heading, repeated on each page.

    Args:
        widths: Of the columns, in millimetres; as the content asks where none are given.
    """
    made: Table = paper.add_table(len(lines), len(lines[0]), style="Table Grid")
    if translation.get_language_bidi():
        made._tblPr.insert_element_before(element("w:bidiVisual"), "w:tblW")  # noqa: SLF001 - python-docx has no name for it
    made.autofit = not widths
    for column, width in zip(made.columns, widths, strict=False):
        column.width = Mm(width)
    # The cells of a row are found anew each time they are asked for: a table of 500 lines would take a minute.
    for row, line in zip(made.rows, lines, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
            write(cell.paragraphs[0], text, bold=line is lines[0])
            if widths:
                cell.width = Mm(widths[place])
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - as above
    made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - as above
    return made


def _count_pages(footer: Paragraph, field: str) -> None:
    """A number that Word counts itself."""
    footer._p.append(element("w:fldSimple", instr=field))  # noqa: SLF001 - python-docx has no fields
