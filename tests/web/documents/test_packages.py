"""All documents of an item or of the agenda in one download, and the feed at a private address."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from lxml import etree
from pypdf import PdfReader
from weasyprint import HTML

from hemicycle.documents import feeds
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.models import Document, DocumentReader
from hemicycle.documents.record import DocumentRecord
from hemicycle.journal.record import Performer
from hemicycle.people.uploads import look
from tests.people.test_uploads import A_PDF, a_letter
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

PACKAGE, FEED = "/consultations/test/document-package/", "/consultations/test/document-feed/"
NOW = timezone.now()


def paper(text: str, **options: object) -> bytes:
    return bytes(HTML(string=f"<p>{text}</p>").write_pdf(**options) or b"")


def give(world: World, symbol: str, content: bytes, language: str = "en", name: str = "paper.pdf") -> None:
    document = Document.objects.get(symbol=symbol)
    by = Performer(world["secretariat"].person)
    documents.give(document, by, NOW, language, file=look(ContentFile(content, name)))


def version(world: World, symbol: str, change: str) -> Document:
    by = Performer(world["secretariat"].person)
    record = DocumentRecord(title={"en": "V"}, base=symbol, change=change, what_changes={"en": "A"})
    made = documents.add_document(world.consultation.pk, by, NOW, record)
    give(world, made.symbol, paper(made.symbol))
    return made


def posted(world: World, document: Document, until: timedelta | None = None) -> None:
    by = Performer(world["secretariat"].person)
    if until is not None:
        posting.embargo_document(document, by, NOW, NOW + until)
    posting.post_document(document, by, NOW)


def zip_of(client: Client, **query: str | int) -> list[str]:
    content = client.get(PACKAGE, {"format": "zip", **query}).getvalue()
    with ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        return parts.namelist()


def pdf_of(client: Client, **query: str | int) -> PdfReader:
    answer = client.get(PACKAGE, {"format": "pdf", **query})
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def test_everything_for_an_item_is_one_zip_and_one_pdf(world: World, client_of: ClientOf) -> None:
    give(world, "C20/1", paper("First"))
    give(world, "C20/1", paper("Premier"), "fr")
    give(world, "C20/2", a_letter(), name="paper.docx")
    posted(world, version(world, "C20/1", "Rev."))
    client = client_of(world["br"])
    assert zip_of(client) == ["C20-1_en.pdf", "C20-1-Rev.1_en.pdf", "C20-2_en.docx"]
    assert zip_of(client, language="fr")[0] == "C20-1_fr.pdf"
    assert zip_of(client, item=world.items[1].pk) == ["C20-2_en.docx"]
    made = pdf_of(client)
    assert [str(entry.title) for entry in made.outline if not isinstance(entry, list)] == ["C20/1", "C20/1/Rev.1"]
    assert [page.extract_text().strip() for page in made.pages] == ["First", "C20/1/Rev.1"]
    shown = html_of(client.get(PACKAGE))
    assert "ZIP with 3 files" in shown
    assert "One PDF with 2 documents" in shown


def test_a_package_holds_nothing_that_its_reader_does_not_open(world: World, client_of: ClientOf) -> None:
    for symbol in ("C20/1", "C20/2"):
        give(world, symbol, paper(symbol))
    by = Performer(world["secretariat"].person)
    posting.withdraw_document(Document.objects.get(symbol="C20/2"), by, NOW, {"en": "Twice"})
    posted(world, version(world, "C20/1", "Add."), timedelta(days=1))
    version(world, "C20/1", "Corr.")
    for who in ("br", "secretariat"):
        assert zip_of(client_of(world[who])) == ["C20-1_en.pdf"]
        assert len(pdf_of(client_of(world[who])).pages) == 1


def test_what_cannot_be_in_one_pdf_is_named(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    empty = client.get(PACKAGE, {"format": "pdf"})
    assert (empty.status_code, "None of these documents is a PDF." in html_of(empty)) == (409, True)
    give(world, "C20/1", paper("First"))
    give(world, "C20/2", A_PDF)
    broken = client.get(PACKAGE, {"format": "pdf"})
    assert (broken.status_code, "The PDF of C20/2 cannot be put into one file" in html_of(broken)) == (422, True)
    assert zip_of(client) == ["C20-1_en.pdf", "C20-2_en.pdf"]


def test_what_is_only_a_link_is_listed_in_the_zip(world: World, client_of: ClientOf) -> None:
    by = Performer(world["secretariat"].person)
    document = Document.objects.get(symbol="C20/1")
    documents.give(document, by, NOW, "en", link="https://example.org/1")
    content = client_of(world["br"]).get(PACKAGE, {"format": "zip"}).getvalue()
    with ZipFile(BytesIO(content)) as parts:
        assert parts.read("links.txt") == b"C20/1\thttps://example.org/1\n"


@pytest.mark.parametrize("query", [{"item": "x"}, {"item": "999999"}, {"language": "xx"}, {"format": "exe"}])
def test_an_odd_address_shows_the_page(world: World, client_of: ClientOf, query: dict[str, str]) -> None:
    assert client_of(world["br"]).get(PACKAGE, query).status_code == 200


def feed_of(client: Client) -> str:
    address = client.get(FEED).context["address"]
    assert isinstance(address, str)
    return address.partition("://")[2].partition("/")[2]


def titles(answer: object) -> list[str]:
    content = answer.content  # type: ignore[attr-defined]
    space = {"a": "http://www.w3.org/2005/Atom"}
    return [str(title) for title in etree.fromstring(content).xpath("//a:entry/a:title/text()", namespaces=space)]


def test_a_feed_is_read_at_a_private_address_that_can_be_made_void(world: World, client_of: ClientOf) -> None:
    client, outside = client_of(world["br"]), Client()
    assert client.get(FEED).context["address"] == ""
    client.post(FEED, {"act": "open"})
    first = f"/{feed_of(client)}"
    answer = outside.get(first)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert titles(answer) == ["C20/3: Doc", "C20/2: Doc", "C20/1: Doc"]
    assert first.rsplit("/", 2)[1] not in answer.content.decode()
    client.post(FEED, {"act": "open"})
    second = f"/{feed_of(client)}"
    assert (outside.get(first).status_code, outside.get(second).status_code) == (404, 200)
    client.post(FEED, {"act": "close"})
    assert (outside.get(second).status_code, client.get(FEED).context["address"]) == (404, "")


def test_a_feed_names_nothing_before_its_moment_and_is_nobodys_who_takes_no_part(
    world: World, client_of: ClientOf
) -> None:
    client, outside = client_of(world["br"]), Client()
    client.post(FEED, {"act": "open"})
    address = f"/{feed_of(client)}"
    version(world, "C20/1", "Corr.")
    posted(world, version(world, "C20/1", "Add."), timedelta(days=1))
    assert len(titles(outside.get(address))) == 3
    for key in ("", "x", address.rsplit("/", 2)[1] + "x", feeds.key_of(world.consultation, 0)):
        assert outside.get(f"{FEED}{key}/").status_code == 404
    world["br"].status = "withdrawn"
    world["br"].save()
    assert outside.get(address).status_code == 404
    assert DocumentReader.objects.count() == 1
