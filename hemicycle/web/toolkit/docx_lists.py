"""Lists for Word, which counts them itself: bullets, and numbers that begin anew with each list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.shared import Mm

from hemicycle.web.toolkit.docx_styles import INDENT, LIST_LEVELS, element

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

#: So many levels has each list of Word's.
_LEVELS = 9
_BULLET, _DECIMAL = "bullet", "decimal"
_MARKS = {_BULLET: "–", _DECIMAL: "%{level}."}


@dataclass(frozen=True)
class List:
    """One list of a paper.

    Attributes:
        number: By which Word knows it.
        level: How deep it stands in others, from 0.
    """

    number: int
    level: int
    ordered: bool

    def put(self, paragraph: Paragraph) -> None:
        """Make a paragraph the next item."""
        settings = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no name for it
        settings.get_or_add_ilvl().val = self.level
        settings.get_or_add_numId().val = self.number

    def style(self, *, first: bool) -> str:
        """The name of the style of an item, or of what follows in it beneath its first paragraph."""
        kind = ("List Number" if self.ordered else "List Bullet") if first else "List Continue"
        depth = min(self.level + 1, LIST_LEVELS)
        return kind if depth == 1 else f"{kind} {depth}"


def begin_list(paper: Paper, *, ordered: bool = False, level: int = 0, start: int = 1) -> List:
    """A new list, whose numbers begin with ``start``."""
    numbering = paper.part.numbering_part.element
    level = min(level, _LEVELS - 1)
    made = numbering.add_num(_definition(numbering, _DECIMAL if ordered else _BULLET))
    if ordered:
        made.add_lvlOverride(ilvl=level).add_startOverride(start)
    return List(made.numId, level, ordered)


def _definition(numbering: BaseOxmlElement, kind: str) -> int:
    """Word's number of the definition of our lists of a kind; made at the first one."""
    name = f"hemicycle-{kind}"
    for known in numbering.findall(qn("w:abstractNum")):
        if (named := known.find(qn("w:name"))) is not None and named.get(qn("w:val")) == name:
            return int(known.get(qn("w:abstractNumId")))
    known = numbering.findall(qn("w:abstractNum"))
    number = max((int(each.get(qn("w:abstractNumId"))) for each in known), default=-1) + 1
    made = element("w:abstractNum", abstractNumId=str(number))
    made.append(element("w:multiLevelType", val="multilevel"))
    made.append(element("w:name", val=name))
    for level in range(_LEVELS):
        made.append(_level(kind, level))
    # Definitions stand before the lists that use them.
    known[-1].addnext(made) if known else numbering.insert(0, made)
    return number


def _level(kind: str, level: int) -> BaseOxmlElement:
    made = element("w:lvl", ilvl=str(level))
    made.append(element("w:start", val="1"))
    made.append(element("w:numFmt", val=kind))
    made.append(element("w:lvlText", val=_MARKS[kind].format(level=level + 1)))
    made.append(element("w:lvlJc", val="left"))
    settings = element("w:pPr")
    settings.append(element("w:ind", left=str(Mm(INDENT * (level + 1)).twips), hanging=str(Mm(INDENT).twips)))
    made.append(settings)
    return made
