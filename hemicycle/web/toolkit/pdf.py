"""From a template to a PDF, in a language, without reaching for anything outside."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from hemicycle.consultations.languages import LANGUAGES, django_language, reader_language
from hemicycle.web.toolkit import glyphs

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_SHEETS = settings.PACKAGE / "web" / "static" / "hemicycle" / "documents"


def in_language(asked: str | None) -> AbstractContextManager[None]:
    """Words are in this language within; in the reader's, where it is none of the six."""
    return translation.override(django_language(asked if asked in LANGUAGES else reader_language()))


@cache
def _sheet(name: str) -> CSS:
    return CSS(filename=_SHEETS / f"{name}.css")


def pdf(document: str, context: dict[str, Any]) -> bytes:
    """A document in the present language: the template and the style sheet of its name, on top of the common one.

    Args:
        document: Its room and name: ``letters/letter``.

    Pictures are drawn in the template, or stand in it whole (``data:``): no address is ever fetched, whatever somebody
    wrote as their name. What no font has is written out, with which the document is made again.
    """
    room, name = document.split("/")
    html = render_to_string(f"web/{room}/documents/{name}.html", context)
    with glyphs.watching() as missing:
        content = _printed(html, name)
    return _printed(html, name) if missing else content


def _printed(html: str, name: str) -> bytes:
    made = HTML(string=glyphs.written_out(html), url_fetcher=URLFetcher(allowed_protocols=("data",)))
    content: bytes = made.write_pdf(stylesheets=[_sheet("paper"), _sheet(name)], pdf_tags=True)
    return content
