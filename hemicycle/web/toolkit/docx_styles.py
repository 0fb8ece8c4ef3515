"""The styles of papers for Word: one for each part that a paper has, so that a translator can restyle all of a kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from babel.core import get_global
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from hemicycle.consultations.languages import direction, reader_language

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle

#: What a text in running words is written in, and what stands grey beneath a heading.
BODY, NOTE = "Body Text", "Note"
#: Above and below the title, in the middle: of whom, when, under which symbol.
CENTRED = "Subtitle"
QUOTE = "Quote"
TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
#: Of each level of a list, in millimetres; Word has styles for three.
INDENT = 8
LIST_LEVELS = 3
_GREY = RGBColor(0x44, 0x51, 0x63)
_BLACK = RGBColor(0x16, 0x20, 0x2E)


class _Look(NamedTuple):
    """Sizes and the room above and below are in points."""

    size: float
    above: float = 0.0
    below: float = 0.0
    grey: bool = False
    based_on: str = "Normal"


_LISTS = [
    f"{kind}{f' {level}' if level > 1 else ''}"
    for kind in ("List Bullet", "List Number", "List Continue")
    for level in range(1, LIST_LEVELS + 1)
]
STYLES = {
    "Normal": _Look(10),
    "Title": _Look(20, 6, 6),
    CENTRED: _Look(10, 0, 3),
    "Heading 1": _Look(14, 16, 4),
    "Heading 2": _Look(11, 12, 3),
    "Heading 3": _Look(10.5, 9, 3),
    "Heading 4": _Look(10, 8, 2),
    "Heading 5": _Look(10, 8, 2),
    "Heading 6": _Look(10, 8, 2),
    BODY: _Look(10, 0, 6),
    NOTE: _Look(9, 0, 2, grey=True, based_on=BODY),
    QUOTE: _Look(10, 0, 6, grey=True),
    **dict.fromkeys(_LISTS, _Look(10, 0, 3)),
    "Header": _Look(8, grey=True),
    "Footer": _Look(8, grey=True),
}


def dress(paper: Paper) -> None:
    """Give every style of a new paper its fonts, its sizes, and the language that the paper is in."""
    names = {style.name for style in paper.styles}
    for name, look in STYLES.items():
        if name not in names:
            made = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = paper.styles[look.based_on]
        style: ParagraphStyle = paper.styles[name]
        _set_type(style, look)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(look.above), Pt(look.below)
    for name in ("Title", CENTRED):
        paper.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # The library's template has them in a list and slanted, and the letters of titles apart, which breaks Arabic.
    for strange in paper.styles.element.xpath("./w:style/w:pPr/w:numPr[not(w:numId)] | ./w:style/w:rPr/w:spacing"):
        strange.getparent().remove(strange)
    for name in (CENTRED, QUOTE):
        paper.styles[name].font.italic = paper.styles[name].font.cs_italic = False
    paper.styles[QUOTE].paragraph_format.left_indent = paper.styles[QUOTE].paragraph_format.right_indent = Mm(INDENT)


def tag_of(language: str) -> str:
    """A language as Word names it, with the country in which most write it."""
    if language in TAGS:
        return TAGS[language]
    likely = get_global("likely_subtags").get(language, language)
    return "-".join([language, *re.findall(r"_([A-Z]{2})\b", likely)])


def language_of(text: str, own: str = "") -> dict[str, str]:
    """What a run says of its language: that of the words around it, but of Cyrillic always Russian.

    Word keeps three: of Latin letters and their like, of Han, and of Arabic.

    Args:
        own: Its language, where that is another one.
    """
    language = own or reader_language()
    tag, backwards = tag_of(language), direction(language) == "rtl"
    latin = TAGS["en"] if backwards or language == "zh" else tag
    if any("\u0400" <= letter <= "\u052f" for letter in text):
        latin = TAGS["ru"]
    return {"val": latin, "eastAsia": TAGS["zh"], "bidi": tag if backwards else TAGS["ar"]}


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """An element of Word's, for what python-docx has no name for."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _set_type(style: ParagraphStyle, look: _Look) -> None:
    """Fonts for the three kinds of script, and the language, as the style's own."""
    style.font.size, style.font.color.rgb, style.font.name = Pt(look.size), _GREY if look.grey else _BLACK, "Noto Sans"
    settings = style.element.get_or_add_rPr()
    fonts = settings.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    fonts.set(qn("w:cs"), "Noto Sans Arabic")
    for old in settings.findall(qn("w:szCs")) + settings.findall(qn("w:lang")):
        settings.remove(old)
    settings.append(element("w:szCs", val=str(round(look.size * 2))))
    settings.append(element("w:lang", **language_of("")))
