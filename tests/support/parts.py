"""The language of each text of a page, as a voice that reads it aloud goes by it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Elements that have no end.
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
#: What holds no text of the page: a program, the name of the whole, what is typed.
_NO_TEXT = frozenset({"script", "style", "title", "textarea"})


class _Parts(HTMLParser):
    """Texts with the language of what holds them, and attributes that hold markup."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.broken: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.broken += [f"{name}={value}" for name, value in attrs if "<span" in (value or "")]
        if tag not in _EMPTY:
            self.open.append((tag, dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in (opened for opened, _language in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in _NO_TEXT:
            self.texts.append((data, self.open[-1][1]))


def texts(page: str) -> list[tuple[str, str]]:
    """Each text of a page with the language that its element, or the next one around it that has one, states.

    Raises:
        ValueError: an attribute holds an element, or a text does as it is shown: marks that went where none belong.
    """
    parts = _Parts()
    parts.feed(page)
    broken = parts.broken + [text for text, _language in parts.texts if "<span" in text]
    if broken:
        raise ValueError("\n".join(broken))
    return parts.texts


def unmarked(page: str, written: Mapping[str, str]) -> Iterator[str]:
    """What a page prints without its language.

    Args:
        written: Words that tell what is looked for, each with the language in which it is written.
    """
    for text, language in texts(page):
        for words, wanted in written.items():
            if words in text and language != wanted:
                yield f"{' '.join(text.split())} ({language})"
