"""Writes CommonMark, as ``markdown`` reads it: what was said is read again as it was said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from hemicycle.web.toolkit.commonmark_parser import parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DEEPEST = 6
#: An underscore within a word is one; "&" is one where it begins no entity.
_MARKS = re.compile(r"[\\`*<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BRACKETS = re.compile(r"[\[\]]")
#: What would be an address after a bracket.
_MAY_LINK = re.compile(r"\][(\[:]")
#: What makes something else than text of a line that begins with it.
_BEGINNING = re.compile(r"^(?:#(?=#{0,5}(?:\s|$))|[-+](?=\s|$)|>|~(?=~~)|=(?==*\s*$)|-(?=[-\s]*$))")
_COUNTED = re.compile(r"^([0-9]{1,9})(?=[.)](?:\s|$))")
_CLOSING = re.compile(r"#(?=#*$)")
_OF_ADDRESS = re.compile(r"[\s<>()\\]")


@dataclass(frozen=True)
class Part:
    """Words that look alike.

    Attributes:
        address: To which they are a link; empty where they are none.
    """

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph of some kind.

    Attributes:
        kind: ``heading``, ``item``, ``continued`` (beneath an item), ``quote`` or ``paragraph``.
        level: Of a heading, from 0; of an item and beneath it, how deep it stands, from 0.
        number: Of an item; ``None`` for one with a bullet.
        parts: A line ends in a text with a line feed.
    """

    kind: str
    level: int
    number: int | None
    parts: tuple[Part, ...]


def written(blocks: Sequence[Block]) -> str:
    """The blocks as CommonMark; the highest of the headings is one of the first level."""
    highest = min((block.level for block in blocks if block.kind == "heading"), default=0)
    lists, said = _Lists(), list[str]()
    for block in blocks:
        heading = block.kind == "heading"
        text = _inline(block.parts, plain=heading)
        if not text:
            continue
        if block.kind in {"item", "continued"}:
            said.append(lists.put(block, text))
            continue
        lists.end()
        if heading:
            text = f"{'#' * min(block.level - highest + 1, _DEEPEST)} " + _CLOSING.sub(r"\\#", text)
        elif block.kind == "quote":
            text = _after_each_line(text, "> ", "> ")
        said.append(f"\n\n{text}")
    return "".join(said).strip("\n")


class _Lists:
    """Where in lists the text has come to: for each level its mark, its last number, and how far in its text stands."""

    def __init__(self) -> None:
        self._open = list[tuple[str, int | None, int]]()

    def end(self) -> None:
        """What follows stands in no list."""
        self._open = []

    def put(self, block: Block, text: str) -> str:
        """An item, or a paragraph beneath one, with the lines that part it from what stands above."""
        if block.kind == "continued" and self._open:
            self._open = self._open[: block.level + 1]
            inset = " " * self._open[-1][2]
            return "\n\n" + _after_each_line(text, inset, inset)
        depth = min(block.level, len(self._open))
        begins = depth == len(self._open)
        mark = self._mark(block.number, depth)
        lead = f"{'' if block.number is None else block.number}{mark} "
        inset = " " * (self._open[depth - 1][2] if depth else 0)
        self._open = [*self._open[:depth], (mark, block.number, len(inset) + len(lead))]
        # A list that begins with another number than 1 would be a line of the paragraph above it.
        apart = "\n\n" if begins and (depth == 0 or block.number not in {None, 1}) else "\n"
        return apart + _after_each_line(text, inset + lead, " " * self._open[-1][2])

    def _mark(self, number: int | None, depth: int) -> str:
        """That of the list, or another where a list begins right after one."""
        if number is None:
            return "-"
        mark, last = self._open[depth][:2] if depth < len(self._open) else ("", None)
        if last is None:
            return "."
        return mark if number == last + 1 else {".": ")", ")": "."}[mark]


def _after_each_line(text: str, first: str, others: str) -> str:
    return first + text.replace("\n", f"\n{others}")


#: A character, and how it looks.
_Character = tuple[str, Part]


def _inline(parts: Iterable[Part], *, plain: bool) -> str:
    """Words with their emphasis, as far as CommonMark can say it: of some halves of words it cannot.

    Args:
        plain: They are one line without emphasis.
    """
    characters = _tidied(parts, plain=plain)
    for less in ("", "italic", "bold"):
        characters = [(text, _without(look, less)) for text, look in characters]
        wanted = [(text, look.bold, look.italic) for text, look in characters if not text.isspace()]
        for italic in "*_":
            said = _said(characters, italic)
            if _read(said) == wanted:
                return said
    return _said(characters, "*")


