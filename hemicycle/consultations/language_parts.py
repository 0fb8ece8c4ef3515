"""Words of another language among those of a page, as a part of it that says so (WCAG 3.1.2)."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import direction, reader_language

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


def in_language(words: str, language: str) -> str:
    """Words on a page; a part that says so, where they are in another language than the reader's."""
    if language == reader_language():
        return words
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), words)
