"""Documents in browsers: found, read and taken away by keyboard in three languages; a series is opened,
and documents are imported, at the desk; each page in each size."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader
from weasyprint import HTML

from hemicycle.consultations.languages import django_language
from hemicycle.documents import search, texts
from hemicycle.documents.actions import documents
from hemicycle.documents.models import Document
from hemicycle.journal.record import Performer
from hemicycle.people.uploads import look
from tests.browser.signed_in import is_usable, opens
from tests.browser.test_contributions import SIZES, shot, tab_to, types

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]
pytestmark = pytest.mark.browser

SYMBOL = "C20/1"
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
