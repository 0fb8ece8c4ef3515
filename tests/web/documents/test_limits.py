"""Files of a size that nobody should send: refused with words, nothing kept, and no memory filled."""

from __future__ import annotations

import tempfile
import tracemalloc
from contextlib import contextmanager
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from hemicycle.documents.models import Document
from hemicycle.people.models import Upload
from tests.people.test_uploads import a_letter
from tests.support.html import html_of
from tests.web.documents.desk import edit_page, give

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.http import HttpResponse
    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

MEGABYTE = 1 << 20
BOUNDARY = "limits"
#: An upload of 200 MB may cost the process so much.
MOST = 30 * MEGABYTE


class Large(RawIOBase):
    """So many bytes of a PDF between a beginning and an end, none of which is there before it is read."""

    def __init__(self, beginning: bytes, size: int, end: bytes) -> None:
        self._parts: list[bytes | int] = [beginning, size, end]
        self.size = len(beginning) + size + len(end)

    def read(self, asked: int = -1, /) -> bytes:
        """The next bytes: of an upload, never all of them."""
        assert asked >= 0
        while self._parts:
            first = self._parts[0]
            if isinstance(first, int):
                piece = bytes(min(first, asked))
                self._parts[0] = first - len(piece)
            else:
                piece, self._parts[0] = first[:asked], first[asked:]
            if piece or not asked:
                return piece
            del self._parts[0]
        return b""


def field(name: str, value: str) -> str:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'


def send(client: Client, megabytes: int) -> HttpResponse:
    """Give a document a PDF of this size, as a browser sends it."""
    head = field("act", "give") + field("language", "en")
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.pdf"\r\n'
    head += "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
    body = Large(head.encode(), megabytes * MEGABYTE, f"\r\n--{BOUNDARY}--\r\n".encode())
    read: Any = {"wsgi.input": body, "CONTENT_LENGTH": str(body.size)}
    return client.generic(  # type: ignore[return-value]
        "POST", edit_page(), content_type=f"multipart/form-data; boundary={BOUNDARY}", **read
    )


@contextmanager
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is uploaded waits until it was looked at."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_200_megabytes_are_refused_and_nothing_of_them_stays(
    world: World, client_of: ClientOf, temporary: Path
) -> None:
    client = client_of(world["secretariat"])
    client.get(edit_page())
    with little_memory():
        answer = send(client, 200)
    assert (answer.status_code, "10 MB" in html_of(answer)) == (422, True)
    answer.wsgi_request.close()  # type: ignore[attr-defined]
    assert not Upload.objects.exists()
    assert list(temporary.iterdir()) == []


def test_a_word_document_that_unpacks_to_a_gigabyte_is_refused(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    bomb = BytesIO(a_letter())
    with (
        ZipFile(bomb, "a", ZIP_DEFLATED) as parts,
        parts.open("word/media/image1.bmp", "w", force_zip64=True) as part,
    ):
        for _ in range(1024):
            part.write(bytes(MEGABYTE))
    assert len(bomb.getvalue()) < 2 * MEGABYTE
    give(client, b"no file of Word", "paper.docx")  # what the first upload imports is not of this one
    with little_memory():
        answer = give(client, bomb.getvalue(), "paper.docx")
    assert answer.status_code == 422
    assert "“paper.docx” unpacks to more than 200 MB" in html_of(answer)
    assert not Document.objects.get(symbol="C20/1").files.exists()
    assert not Upload.objects.exists()
