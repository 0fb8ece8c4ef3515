"""English among the words of another language, as a part of a page that says so (WCAG 3.1.2)."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString, mark_safe

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import FALLBACK

#: What is no running text: a tag with its attributes, and the title of the whole.
_NO_TEXT = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.DOTALL)


def in_parts(html: str) -> SafeString:
    """A page, or a part of one, whose English that stands in for missing words is marked as English."""
    pieces = _NO_TEXT.split(html)
    made = (own_words.unmarked(piece) if place % 2 else _text(piece) for place, piece in enumerate(pieces))
    return mark_safe("".join(made))  # noqa: S308 - as it was rendered, with elements around some words


def _text(piece: str) -> str:
    parts = own_words.parts(piece)
    return "".join(f'<span lang="{FALLBACK}" dir="ltr">{part}</span>' if english else part for part, english in parts)
