"""The HTML of a page as a browser takes it, whatever lines and indentation its template is written in."""

from __future__ import annotations

import re
from typing import Protocol

#: Whitespace beside these is not shown: each begins a line of its own, or is not drawn at all.
BLOCKS = frozenset(
    "article aside blockquote body br caption dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 head "  # noqa: SIM905 - a list of forty lines says no more
    "header hr html legend li link main meta nav ol optgroup option p script section select style summary table tbody "
    "td template tfoot th thead title tr ul".split()
)
#: A comment, an element whose text is kept to the letter, a tag, or text between tags.
PARTS = re.compile(
    r"<!--.*?-->"
    r"|<(?P<kept>pre|script|style|textarea)\b(?:\"[^\"]*\"|[^\">])*>.*?</(?P=kept)>"
    r"|<[a-zA-Z/!](?:\"[^\"]*\"|[^\">])*>"
    r"|[^<]+|<",
    re.DOTALL,
)
#: Whitespace of a tag, and what is quoted in it, which stays as it is.
SPACE_IN_TAG = re.compile(r"(\"[^\"]*\")|\s+")


class Response(Protocol):
    """What the test client returns, in whichever of its types."""

    content: bytes


def html_of(response: Response) -> str:
    """The HTML of a page with one space wherever whitespace is shown, and none elsewhere.

    What a reader sees, and what stands in quotes, stays as it is: a space that is lost between two words, or that is
    put into an attribute, is still seen by a test.
    """
    return as_taken(response.content.decode())


def as_taken(source: str) -> str:
    """The same of HTML as a string."""
    parts = [_part(found[0], kept=bool(found["kept"])) for found in PARTS.finditer(source)]
    taken = [
        _trimmed(part, parts[at - 1] if at else "<html>", parts[at + 1] if at + 1 < len(parts) else "</html>")
        for at, part in enumerate(parts)
    ]
    return "".join(taken)


def _part(part: str, *, kept: bool) -> str:
    if not part.startswith("<") or part == "<":
        return re.sub(r"\s+", " ", part)
    if kept:
        tag = re.match(r"<(?:\"[^\"]*\"|[^\">])*>", part)
        return _tag(tag[0]) + part[tag.end() :] if tag else part
    return part if part.startswith("<!--") else _tag(part)


def _tag(tag: str) -> str:
    return re.sub(r" (?=>$)", "", SPACE_IN_TAG.sub(lambda found: found[1] or " ", tag))


def _trimmed(part: str, before: str, after: str) -> str:
    """Text without the whitespace that is not shown; the parts beside it are tags, or kept."""
    if part.startswith("<"):
        return part
    # A button is drawn as a box of its own in the line: whitespace counts outside it alone.
    if _name(before) in BLOCKS or before.startswith("<button"):
        part = part.removeprefix(" ")
    if _name(after) in BLOCKS or after == "</button>":
        part = part.removesuffix(" ")
    return part


def _name(tag: str) -> str:
    found = re.match(r"</?(\w+)", tag)
    return found[1].lower() if found else ""
