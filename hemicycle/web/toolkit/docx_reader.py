"""What a Word document says, as a program of its own: what reading it may cost is limited by the system.

It is started by ``word_files``, apart from Django, as a workbook's reader is. It reads the document from standard
input, and writes one JSON object: ``text`` (CommonMark), ``counts``, and ``part``, whether it is that of a paper of
ours. Nothing is fetched from elsewhere, and no entity is resolved (python-docx).
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hemicycle.web.toolkit.commonmark import Block, Part, written
from hemicycle.web.toolkit.docx_numbering import PLACE, WORD, Numbering, Styles, value, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

#: What the process says by the number with which it ends; where its time was up, the system ends it.
DAMAGED, TOO_LARGE = 3, 4
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
#: Around what is read as if it stood there by itself.
_TRANSPARENT = frozenset({"sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase"})
_TEXTS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "\u2011"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_FIELD_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-9])|title", re.IGNORECASE)
_QUOTES = frozenset({"quote", "intense quote", "quotations"})
_TRACKED = {"ins": "insertions", "del": "deletions"}
_OFF = frozenset({"0", "false", "off", "none"})
#: In twentieths of a point: what is no further in stands at the same depth.
_SAME = 100
#: So much further in does each level of a list stand that does not say how far.
_STEP = 720
_LEVELS = range(9)


class Reader:
    """Goes over a document once.

    Attributes:
        blocks: What was read.
        counts: How often something was met that is not taken in, or taken in otherwise, by what it is.
    """

    def __init__(self, styles: Styles, numbering: Numbering, addresses: dict[str, str], part: str) -> None:
        self.blocks, self.counts = list[Block](), Counter[str]()
        self._styles, self._numbering, self._addresses = styles, numbering, addresses
        self._parts = list[Part]()
        #: Of the paragraph that is read: whether its style is bold or italic.
        self._looks: list[Element] = []
        #: Fields that have begun, each with what it says and whether its result has begun.
        self._fields = list[list[Any]]()
        #: The items beneath which the text has come: list, its level, how far in.
        self._open = list[tuple[str, int, int]]()
        self._lettered = set[tuple[str, int]]()
        self._part, self._mark, self.within = part, "", False

    def read(self, body: Iterable[Element]) -> None:
        """All blocks beneath an element."""
        for child in body:
            name = _local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in _TRANSPARENT or name in {"ins", "moveTo"}:
                self.read(child)
            elif name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child)
            elif name in {"del", "moveFrom"}:
                self.counts["deletions"] += 1
            elif name == "AlternateContent":
                self.read(_chosen(child))

    # Paragraphs

    def _paragraph(self, element: Element) -> None:
        self._looks = self._styles.of(element)
        try:
            self._inline(element, "")
        except _Ended:
            self._end(element)
            raise
        mark = element.find(f"{WORD}pPr/{WORD}rPr")
        changed = {_local(each) for each in mark} if mark is not None else set[str]()
        self.counts.update(counted for name, counted in _TRACKED.items() if name in changed)
        if "del" not in changed:  # else its end is struck out: the next goes on in it
            self._end(element)

    def _end(self, element: Element) -> None:
        kind, level, counted, label = self._block(element)
        parts, self._parts = self._parts, []
        if "".join(part.text for part in parts).strip():
            self.blocks.append(Block(kind, level, counted, (Part(label), *parts)))

    def _block(self, element: Element) -> tuple[str, int, int | None, str]:
        """What kind of block it is, its level, the number of an item, and what stands before a heading."""
        names = [(value(style, "name") or "").lower() for style in self._looks]
        level = self._heading(element, names)
        key, depth = self._listed(element)
        if level is not None:
            self._open.clear()
            return "heading", level, None, self._label(key, depth)
        inset = self._inset(element, key, depth)
        if key:
            counted = self._item(key, depth, inset)
            return "item", len(self._open) - 1, counted, ""
        quoted = any(name in _QUOTES for name in names)
        continued = (names and names[0].startswith("list continue")) or self._beneath(inset)
        if self._open and continued and not quoted:
            while len(self._open) > 1 and self._open[-1][2] > inset + _SAME:
                self._open.pop()
            return "continued", len(self._open) - 1, None, ""
        self._open.clear()
        return "quote" if quoted else "paragraph", 0, None, ""

    def _heading(self, element: Element, names: list[str]) -> int | None:
        for of in [element, *self._looks]:
            level = value(of, "pPr", "outlineLvl")
            if level is not None:
                return whole(level, 9) if whole(level, 9) in _LEVELS else None
        found = next((found for name in names if (found := _HEADING.fullmatch(name))), None)
        return None if found is None else whole(found[1], 1) - 1

    def _listed(self, element: Element) -> tuple[str, int]:
        """The list of a paragraph and its level in it; no list where it is in none."""
        key: str | None = None
        level: str | None = None
        for of in [element, *self._looks]:
            key = key if key is not None else value(of, "pPr", "numPr", "numId")
            level = level if level is not None else value(of, "pPr", "numPr", "ilvl")
        depth = whole(level, 0)
        if not key or key == "0" or self._numbering.level(key, depth) is None:
            return "", 0
        return key, depth

    def _label(self, key: str, depth: int) -> str:
        """What stands before a heading that is counted."""
        if not key:
            return ""
        self._numbering.next_number(key, depth)
        bullet = value(self._numbering.level(key, depth), "numFmt") == "bullet"
        return "" if bullet else f"{self._numbering.label(key, depth)} "

    def _item(self, key: str, level: int, inset: int) -> int | None:
        """Go on to an item of a list; its number, where it has one."""
        said = self._numbering.level(key, level)
        kind, text = value(said, "numFmt") or "decimal", value(said, "lvlText") or ""
        while self._open and self._ends(*self._open[-1], key=key, level=level, inset=inset):
            self._open.pop()
        self._open.append((key, level, inset))
        counted = self._numbering.next_number(key, level)
        if kind in {"bullet", "none"}:
            return None
        if (kind != "decimal" or len(PLACE.findall(text)) > 1) and (key, level) not in self._lettered:
            self._lettered.add((key, level))
            self.counts["lettered"] += 1
        return counted

    @staticmethod
    def _ends(its_key: str, its_level: int, its_inset: int, *, key: str, level: int, inset: int) -> bool:
        """Whether an item is not one beneath which the next one stands."""
        return its_level >= level if its_key == key else its_inset > inset - _SAME

    def _beneath(self, inset: int) -> bool:
        """Whether what stands so far in stands beneath an item, where items stand in at all."""
        return bool(self._open) and 0 < self._open[0][2] <= inset + _SAME

    def _inset(self, element: Element, key: str, level: int) -> int:
        """How far in a paragraph stands from where lines begin."""
        listed = self._numbering.level(key, level) if key else None
        for of in [element, *([] if listed is None else [listed]), *self._looks]:
            indent = of.find(f"{WORD}pPr/{WORD}ind")
            for name in ("left", "start") if indent is not None else ():
                if indent.get(WORD + name) is not None:
                    return whole(indent.get(WORD + name), 0)
        return _STEP * (level + 1) if key else 0

    # What stands in a paragraph

    def _inline(self, element: Iterable[Element], address: str) -> None:
        for child in element:
            name = _local(child)
            if name == "r":
                self._run(child, address)
            elif name == "hyperlink":
                self._inline(child, self._linked(self._addresses.get(child.get(_R + "id"), "")))
            elif name in {"ins", "moveTo"}:
                self.counts["insertions"] += 1
                self._inline(child, address)
            elif name in {"del", "moveFrom"}:
                self.counts["deletions"] += 1
            elif name in _TRANSPARENT:
                self._inline(child, address)
            elif name in {"bookmarkStart", "bookmarkEnd"}:
                self._bookmark(child)
            elif name in {"oMath", "oMathPara"}:
                self.counts["equations"] += 1
            elif name == "AlternateContent":
                self._inline(_chosen(child), address)

    def _linked(self, address: str) -> str:
        if address and not _ADDRESS.fullmatch(address):
            self.counts["links"] += 1
            return ""
        return address

    def _run(self, run: Element, address: str) -> None:
        if self._says(run, "vanish"):
            self.counts["hidden"] += 1
            return
        text = self._text(run)
        if not text:
            return
        address = address or next((field[0] for field in self._fields if field[1] and field[0]), "")
        looks = run.find(WORD + "rPr")
        raised = value(looks, "vertAlign") in {"superscript", "subscript"}
        marked = not address and (value(looks, "u") or "none") != "none"
        if text.strip() and (raised or marked or self._says(run, "strike") or self._says(run, "dstrike")):
            self.counts["formatting"] += 1
        right = value(looks, "rtl") not in {None, *_OFF}
        bold, italic = (self._says(run, name + "Cs" * right) for name in ("b", "i"))
        self._parts.append(Part(text, bold, italic, address))

    def _says(self, run: Element, name: str) -> bool:
        """Whether something is switched on: by the run, else by the nearest style that speaks of it."""
        looks = run.find(WORD + "rPr")
        styles = [*self._styles.chain(value(looks, "rStyle")), *self._looks]
        for of in (looks, *(style.find(WORD + "rPr") for style in styles)):
            said = value(of, name)
            if said is not None:
                return said not in _OFF
        return False

    def _text(self, run: Iterable[Element]) -> str:
        said = []
        for child in run:
            name = _local(child)
            if name == "t":
                said.append(child.text or "")
            elif name == "br" and child.get(WORD + "type", "textWrapping") == "textWrapping":
                said.append("\n")
            elif name in _TEXTS:
                said.append(_TEXTS[name])
            elif name == "AlternateContent":
                said.append(self._text(_chosen(child)))
            else:
                self._met(name, child)
        return "".join(said)

    def _met(self, name: str, element: Element) -> None:
        if name in {"footnoteReference", "endnoteReference"}:
            self.counts["footnotes"] += 1
        elif name == "commentReference":
            self.counts["comments"] += 1
        elif name == "sym":
            self.counts["symbols"] += 1
        elif name in {"drawing", "pict", "object"}:
            within = {_local(each) for each in element.iter()}
            boxes = sum(_local(each) == "txbxContent" for each in element.iter())
            if boxes:
                self.counts["text_boxes"] += boxes
            else:
                self.counts["images" if within & {"blip", "imagedata"} and name != "object" else "objects"] += 1
        elif name == "fldChar":
            self._field(element.get(WORD + "fldCharType"))
        elif name == "instrText" and self._fields:
            found = _FIELD_ADDRESS.match(element.text or "")
            self._fields[-1][0] = self._linked(found[1]) if found else self._fields[-1][0]

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(["", False])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    # Tables, and the part that is a letter's text

    def _table(self, table: Element) -> None:
        """The text of a table, a paragraph for each row: CommonMark has none."""
        self.counts["tables"] += 1
        self._open.clear()
        kept, self.blocks = self.blocks, []
        for row in table.iter(WORD + "tr"):
            cells = []
            for cell in row.findall(WORD + "tc"):
                self.blocks = []
                self.read([each for each in cell if _local(each) != "tbl"])
                self._open.clear()
                cells.append(self.blocks)
            if any(cells):
                kept.append(Block("paragraph", 0, None, tuple(_joined(cells))))
        self.blocks = kept

    def _bookmark(self, element: Element) -> None:
        """In a paper of ours, bookmarks stand around the text that was written, without its letterhead."""
        if element.tag == WORD + "bookmarkStart" and self._part and element.get(WORD + "name") == self._part:
            self._mark, self.within = element.get(WORD + "id") or "", False
            for met in (self.blocks, self._parts, self._open, self.counts, self._lettered):
                met.clear()
        elif element.tag == WORD + "bookmarkEnd" and self._mark and element.get(WORD + "id") == self._mark:
            self.within = True
            raise _Ended


class _Ended(Exception):
    """The part that is read has ended."""


def _local(element: Element) -> str:
    """The name of an element; nothing for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _chosen(alternatives: Element) -> Iterable[Element]:
    """Of what a document offers, the first: the others say the same for older programs."""
    found = alternatives.find(_MC + "Choice")
    return () if found is None else found


