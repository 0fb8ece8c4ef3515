"""Documents in browsers: found, read and taken away by keyboard in three languages; a series is opened, documents are
imported, posted and withdrawn at the desk, which people in the room see at once; each page in each size."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader
from weasyprint import HTML

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import django_language
from hemicycle.documents import search, texts
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.models import Document
from hemicycle.documents.record import DocumentRecord
from hemicycle.journal.record import Performer
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.uploads import look
from tests.browser.conftest import new_context
from tests.browser.signed_in import is_usable, opens
from tests.browser.test_contributions import SIZES, shot, tab_to, types

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.by_keyboard import Visit
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]
pytestmark = pytest.mark.browser

SYMBOL = "C20/1"
#: Where a desktop's Chromium has its viewer for PDF.
VIEWER = "chrome-extension://"
#: What the file of each language says, and a word of it that is searched for.
SAID = {
    "en": ("The budget of the next two years", "budget"),
    "ar": ("ميزانية السنتين القادمتين", "ميزانية"),
    "zh": ("未来两年的预算", "预算"),
}


def paper(text: str, language: str = "en") -> bytes:
    return bytes(HTML(string=f'<html lang="{language}"><p>{text}</p>').write_pdf() or b"")


@pytest.fixture
def papers(world: World) -> None:
    """The first document has a file in three languages, which the search knows."""
    by, document = Performer(world["secretariat"].person), Document.objects.get(symbol=SYMBOL)
    for language, (text, _word) in SAID.items():
        file = look(ContentFile(paper(text, language), f"{language}.pdf"))
        documents.give(document, by, timezone.now(), language, file=file)
    search.index(list(Document.objects.all()))
    while texts.read_waiting():  # the worker of the product reads too
        pass


def goes(page: Page, selector: str, key: str = "Enter") -> None:
    """Tab to what leads on, press a key there, and wait for the page that follows."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)


def symbols(page: Page) -> list[str]:
    return page.locator("tbody th bdi[dir=ltr]").all_inner_texts()


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("language", SAID)
def test_a_document_is_found_read_and_taken_away_by_keyboard(world: World, opens: Opens, language: str) -> None:
    _text, word = SAID[language]
    page = opens(world["br"].person, reverse("documents_list", args=["test"]), django_language(language))
    is_usable(page)
    types(page, "#search", word)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert symbols(page)[0] == SYMBOL
    is_usable(page)

    goes(page, f'th a[href$="/documents/{SYMBOL}/"]')
    expect(page.get_by_role("heading", level=1)).to_have_text(SYMBOL)
    is_usable(page)

    # The reader's own language comes first.
    goes(page, "a[href*='/document-reader/']")
    frame = page.locator("iframe.reader-frame")
    expect(frame).to_have_attribute("src", reverse("document_inside", args=["test", language, SYMBOL]))
    is_usable(page)
    tab_to(page, "a[download]")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.path().read_bytes()[:5] == b"%PDF-"

    page.goto(reverse("documents_list", args=["test"]))
    goes(page, "a[href$='/document-package/']")
    is_usable(page)
    tab_to(page, "button[value=pdf]")
    with page.expect_download() as package:
        page.keyboard.press("Enter")
    made = PdfReader(package.value.path())
    assert [str(entry.title) for entry in made.outline if not isinstance(entry, list)] == [SYMBOL]
    # What was asked for is there, and the page says that it is being prepared no more.
    expect(page.locator("[data-making]")).to_be_hidden()
    tab_to(page, "button[value=zip]")
    with page.expect_download() as files:
        page.keyboard.press("Enter")
    with ZipFile(files.value.path()) as parts:
        assert parts.namelist() == [f"C20-1_{language}.pdf"]


