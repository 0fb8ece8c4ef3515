"""How the secretariat gives, prepares and posts documents on its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from hemicycle.documents.models import Document
from tests.people.test_uploads import A_PDF

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from hemicycle.people.models import Person, Registration

    ClientOf = Callable[[Registration | Person | None], Client]

LIST, DESK = "/consultations/test/documents/", "/consultations/test/desk/documents/"
FILE = "/consultations/test/document-files/en/C20/1/"


def edit_page(symbol: str = "C20/1") -> str:
    return f"{DESK}{Document.objects.get(symbol=symbol).pk}/"


def status(client: Client, address: str) -> int:
    """Of an answer, which may be a file: it is read, and closed."""
    answer = client.get(address)
    assert answer.getvalue()
    return answer.status_code


def give(
    client: Client, content: bytes = A_PDF, name: str = "paper.pdf", symbol: str = "C20/1", **more: str
) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    fields = {"act": "give", "language": "en", "file": file, **more}
    return client.post(edit_page(symbol), fields, follow=True)  # type: ignore[return-value]


def prepared(client: Client, symbol: str = "C20/9", title: str = "New") -> str:
    """A document in preparation, with a file; returns its page."""
    client.post(f"{DESK}new/", {"act": "save", "symbol": symbol, "title_en": title})
    give(client, symbol=symbol)
    return edit_page(symbol)


def post(client: Client, page: str, **more: str) -> HttpResponse:
    return client.post(page, {"act": "post", "checked": "on", **more}, follow=True)  # type: ignore[return-value]
