"""What a delegate sends who writes a contribution or uploads one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from hemicycle.web.toolkit.pdf_printer import printed

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

LIST = "/consultations/test/contributions/"


def form(base: int, **given: Any) -> dict[str, Any]:
    filled = {
        "act": "submit",
        "base": str(base),
        "item": "urgent:1",
        "language": "en",
        "title": "On the budget",
        "reference": "C20/1",
        "part_comments": "The figures are welcome.",
        "part_proposal": "To note them.",
        **given,
    }
    return {name: value for name, value in filled.items() if value is not None}


def begin(client: Client) -> str:
    """The address of a new draft."""
    return client.post(LIST, {"act": "begin"}).headers["Location"]


def pdf(body: str = "<h1>Contribution on the budget</h1><p>Text</p>", pages: int = 1) -> bytes:
    more = '<p style="break-before: page">More</p>' * (pages - 1)
    return printed(f"<html lang=en><head><title>T</title></head><body>{body}{more}</body></html>", ["paper"])


def word(*paragraphs: str) -> bytes:
    made, file = Document(), BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


def upload(client: Client, name: str, content: bytes) -> Response:
    return client.post(LIST, {"act": "upload", "file": SimpleUploadedFile(name, content)})
