"""From a template to a PDF, in a language, without reaching for anything outside."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation

from hemicycle.consultations import own_words
from hemicycle.consultations.language_parts import in_parts
from hemicycle.consultations.languages import django_language, is_language, reader_language
from hemicycle.web.toolkit import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def in_language(asked: str | None) -> Iterator[None]:
    """Words of a paper are in this language within; in the reader's, where it is none."""
    language = django_language(asked if asked and is_language(asked) else reader_language())
    with translation.override(language), own_words.marked():
        yield


def pdf(document: str, context: dict[str, Any], issuer: str, *, trial: bool) -> bytes:
    """A document in the present language: the template and the style sheet of its name, on top of the common one.

    It is made for readers who hear it (PDF/UA-1): every part has its tag, its language, and words for what is drawn.

    Args:
        document: Its room and name: ``letters/letter``.
        issuer: The body that it is of, as its author.
        trial: It is of a trial, and says so.

    Pictures are drawn in the template, or stand in it whole (``data:``): no address is ever fetched, whatever somebody
    wrote as their name. What no font has is written out, with which the document is made again.
    """
    room, name = document.split("/")
    whole = {**context, "issuer": issuer, "trial": trial}
    html = in_parts(render_to_string(f"web/{room}/documents/{name}.html", whole))
    sheets = ["paper", name, *(["trial"] if trial else [])]
    with glyphs.watching() as missing:
        content = _printed(html, sheets)
    return _printed(html, sheets) if missing else content


def _printed(html: str, sheets: list[str]) -> bytes:
    # It takes longer to load than all else, which every command and every process would wait for.
    from hemicycle.web.toolkit import pdf_printer  # noqa: PLC0415

    return pdf_printer.printed(glyphs.written_out(html), sheets)