@pytest.mark.usefixtures("papers")
def test_a_pdf_is_shown_by_the_browsers_own_viewer(world: World, launch: Callable[..., Browser]) -> None:
    """In a browser that has one, with the page's own rules for what it may load."""
    browser = launch(0, "--headless=new")
    context, saved = new_context(browser), []
    context.add_cookies(
        [{"name": "sessionid", "value": session_of(world["br"].person), "url": settings.PUBLIC_ADDRESS}]
    )
    page = context.new_page()
    page.on("download", lambda file: saved.append(file.url))
    inside = reverse("document_inside", args=["test", "en", SYMBOL])
    with (
        page.expect_response(f"**{inside}") as answered,
        page.expect_event("framenavigated", lambda frame: frame.url.startswith(VIEWER)) as opened,
    ):
        page.goto(reverse("document_reader", args=["test", "en", SYMBOL]))
    expect(page.locator("iframe.reader-frame")).to_be_visible()
    assert answered.value.status == 200
    assert answered.value.header_value("content-type") == "application/pdf"
    # The viewer has read it, and counts its pages.
    opened.value.wait_for_function(
        "() => document.querySelector('pdf-viewer')?.shadowRoot?.querySelector('viewer-toolbar')?.docLength === 1"
    )
    assert saved == []
    browser.close()


@pytest.fixture
def watched(world: World) -> tuple[Document, Document]:
    """The document of the open item, in preparation, and that of the next one, posted and held back."""
    by, now, made = Performer(world["secretariat"].person), timezone.now(), []
    for item, symbol in zip(world.items[:2], ("C20/90", "C20/91"), strict=True):
        record = DocumentRecord(symbol, {"en": f"Paper of item {item.position}"})
        document = documents.add_document(world.consultation.pk, by, now, record)
        documents.give(document, by, now, "en", file=look(ContentFile(paper("Draft"), "draft.pdf")))
        Item.objects.filter(pk=item.pk).update(document=document)
        made.append(document)
    world.sitting.discussions.create(item=world.items[0], start=now)
    prepared, held_back = made
    posting.embargo_document(held_back, by, now, now + timedelta(hours=1))
    posting.post_document(held_back, by, now)
    return prepared, held_back


def test_who_is_in_the_room_follows_what_is_posted_and_withdrawn_by_keyboard(
    world: World, opens: Opens, visit: Visit, watched: tuple[Document, Document]
) -> None:
    prepared, held_back = watched
    delegate, presides, booth = visit("jp"), visit("vice_chair", "console"), visit("french", "booth")
    everybody = (delegate, presides, booth)
    for person in everybody:
        person.enter(listen_only=person is not booth)
        expect(person.page.get_by_text(prepared.symbol).first).to_be_visible()
        expect(person.page.get_by_role("link", name=prepared.symbol)).to_have_count(0)

    desk = opens(world["secretariat"].person, reverse("document_edit", args=["test", prepared.pk]))
    is_usable(desk)
    # What was not checked is not posted, and the page says so.
    goes(desk, "button[value=post]")
    prepared.refresh_from_db()
    assert prepared.posted_at is None
    is_usable(desk)
    tab_to(desk, "input[name=checked]")
    desk.keyboard.press("Space")
    goes(desk, "button[value=post]")
    prepared.refresh_from_db()
    assert prepared.posted_at
    is_usable(desk)
    for person in everybody:
        expect(person.page.get_by_role("link", name=prepared.symbol).first).to_be_visible()

    # What is held back has its link at its moment, by itself.
    delegate.page.get_by_role("tab", name=re.compile("Documents")).click()
    expect(delegate.page.get_by_text(held_back.symbol).first).to_be_visible()
    expect(delegate.page.get_by_role("link", name=held_back.symbol)).to_have_count(0)
    Document.objects.filter(pk=held_back.pk).update(embargo_until=timezone.now() + timedelta(seconds=2))
    expect(delegate.page.get_by_role("link", name=held_back.symbol)).to_be_visible()

    goes(desk, "button[value=withdraw]")
    prepared.refresh_from_db()
    assert prepared.withdrawn_at is None, "a reason is required"
    types(desk, "#withdrawal ~ form textarea", "Posted by mistake")
    goes(desk, "button[value=withdraw]")
    is_usable(desk)
    for person in everybody:
        expect(person.page.get_by_text("withdrawn").first).to_be_visible()
    with delegate.context.expect_page() as opened:
        delegate.page.get_by_role("link", name=prepared.symbol).first.click()
    expect(opened.value.get_by_text("Posted by mistake")).to_be_visible()
    assert [person.problems for person in everybody] == [[], [], []]


