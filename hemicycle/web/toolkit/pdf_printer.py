"""WeasyPrint with what completes it: from a page and its style sheets to a PDF. Loaded by what prints first."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from hemicycle.web.toolkit import pdf_letters, pdf_tags  # noqa: F401 - they complete what is printed

#: ISO 14289-1. The second part asks for PDF 2.0, which few readers have.
_VARIANT = "pdf/ua-1"
_SHEETS = settings.PACKAGE / "web" / "static" / "hemicycle" / "documents"


@cache
def _sheet(name: str) -> CSS:
    return CSS(filename=_SHEETS / f"{name}.css")


def printed(html: str, sheets: list[str]) -> bytes:
    """A page as a PDF; no address in it is fetched.

    Args:
        sheets: Names of its style sheets, the common one first.
    """
    made = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))
    content: bytes = made.write_pdf(stylesheets=[_sheet(name) for name in sheets], pdf_variant=_VARIANT)
    return content
