"""CommonMark, in which letters and annexes are written: for pages, PDF and Word. HTML in it is text, a picture a link.

The library escapes what it does not allow, and takes no address but those of the web and of mail.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from docx.shared import Mm

from hemicycle.web.toolkit.commonmark_parser import parser
from hemicycle.web.toolkit.docx_lists import List, begin_list
from hemicycle.web.toolkit.docx_styles import BODY, INDENT, QUOTE
from hemicycle.web.toolkit.docx_writer import write

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

#: Headings of a text stand below those of the paper that it is part of.
BELOW = 2
_DEEPEST = 6


def _tokens(text: str, below: int) -> list[Token]:
    """What the text is made of; its headings stand one below the other, whichever levels were left out in it."""
    tokens, open_levels = parser().parse(text), list[int]()
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(len(open_levels) + below, _DEEPEST)}"
    return tokens


def html(text: str, below: int = BELOW) -> SafeString:
    """The text as HTML that is safe on a page.

    Args:
        below: How deep the headings stand under which it is put.
    """
    tokens = _tokens(text, below)
    _keep_addresses(tokens)
    # Only what the library itself writes is markup: HTML in the text is switched off above.
    return SafeString(parser().renderer.render(tokens, parser().options, {}))


def _keep_addresses(tokens: list[Token]) -> None:
    """An address that is shown runs from left to right, whatever runs around it."""
    for token in tokens:
        for before, part in pairwise(token.children or []):
            if before.type == "link_open" and before.info == "auto":
                part.content = f"\N{LEFT-TO-RIGHT ISOLATE}{part.content}\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class _Look:
    """What a run of text looks like."""

    bold: bool = False
    italic: bool = False


def write_word(paper: Paper, text: str, below: int = BELOW) -> None:
    """The text at the end of a paper for Word, which counts its lists: numbers begin anew in each.

    Args:
        below: As for ``html``.
    """
    place = _Place(paper)
    for token in _tokens(text, below):
        place.move(token)
        if token.type in {"inline", "code_block", "fence"}:
            _write_inline(place.paragraph(), token)


@dataclass
class _Place:
    """Where in a paper the text has come to: in which heading, quotation and lists."""

    paper: Paper
    lists: list[List] = field(default_factory=list)
    heading: str = ""
    quoted: int = 0
    #: Whether a new item begins.
    begins: bool = False

    def move(self, token: Token) -> None:
        """Go over a mark of the text."""
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            start = token.attrGet("start")
            ordered, first = kind.startswith("ordered"), 1 if start is None else int(start)
            self.lists.append(begin_list(self.paper, ordered=ordered, level=len(self.lists), start=first))
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif kind == "list_item_open":
            self.begins = True
        elif kind in {"blockquote_open", "blockquote_close"}:
            self.quoted += token.nesting
        elif kind == "heading_open":
            self.heading = f"Heading {token.tag[1:]}"
        elif kind == "heading_close":
            self.heading = ""

    def paragraph(self) -> Paragraph:
        """A new paragraph here."""
        made = self.paper.add_paragraph(style=self._style())
        if self.lists and self.begins:
            self.lists[-1].put(made)
        elif self.lists:
            made.paragraph_format.left_indent = Mm(INDENT * (self.lists[-1].level + 1))
        self.begins = False
        return made

    def _style(self) -> str:
        if self.heading:
            return self.heading
        if self.lists:
            return self.lists[-1].style(first=self.begins)
        return QUOTE if self.quoted else BODY


def _write_inline(to: Paragraph, token: Token) -> None:
    """Text with its emphasis; a link is followed by its address, which paper cannot be clicked for."""
    look, links = _Look(), list[str]()
    for part in token.children or [token]:
        if part.type in {"strong_open", "strong_close"}:
            look = replace(look, bold=part.nesting > 0)
        elif part.type in {"em_open", "em_close"}:
            look = replace(look, italic=part.nesting > 0)
        elif part.type == "link_open":
            links.append(str(part.attrGet("href") or ""))
        elif part.type == "link_close":
            _write_address(to, links.pop())
        elif part.type == "hardbreak":
            to.add_run().add_break()
        elif part.type == "softbreak":
            write(to, " ")
        elif part.content:
            write(to, part.content, bold=look.bold, italic=look.italic)


def _write_address(to: Paragraph, address: str) -> None:
    shown = address.removeprefix("mailto:")
    if not to.text.endswith(shown):
        write(to, f" ({shown})")


def plain(text: str) -> str:
    """The words alone, a paragraph for each block; an item of a list begins with its number or a dash."""
    blocks: list[str] = []
    counters: list[int | None] = []
    mark = ""
    for token in parser().parse(text):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            start = token.attrGet("start")
            counters.append(None if token.type.startswith("bullet") else 1 if start is None else int(start))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            counters.pop()
        elif token.type == "list_item_open":
            number = counters[-1]
            mark = "– " if number is None else f"{number}. "
            counters[-1] = None if number is None else number + 1
        elif token.type in {"inline", "code_block", "fence"}:
            blocks.append(mark + _plain_inline(token))
            mark = ""
    return "\n\n".join(filter(None, (block.strip() for block in blocks)))


def _plain_inline(token: Token) -> str:
    breaks = {"hardbreak": "\n", "softbreak": " "}
    return "".join(breaks.get(part.type, part.content) for part in token.children or [token])
