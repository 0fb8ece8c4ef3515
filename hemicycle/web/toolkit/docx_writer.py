"""What every paper for Word has: A4, fonts for the three kinds of script, direction, page numbers, tables."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.utils import translation
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from hemicycle.consultations.languages import reader_language
from hemicycle.web.toolkit.bidi import own_direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Paper
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
_DIRECTIONS = {True: "rtl", False: "ltr"}
_GREY = RGBColor(0x44, 0x51, 0x63)
_BLACK = RGBColor(0x16, 0x20, 0x2E)
#: What follows the direction among a paragraph's settings: Word insists on their order.
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
#: In points.
STYLES = {
    "Normal": 10.0,
    "Title": 20.0,
    "Heading 1": 14.0,
    "Heading 2": 11.0,
    "Heading 3": 10.5,
    "Header": 8.0,
    "Footer": 8.0,
}


def begin(running: str) -> Paper:
    """An empty A4 paper in the present language.

    Args:
        running: What stands above each page.
    """
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    if translation.get_language_bidi():
        page._sectPr.insert_element_before(_element("w:bidi"), "w:rtlGutter", "w:docGrid")  # noqa: SLF001 - as below
    for name, size in STYLES.items():
        _dress(paper.styles[name], size)
    header = write(page.header.paragraphs[0], running)
    header.style = paper.styles["Header"]
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _count_pages(footer, "PAGE")
    footer.add_run(" / ")
    _count_pages(footer, "NUMPAGES")
    return paper


def finished(paper: Paper, title: str) -> bytes:
    """The paper as a DOCX file."""
    paper.core_properties.title = ILLEGAL_CHARACTERS_RE.sub("", title)[:255]  # no more is kept there
    paper.core_properties.author = "Hemicycle"
    paper.core_properties.language = _TAGS[reader_language()]
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def paragraph(paper: Paper, text: str, style: str = "Normal") -> Paragraph:
    """A paragraph at the end of the paper."""
    return write(paper.add_paragraph(style=style), text)


def write(to: Paragraph, text: str, *, bold: bool = False, italic: bool = False, grey: bool = False) -> Paragraph:
    """Text in the paragraph, which runs in the reader's direction; a word of the other script keeps its own."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    run = to.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if grey:
        run.font.color.rgb = _GREY
    if own_direction(text, _DIRECTIONS[translation.get_language_bidi()]) == "rtl":
        run.font.rtl = True
        run.font.cs_bold, run.font.cs_italic = bold or None, italic or None
    if translation.get_language_bidi():
        settings = to._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no name for it
        if settings.find(qn("w:bidi")) is None:
            settings.insert_element_before(_element("w:bidi"), *_AFTER_BIDI)
    return to


def table(paper: Paper, lines: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> Table:
    """A table whose first line is its heading, repeated on each page.

    Args:
        widths: Of the columns, in millimetres; as the content asks where none are given.
    """
    made: Table = paper.add_table(len(lines), len(lines[0]), style="Light List")
    if translation.get_language_bidi():
        made._tblPr.insert_element_before(_element("w:bidiVisual"), "w:tblW")  # noqa: SLF001 - python-docx has no name for it
    made.autofit = not widths
    # The cells of a row are found anew each time they are asked for: a table of 500 lines would take a minute.
    for row, line in zip(made.rows, lines, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
            write(cell.paragraphs[0], text)
            if widths:
                cell.width = Mm(widths[place])
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 - as above
    return made


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _count_pages(footer: Paragraph, field: str) -> None:
    """A number that Word counts itself."""
    footer._p.append(_element("w:fldSimple", instr=field))  # noqa: SLF001 - python-docx has no fields


def _dress(style: ParagraphStyle, points: float) -> None:
    """Fonts for the three kinds of script, and the language, as the style's own."""
    style.font.size, style.font.color.rgb, style.font.name = Pt(points), _BLACK, "Noto Sans"
    settings = style.element.get_or_add_rPr()
    fonts = settings.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    fonts.set(qn("w:cs"), "Noto Sans Arabic")
    tag = _TAGS[reader_language()]
    for old in settings.findall(qn("w:szCs")) + settings.findall(qn("w:lang")):
        settings.remove(old)
    settings.append(_element("w:szCs", val=str(round(points * 2))))
    settings.append(_element("w:lang", val=tag, eastAsia=tag if tag == "zh-CN" else "zh-CN", bidi="ar-SA"))
