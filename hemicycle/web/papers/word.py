"""The list of participants for Word, right to left where its language is."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from hemicycle.consultations.languages import reader_language
from hemicycle.web.papers.scripts import own_direction

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from hemicycle.web.papers.listing import Entry, Section

_TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
_DIRECTIONS = {True: "rtl", False: "ltr"}
_GREY = RGBColor(0x44, 0x51, 0x63)
_BLACK = RGBColor(0x16, 0x20, 0x2E)
#: What follows the direction among a paragraph's settings: Word insists on their order.
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
_STYLES = {"Normal": 10.0, "Title": 20.0, "Heading 1": 14.0, "Heading 2": 11.0, "Header": 8.0, "Footer": 8.0}


def participants(context: dict[str, Any]) -> bytes:
    """The list as DOCX in the present language, from what its PDF is made from."""
    paper = Document()
    _page(paper, context)
    for name, size in _STYLES.items():
        _dress(paper.styles[name], size)
    for text, style in (
        (context["consultation"], "Normal"),
        (_("List of participants"), "Title"),
        (context["period"], "Normal"),
    ):
        _paragraph(paper, text, style).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in context["sections"]:
        _write_section(paper, section)
    _write_count(paper, context)
    paper.core_properties.title = f"{_('List of participants')}, {context['consultation']}"
    paper.core_properties.author = "Hemicycle"
    paper.core_properties.language = _TAGS[reader_language()]
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _page(paper: Paper, context: dict[str, Any]) -> None:
    """A4, with the title and date above, and page numbers beneath."""
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    if translation.get_language_bidi():
        page._sectPr.insert_element_before(_element("w:bidi"), "w:rtlGutter", "w:docGrid")  # noqa: SLF001 - as below
    header = _add(page.header.paragraphs[0], f"{context['consultation']}, {context['as_at']}")
    header.style = paper.styles["Header"]
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _count_pages(footer, "PAGE")
    footer.add_run(" / ")
    _count_pages(footer, "NUMPAGES")


def _count_pages(of: Paragraph, field: str) -> None:
    """A number that Word counts itself."""
    of._p.append(_element("w:fldSimple", instr=field))  # noqa: SLF001 - python-docx has no fields


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


def _paragraph(paper: Paper, text: str, style: str) -> Paragraph:
    return _add(paper.add_paragraph(style=style), text)


def _add(to: Paragraph, text: str, *, bold: bool = False, grey: bool = False) -> Paragraph:
    """Text in the paragraph, which runs in the reader's direction; a word of the other script keeps its own."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    run = to.add_run(text)
    run.bold = bold or None
    if grey:
        run.font.color.rgb = _GREY
    if own_direction(text, _DIRECTIONS[translation.get_language_bidi()]) == "rtl":
        run.font.rtl = True
        run.font.cs_bold = bold or None
    if translation.get_language_bidi():
        settings = to._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no name for it
        if settings.find(qn("w:bidi")) is None:
            settings.insert_element_before(_element("w:bidi"), *_AFTER_BIDI)
    return to


def _write_section(paper: Paper, section: Section) -> None:
    _paragraph(paper, section.title, "Heading 1")
    for member, people in section.delegations:
        if member:
            _paragraph(paper, member, "Heading 2")
        for entry in people:
            _write_person(paper, entry)


def _write_person(paper: Paper, entry: Entry) -> None:
    person = paper.add_paragraph()
    person.paragraph_format.space_after = Pt(5)
    person.paragraph_format.keep_together = True
    _add(person, entry.name, bold=True)
    for said in (entry.part, entry.function):
        if said:
            person.add_run().add_break()
            _add(person, said, grey=True)


def _write_count(paper: Paper, context: dict[str, Any]) -> None:
    """How many, by class, at the end."""
    _paragraph(paper, _("Number of participants"), "Heading 1")
    sections: list[Section] = context["sections"]
    lines = [(_("Class or role"), _("Members"), _("People"))]
    lines += [(section.title, str(section.members or ""), str(section.people)) for section in sections]
    lines.append((_("Total"), str(context["members"]), str(context["people"])))
    table = paper.add_table(len(lines), 3, style="Light List")
    if translation.get_language_bidi():
        table._tblPr.insert_element_before(_element("w:bidiVisual"), "w:tblW")  # noqa: SLF001 - python-docx has no name for it
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            _add(cell.paragraphs[0], text)