def _joined(cells: list[list[Block]]) -> Iterator[Part]:
    for place, blocks in enumerate(cells):
        yield Part(" | " if place else "")
        for block in blocks:
            yield from (replace(part, text=part.text.replace("\n", " ")) for part in block.parts)
            yield Part(" ")


def said_in(content: bytes, part: str) -> dict[str, Any]:
    """What a document says, as ``main`` writes it.

    Args:
        part: Of a paper of ours, only what stands between its bookmarks of that name is taken.
    """
    from docx import Document  # noqa: PLC0415 - within the limits, and only in the process that has them

    document = Document(BytesIO(content))
    relations = document.part.rels
    addresses = {key: each.target_ref for key, each in relations.items() if each.is_external}
    listed = (each.target_part for each in relations.values() if not each.is_external and each.reltype == _NUMBERING)
    numbering = next(listed, None)

    def read(wanted: str) -> Reader:
        lists = Numbering(None if numbering is None else numbering.element)
        reader = Reader(Styles(document.styles.element), lists, addresses, wanted)
        with suppress(_Ended):
            reader.read(document.element.body)
        return reader

    reader = read(part)
    if part and not reader.within:
        reader = read("")
    return {"text": written(reader.blocks), "counts": dict(reader.counts), "part": reader.within}


def _limit(what: int, value: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main(seconds: int, megabytes: int, part: str) -> int:
    """Write what the document says; return with which number to end."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, megabytes << 20)
    try:
        json.dump(said_in(sys.stdin.buffer.read(), part), sys.stdout)
        sys.stdout.flush()
    except MemoryError:
        return TOO_LARGE
    except SyntaxError as error:  # of XML: where memory ends, it names no line
        return DAMAGED if error.lineno else TOO_LARGE
    except Exception:  # noqa: BLE001 - a damaged document makes its parsers fail in every way there is
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