def test_a_series_is_opened_to_the_public_and_read_without_signing_in(world: World, opens: Opens) -> None:
    here = reverse("document_series", args=["test"])
    page = opens(world["secretariat"].person, here)
    is_usable(page)
    goes(page, f"a[href='{here}information/']")
    is_usable(page)
    tab_to(page, "#id_public")
    page.keyboard.press("Space")
    goes(page, "main form button[type=submit]")
    expect(page.get_by_text("The series is saved.")).to_be_visible()
    is_usable(page)
    for language in ("en", "ar", "zh-hans"):
        outside = opens(None, reverse("public_documents", args=["test"]), language)
        expect(outside.get_by_role("heading", level=1)).to_be_visible()
        is_usable(outside)


def test_documents_are_imported_after_a_look_at_them(world: World, opens: Opens, tmp_path: Path) -> None:
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        parts.writestr("documents.csv", "symbol,title_en,file_en\nC20/91,Audit,en/a.pdf\nC20/92,Staff,en/none.pdf\n")
        parts.writestr("en/a.pdf", paper("Audit"))
    file = tmp_path / "documents.zip"
    file.write_bytes(made.getvalue())
    page = opens(world["secretariat"].person, f"{reverse('imports', args=['test'])}?kind=documents")
    page.locator("#id_file").set_input_files(file)
    goes(page, "form[enctype] button[type=submit]")
    expect(page.get_by_role("button", name="Import the rows without errors")).to_be_visible()
    expect(page.get_by_text("There is no file of this name in the ZIP").first).to_be_visible()
    assert not Document.objects.filter(symbol="C20/91").exists()
    is_usable(page)
    goes(page, "main form:not([role=search]) button[type=submit]")
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    is_usable(page)
    brought = Document.objects.get(symbol="C20/91")
    assert brought.posted_at is None
    # What it brought is in preparation, and can be removed.
    page.goto(reverse("document_edit", args=["test", brought.pk]))
    goes(page, "button[value=remove]")
    expect(page.get_by_role("heading", name="Documents", level=1)).to_be_visible()
    assert not Document.objects.filter(symbol="C20/91").exists()


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("size", SIZES)
def test_each_page_in_english_and_arabic(world: World, opens: Opens, size: tuple[int, int]) -> None:
    width, height = size
    document = Document.objects.get(symbol=SYMBOL)
    world.consultation.settings["document_series"][0]["public"] = True
    world.consultation.save()
    pages: list[tuple[str, str, list[Any]]] = [
        ("br", "documents_list", []),
        ("br", "document", [SYMBOL]),
        ("br", "document_reader", ["en", SYMBOL]),
        ("br", "document_package", []),
        ("br", "document_feed_address", []),
        ("", "public_documents", []),
        ("secretariat", "documents_list", []),
        ("secretariat", "document_new", []),
        ("secretariat", "document_edit", [document.pk]),
        ("secretariat", "document_series", []),
        ("secretariat", "document_series_one", ["documents"]),
        ("secretariat", "document_contents", []),
    ]
    for language in ("en", "ar"):
        for who, name, more in pages:
            person = world[who].person if who else None
            address = reverse(name, args=["test", *more])
            page = opens(person, address, language, viewport={"width": width, "height": height})
            shot(page, f"{name}-{who or 'nobody'}", language, width)
