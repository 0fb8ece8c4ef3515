"""What comes compressed, and what its length must not tell."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils.module_loading import import_string

from hemicycle.web.compression import PACKET, CompressionMiddleware
from tests.web.access.test_access import address

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.http.response import HttpResponseBase
    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

GZIP = {"accept-encoding": "gzip, br"}
LONG = b"The floor is given to the delegate of Brazil. " * 100


def through(response: HttpResponseBase, path: str = "/", **headers: str) -> HttpResponseBase:
    """An answer as it leaves, to a browser that takes gzip."""
    request = RequestFactory().get(path, headers={**GZIP, **headers})
    return CompressionMiddleware(lambda _request: response).process_response(request, response)


@pytest.mark.parametrize("name", ["home", "members", "account_login"])
def test_a_page_comes_compressed_and_is_the_same(name: str, world: World, client_of: ClientOf) -> None:
    client = client_of(None if name == "account_login" else world["secretariat"])
    address = reverse(name, args=["test"] if name == "members" else [])
    response = client.get(address, headers=GZIP)
    assert response.headers["Content-Encoding"] == "gzip"
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert "Accept-Encoding" in response.headers["Vary"]
    assert b"</html>" in gzip.decompress(response.content)
    assert "Content-Encoding" not in client.get(address).headers


def test_what_is_not_kept_by_a_cache_stays_so(world: World, client_of: ClientOf) -> None:
    response = client_of(world["secretariat"]).get(reverse("members", args=["test"]), headers=GZIP)
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_documents_of_the_room_come_compressed(world: World, client_of: ClientOf) -> None:
    response = client_of(world["br"]).get(address("documents", world), headers=GZIP)
    assert response.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(response.content))["ok"] is True


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/csv", "application/json", "text/javascript"])
def test_text_is_compressed(kind: str) -> None:
    assert through(HttpResponse(LONG, content_type=kind)).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("kind", ["application/pdf", "application/zip", "image/png"])
def test_files_are_not(kind: str) -> None:
    assert "Content-Encoding" not in through(HttpResponse(LONG, content_type=kind)).headers


def test_what_fits_a_packet_is_not() -> None:
    assert "Content-Encoding" not in through(HttpResponse(b"a" * (PACKET - 1))).headers
    assert "Content-Encoding" in through(HttpResponse(b"a" * PACKET)).headers


def test_what_is_streamed_is_not() -> None:
    kept = FileResponse(BytesIO(LONG), filename="kept.txt")
    for response in (StreamingHttpResponse([LONG], content_type="text/plain"), kept):
        assert "Content-Encoding" not in through(response).headers


def test_a_page_of_the_same_content_has_not_always_the_same_length() -> None:
    lengths = {len(through(HttpResponse(LONG)).content) for _ in range(50)}  # type: ignore[attr-defined]
    assert len(lengths) > 1


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_asks_for_with_its_own_words_is_not_compressed(site: str) -> None:
    assert "Content-Encoding" not in through(HttpResponse(LONG), "/?q=Bra", **{"sec-fetch-site": site}).headers


@pytest.mark.parametrize(
    ("path", "site"), [("/", "cross-site"), ("/?q=Bra", "same-origin"), ("/?q=Bra", "none"), ("/?q=Bra", "")]
)
def test_a_link_from_elsewhere_and_a_search_of_ones_own_are(path: str, site: str) -> None:
    assert through(HttpResponse(LONG), path, **{"sec-fetch-site": site}).headers["Content-Encoding"] == "gzip"


def test_static_files_are_compressed_once_both_ways_and_fonts_as_they_are(tmp_path: Path) -> None:
    sheet, font = tmp_path / "sheet.css", tmp_path / "letters.woff2"
    for file in (sheet, font):
        file.write_bytes(LONG)
    backend: Any = settings.STORAGES["staticfiles"]
    storage = import_string(backend["BACKEND"])(location=tmp_path)
    list(storage.post_process({file.name: (storage, file.name) for file in (sheet, font)}))
    assert {file.name for file in tmp_path.iterdir()} == {
        "sheet.css", "sheet.css.br", "sheet.css.gz", "letters.woff2",
    }  # fmt: skip
