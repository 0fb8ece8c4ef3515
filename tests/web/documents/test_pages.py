"""The list of documents, a document with its files, and the secretariat's forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from hemicycle.consultations.models import Consultation
from hemicycle.documents.models import Document
from tests.factories import START
from tests.people.test_uploads import A_PDF, A_PNG
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

LIST, DESK = "/consultations/test/documents/", "/consultations/test/desk/documents/"
FILE = "/consultations/test/document-files/en/C20/1/"


def edit_page(symbol: str = "C20/1") -> str:
    return f"{DESK}{Document.objects.get(symbol=symbol).pk}/"


def give(client: Client, content: bytes = A_PDF, name: str = "paper.pdf", **more: str) -> object:
    file = SimpleUploadedFile(name, content)
    return client.post(edit_page(), {"act": "give", "language": "en", "file": file, **more}, follow=True)


def test_everybody_who_takes_part_opens_a_document_and_its_file(world: World, client_of: ClientOf) -> None:
    give(client_of(world["secretariat"]))
    for who in ("br", "sector", "french", "chair"):
        client = client_of(world[who])
        assert FILE in html_of(client.get(LIST))
        assert FILE in html_of(client.get(f"{LIST}C20/1/"))
        answer = client.get(FILE)
        assert answer.getvalue() == A_PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="paper.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert DESK not in html_of(client.get(LIST))


def test_nobody_else_does(world: World, client_of: ClientOf) -> None:
    give(client_of(world["secretariat"]))
    world["jp"].status = "withdrawn"
    world["jp"].save()
    for who in (None, world["jp"]):
        for address in (LIST, FILE):
            assert client_of(who).get(address).status_code in {302, 403}


def test_in_a_closed_consultation_a_document_says_that_its_file_can_still_be_replaced(
    world: World, client_of: ClientOf
) -> None:
    client, words = client_of(world["secretariat"]), "A file or link of this document can still be replaced."
    give(client)
    assert words not in html_of(client.get(f"{LIST}C20/1/"))
    Consultation.objects.update(closed_at=START)
    assert f'<a href="{edit_page()}">{words}</a>' in html_of(client.get(f"{LIST}C20/1/"))
    assert f'<a href="#files">{words}</a>' in html_of(client.get(edit_page()))
    assert words not in html_of(client_of(world["chair"]).get(f"{LIST}C20/1/"))


def test_a_link_leads_out_in_a_window_of_its_own(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    client.post(edit_page(), {"act": "give", "language": "fr", "link": "https://example.org/c20-1"})
    page = html_of(client.get(f"{LIST}C20/1/"))
    assert 'href="https://example.org/c20-1" target="_blank" rel="noopener noreferrer"' in page
    assert client.get(FILE.replace("/en/", "/fr/")).status_code == 404


def test_the_list_is_searched_sorted_narrowed_and_taken_away(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    give(client)
    assert html_of(client.get(LIST)).count('<th scope="row"') == 3
    assert html_of(client.get(LIST, {"q": "c20/2"})).count('<th scope="row"') == 1
    assert html_of(client.get(LIST, {"language": "en"})).count('<th scope="row"') == 1
    lines = client.get(LIST, {"format": "csv", "sort": "-symbol"}).content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("C20/3")


def test_a_document_is_added_changed_and_removed(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    client.post(f"{DESK}new/", {"act": "save", "symbol": "C20/9", "title_en": "New", "contains": "decision"})
    page = edit_page("C20/9")
    seen = client.get(page).context["form"].initial["seen"]
    client.post(page, {"act": "save", "symbol": "C20/10", "title_en": "Newer", "seen": seen})
    made = Document.objects.get(symbol="C20/10")
    assert (made.title, made.contains) == ({"en": "Newer"}, [])
    again = client.post(page, {"act": "save", "symbol": "C20/10", "title_en": "Late", "seen": seen})
    assert (again.status_code, "Late" in html_of(again)) == (409, True)
    client.post(page, {"act": "remove"})
    assert not Document.objects.filter(symbol="C20/10").exists()


def test_what_is_wrong_with_a_file_is_said(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    page = edit_page()
    for fields, words in (
        ({"language": "en"}, "Choose a file or enter a link"),
        ({"language": "en", "link": "javascript:alert(1)"}, "This is not the address of a document"),
        ({"language": "en", "file": SimpleUploadedFile("a.png", A_PNG)}, "Documents are PDF, Word"),
    ):
        answer = client.post(page, {"act": "give", **fields})
        assert answer.status_code == 422
        assert words in html_of(answer)
    assert client.post(page, {"act": "take_away", "language": "en"}).status_code == 409


def test_a_former_file_is_named_and_no_longer_open(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    give(client)
    client.post(edit_page(), {"act": "take_away", "language": "en"})
    assert client.get(FILE).status_code == 404
    assert "paper.pdf" in html_of(client.get(edit_page()))