def _without(look: Part, name: str) -> Part:
    return replace(look, bold=look.bold and name != "bold", italic=look.italic and name != "italic")


def _tidied(parts: Iterable[Part], *, plain: bool) -> list[_Character]:
    """Character by character, without needless spaces; what stands at an end of emphasis is such that it may end."""
    characters = list[_Character]()
    for part in parts:
        look = replace(part, text="", bold=part.bold and not plain, italic=part.italic and not plain)
        for character in part.text:
            one = "\n" if character == "\n" and not plain else " " if character.isspace() else character
            before = characters[-1][0] if characters else "\n"
            if one == "\n" and before == " ":
                characters.pop()
                before = characters[-1][0] if characters else "\n"
            if one not in {" ", "\n"} or before not in {" ", "\n"}:
                characters.append((one, look))
    while characters and characters[-1][0] in {" ", "\n"}:
        characters.pop()
    for place in range(1, len(characters) - 1):
        if characters[place][0] in {" ", "\n"}:
            characters[place] = (characters[place][0], _common(characters[place - 1][1], characters[place + 1][1]))
    for name in ("bold", "italic"):
        _end_at_letters(characters, name)
    return characters


def _common(one: Part, other: Part) -> Part:
    """How a space between two looks: as what of both is not ended by it (``_said``)."""
    if one.bold != other.bold:
        return Part("")
    italic = one.italic and other.italic
    address = one.address if one.italic == other.italic and one.address == other.address else ""
    return Part("", one.bold, italic, address)


def _end_at_letters(characters: list[_Character], name: str) -> None:
    """A mark between a sign and a letter is none: the sign is left outside of what is emphasized."""
    for places in (range(1, len(characters)), range(len(characters) - 2, -1, -1)):
        step = places.step
        for place in places:
            (text, look), (beside, its_look) = characters[place], characters[place - step]
            if getattr(look, name) and not getattr(its_look, name) and _is_sign(text) and not _parts(beside):
                characters[place] = (text, _without(look, name))


def _is_sign(text: str) -> bool:
    return unicodedata.category(text)[0] in "PS"


def _parts(text: str) -> bool:
    return text.isspace() or _is_sign(text)


def _said(characters: list[_Character], italic: str) -> str:
    """CommonMark with bold around italic around links."""
    text = "".join(character for character, _ in characters)
    brackets = _MAY_LINK.search(text) is not None or any(look.address for _, look in characters)

    def linked(within: list[_Character]) -> Iterator[str]:
        for address, group in groupby(within, lambda each: each[1].address):
            words = "".join(character for character, _ in group)
            safe = _MARKS.sub(r"\\\g<0>", words)
            safe = _BRACKETS.sub(r"\\\g<0>", safe) if brackets else safe
            yield safe if not address or safe == address.removeprefix("mailto:") else f"[{safe}]({_address(address)})"

    def around(within: list[_Character], name: str, mark: str) -> Iterator[tuple[str, list[_Character]]]:
        for is_, group in groupby(within, lambda each: getattr(each[1], name)):
            yield mark if is_ else "", list(group)

    said = ""
    for bold, strong in around(characters, "bold", "**"):
        inner = "".join(f"{mark}{''.join(linked(each))}{mark}" for mark, each in around(strong, "italic", italic))
        said += f"{bold}{inner}{bold}"
    return "\\\n".join(_COUNTED.sub(r"\1\\", _BEGINNING.sub(r"\\\g<0>", line)) for line in said.split("\n"))


def _address(address: str) -> str:
    return _OF_ADDRESS.sub(lambda found: quote(found[0]), address)


def _read(text: str) -> list[tuple[str, bool, bool]]:
    """The characters of a paragraph as they are read, each with whether it is bold and italic; no spaces."""
    tokens = parser().parse(text)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return []
    read, looks = list[tuple[str, bool, bool]](), {"strong": 0, "em": 0}
    for part in tokens[1].children or []:
        name = part.type.rpartition("_")[0]
        if name in looks:
            looks[name] += part.nesting
        read += [(each, looks["strong"] > 0, looks["em"] > 0) for each in part.content if not each.isspace()]
    return read
