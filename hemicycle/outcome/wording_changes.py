"""What changed in a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A word with what is joined to it by a hyphen or an apostrophe; a sign of a script that sets no spaces between words;
#: a run of spaces; any other sign.
_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0e7f]|"
    r"(?:(?![\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0e7f])\w)+"
    r"(?:[-’'](?:(?![\u3400-\u9fff])\w)+)*|\s+|[^\w\s]"
)
PARAGRAPH = "\n\n"

Kind: TypeAlias = Literal["same", "inserted", "deleted"]


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph: as it was, new, or taken away."""

    kind: Kind
    text: str


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; none of an empty one."""
    return text.split(PARAGRAPH) if text else []


def compare(before: str, after: str) -> list[list[Piece]]:
    """The paragraphs of ``after`` with what changed since ``before``: insertions, and deletions where they were."""
    old, new = paragraphs(before), paragraphs(after)
    found: list[list[Piece]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [[Piece("same", text)] for text in new[c:d]]
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def unchanged(text: str) -> list[list[Piece]]:
    """The paragraphs of a text that is compared with nothing."""
    return [[Piece("same", paragraph)] for paragraph in paragraphs(text)]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """Paragraphs of one place side by side, as long as they resemble each other."""
    left = list(old)
    for text in new:
        like = next((index for index, candidate in enumerate(left) if _alike(candidate, text)), None)
        if like is None:
            yield [Piece("inserted", text)]
            continue
        yield from ([Piece("deleted", gone)] for gone in left[:like])
        yield list(_words(left[like], text))
        left = left[like + 1 :]
    yield from ([Piece("deleted", gone)] for gone in left)


def _alike(before: str, after: str) -> bool:
    """Whether a paragraph is the other one changed: a third of its words stayed."""
    matcher = SequenceMatcher(None, _TOKEN.findall(before), _TOKEN.findall(after), autojunk=False)
    return matcher.quick_ratio() > 1 / 3 and matcher.ratio() > 1 / 3


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[c:d]))
            continue
        if a < b:
            yield Piece("deleted", "".join(old[a:b]))
        if c < d:
            yield Piece("inserted", "".join(new[c:d]))
