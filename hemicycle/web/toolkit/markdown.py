"""CommonMark, in which letters and annexes are written: for pages, PDF and Word. HTML in it is text, a picture a link.

The library escapes what it does not allow, and takes no address but those of the web and of mail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from docx.shared import Mm
from markdown_it import MarkdownIt

from hemicycle.web.toolkit.docx_writer import write

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

#: Headings of a text stand below those of the paper that it is part of.
BELOW = 2
_DEEPEST = 6
#: Of each level of a list, in millimetres.
_INDENT = 8


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def _tokens(text: str, below: int) -> list[Token]:
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + below, _DEEPEST)}"
    return tokens


def html(text: str, below: int = BELOW) -> SafeString:
    """The text as HTML that is safe on a page.

    Args:
        below: How deep the headings stand under which it is put.
    """
    parser, tokens = _parser(), _tokens(text, below)
    _keep_addresses(tokens)
    # Only what the library itself writes is markup: HTML in the text is switched off above.
    return SafeString(parser.renderer.render(tokens, parser.options, {}))


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
    """The text at the end of a paper for Word. Numbers of lists are written out: they begin anew in each.

    Args:
        below: As for ``html``.
    """
    lists: list[_List] = []
    style, indent, begins = "Normal", 0, ""
    for token in _tokens(text, below):
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            lists.append(_List(kind.startswith("ordered"), int(token.attrGet("start") or 1)))
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif kind == "list_item_open":
            begins = lists[-1].mark()
        elif kind in {"blockquote_open", "blockquote_close"}:
            indent += 1 if token.nesting > 0 else -1
        elif kind == "heading_open":
            style = f"Heading {min(int(token.tag[1:]), 3)}"
        elif kind in {"inline", "code_block", "fence"}:
            paragraph = paper.add_paragraph(style=style)
            _indent(paragraph, len(lists) + indent, begins)
            if begins:
                write(paragraph, f"{begins}\t")
            _write_inline(paragraph, token)
            style, begins = "Normal", ""


@dataclass
class _List:
    """A list that is being written."""

    ordered: bool
    number: int

    def mark(self) -> str:
        """What the next item begins with."""
        if not self.ordered:
            return "–"
        self.number += 1
        return f"{self.number - 1}."


def _indent(paragraph: Paragraph, depth: int, begins: str) -> None:
    if depth:
        paragraph.paragraph_format.left_indent = Mm(_INDENT * depth)
    if begins:
        paragraph.paragraph_format.first_line_indent = -Mm(_INDENT)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_INDENT * depth))


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
