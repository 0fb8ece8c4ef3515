"""Words of another language among those of a page, as a part of it that says so (WCAG 3.1.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import direction, localized, localized_in, reader_language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

#: What is no running text: a tag with its attributes, and the title of the whole.
_NO_TEXT = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.DOTALL)


def in_parts(html: str) -> SafeString:
    """A page, or a part of one, whose words that stand in for missing ones say their language."""
    pieces = _NO_TEXT.split(html)
    made = (own_words.unmarked(piece) if place % 2 else _text(piece) for place, piece in enumerate(pieces))
    return mark_safe("".join(made))  # noqa: S308 - as it was rendered, with elements around some words


def _text(piece: str) -> str:
    parts = own_words.parts(piece)
    return "".join(
        f'<span lang="{language}" dir="{direction(language)}">{part}</span>' if language else part
        for part, language in parts
    )


class Wording(str):
    """A text with the language in which it is written.

    A template that prints it makes it a part that says its language, where that is not the page's. It is a ``str`` in
    all else: a file or an order of rows has its words alone. So has an attribute, which can hold no part: there it is
    printed with the filter ``plain``.

    Attributes:
        language: Its code; empty where nobody knows it, which is said of no text.
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, words: str, language: str) -> Self:
        """Of words as they were written."""
        made = super().__new__(cls, words)
        made.language = language
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is in the same language."""
        return Wording, (str(self), self.language)

    @classmethod
    def of(cls, text: Mapping[str, str], language: str | None = None) -> Self:
        """A text of several languages in one of them (the reader's by default), or in the one that stands in for it."""
        found = localized_in(text, language)
        return cls.printed(text.get(found, ""), found)

    @classmethod
    def lines_of(cls, text: Mapping[str, str], language: str | None = None) -> tuple[Self, ...]:
        """The lines of such a text, each of them as :meth:`of` gives it."""
        found = localized_in(text, language)
        return tuple(cls.printed(line, found) for line in localized(text, language).splitlines())

    @classmethod
    def printed(cls, words: str, language: str) -> Self:
        """Words in a language, among those of the page or paper that is being made.

        Within a paper, whose words become parts when it is made (``own_words.marked``), it has the marks for that.
        """
        return cls(words if language == reader_language() else own_words.in_its_language(words, language), language)

    def __html__(self) -> str:
        """As a part of the page that is being made."""
        words = escape(own_words.unmarked(self))
        if not words or self.language in {"", reader_language()}:
            return words
        return format_html('<span lang="{}" dir="{}">{}</span>', self.language, direction(self.language), words)


class Sentence(str):
    """A sentence with what is filled in, of which a :class:`Wording` says its language where a template prints it.

    Attributes:
        html: As a page has it.
    """

    __slots__ = ("html",)
    html: SafeString

    def __new__(cls, words: str, filled_in: Mapping[str, object]) -> Self:
        """Of words with a ``%(name)s`` for each that is filled in."""
        made = super().__new__(cls, words % filled_in)
        parts = {name: conditional_escape(it) if isinstance(it, str) else it for name, it in filled_in.items()}
        made.html = mark_safe(escape(words) % parts)  # noqa: S308 - the words and what is filled in are escaped
        return made

    def __html__(self) -> str:
        """As a part of the page that is being made."""
        return self.html

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is the words."""
        return str, (str(self),)
