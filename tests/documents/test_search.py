"""The search finds the same in SQLite and in PostgreSQL, in every script, and nothing that its reader does not see."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.base import ContentFile
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from weasyprint import HTML

from hemicycle.documents import queries, search, texts
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.models import Document, SearchText
from hemicycle.documents.record import DocumentRecord
from hemicycle.documents.terms import terms, wanted
from hemicycle.documents.texts import ReadFile
from hemicycle.journal.record import Performer
from hemicycle.people.uploads import DOCX, PDF, XLSX, look
from tests.factories import START, make_world

if TYPE_CHECKING:
    from tests.factories import World

LATER = START + timedelta(hours=1)
LINK = "https://example.org/paper"
TITLES = {
    "en": "Naïve financing of rural networks",
    "fr": "Œuvre d’été: réseaux ruraux",
    "es": "Financiación en España",
    "ru": "Ёмкость сельских сетей",
    "zh": "关于农村网络融资的建议",
    "ar": "تَمْويلُ الشَّبَكاتِ الرِّيفِيَّة في أوروبا",
}


def paper(text: str, pages: int = 1) -> bytes:
    page = f'<p style="break-after: page">{text}</p>'
    return bytes(HTML(string=page * (pages - 1) + f"<p>{text}</p>").write_pdf() or b"")


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


def desk(world: World) -> Performer:
    return Performer(world["secretariat"].person)


def made(world: World, symbol: str = "P/21", title: dict[str, str] | None = None, **more: object) -> Document:
    record = DocumentRecord(symbol, title or {"en": "Paper"}, **more)  # type: ignore[arg-type]
    row = documents.add_document(world.consultation.pk, desk(world), START, record)
    documents.give(row, desk(world), START, "en", link=LINK)
    return row


def with_text(world: World, text: str, symbol: str = "P/21") -> Document:
    row = made(world, symbol)
    file = documents.give(row, desk(world), START, "en", file=look(ContentFile(paper(text), "paper.pdf")))
    assert texts.read_waiting() > 0
    assert file.upload is not None
    return row


def hits(world: World, text: str, *, prepares: bool = True) -> set[str]:
    seen = queries.seen_by(world.consultation, START, prepares=prepares)
    found = search.found(world.consultation, seen, queries.opened(START, prepares=prepares), text)
    rows = seen if found is None else seen.filter(pk__in=found)
    return set(rows.values_list("symbol", flat=True))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("p/21", True), ("P 21", True), ("21", True), ("P/2", True), ("P/22", False), ("p", True), ("n/21", False),
        ("naive RURAL", True), ("financ", True), ("networks naïve", True), ("nancing", False),
        ("œuvre", True), ("ete", True), ("ESPANA", True), ("ёмкость", True), ("емкость сел", True),
        ("网络", True), ("融", True), ("农村网络", True), ("网络融资", True), ("网农", False), ("资络", False),
        ("议", True),
        ("تمويل", True), ("الريفيه", True), ("اوروبا", True), ("أُورُوبَّا", True), ("الشبكـــات", True), ("السكك", False),
        ("brazil", True), ("brésil", True), ("BR", True), ("japan", False), ("friends", True),
        ("", True), ("--- ' \" * ( ) : & | !", True), ("naive\x00", True), ("a" * 5000, False),
    ],
)  # fmt: skip
@pytest.mark.django_db
@pytest.mark.postgres
def test_a_document_is_found_by_what_names_it_in_every_script(world: World, typed: str, *, found: bool) -> None:
    made(world, title=TITLES, submitters=("BR",), submitted_by={"en": "Friends of the networks"})
    assert ("P/21" in hits(world, typed)) == found


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("The budget of 2021 rises by 3.5 %", "budget 2021"),
        ("关于农村网络融资的建议", "农村网络"),
        ("تمويل الشبكات الريفية", "الشبكات"),
        ("О финансировании сетей", "финансирован"),
    ],
)
@pytest.mark.django_db
@pytest.mark.postgres
def test_a_document_is_found_by_the_text_of_its_file(world: World, text: str, typed: str) -> None:
    with_text(world, text)
    assert hits(world, typed) == {"P/21"}


@pytest.mark.django_db
@pytest.mark.postgres
def test_all_words_stand_in_one_place(world: World) -> None:
    with_text(world, "Budget", "P/1")
    with_text(world, "Staff", "P/2")
    assert hits(world, "budget") == {"P/1"}
    assert hits(world, "budget staff") == set()


@pytest.mark.django_db
@pytest.mark.postgres
def test_nothing_is_found_of_what_its_reader_does_not_see(world: World) -> None:
    held, gone, prepared = (with_text(world, "confidential word", f"P/{number}") for number in (1, 2, 3))
    shown = with_text(world, "confidential word", "P/4")
    posting.embargo_document(held, desk(world), START, LATER)
    for row in (held, gone, shown):
        posting.post_document(row, desk(world), START)
    posting.withdraw_document(gone, desk(world), START, {"en": "Twice"})
    assert hits(world, "confidential", prepares=False) == {"P/4"}
    assert hits(world, "confidential") == {"P/1", "P/2", "P/3", "P/4"}
    assert hits(world, "P/1", prepares=False) == set()
    assert hits(world, "P/2", prepares=False) == {"P/2"}
    assert hits(world, "P/3", prepares=False) == set()
    assert prepared.posted_at is None


@pytest.mark.django_db
@pytest.mark.postgres
def test_what_is_replaced_or_removed_is_found_no_more(world: World) -> None:
    row = with_text(world, "former")
    documents.give(row, desk(world), START, "en", file=look(ContentFile(paper("present"), "paper.pdf")))
    texts.read_waiting()
    assert (hits(world, "former"), hits(world, "present")) == (set(), {"P/21"})
    documents.remove_document(row, desk(world), START)
    assert hits(world, "present") == set()
    assert not SearchText.objects.filter(document=row.pk).exists()


@pytest.mark.django_db
@pytest.mark.postgres
def test_what_came_without_the_search_is_found_once_it_is_read(world: World) -> None:
    assert hits(world, "C20/1") == set()
    assert texts.read_waiting() == 3
    assert hits(world, "C20/1") == {"C20/1"}
    assert texts.read_waiting() == 0


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_text_as_long_as_a_book_is_kept_within_what_a_database_takes(world: World) -> None:
    row = made(world)
    file = row.files.get()
    search.keep_text(file, " ".join(f"word{number}" for number in range(100_000)))
    assert hits(world, "word1234") == {"P/21"}
    assert hits(world, "word99999") == set()
    search.keep_text(file, "".join(chr(0x4E00 + number % 20_000) for number in range(200_000)))
    assert hits(world, "一丁") == {"P/21"}


def test_text_is_read_from_each_kind_of_file() -> None:
    two = texts.read(paper("Read me", pages=2), PDF)
    assert "Read me" in two.text
    assert two.pages == 2, "one process reads both"
    word, file = Word(), BytesIO()
    word.add_paragraph("Read me")
    word.add_table(1, 1).cell(0, 0).text = "in a table"
    word.save(file)
    read = texts.read(file.getvalue(), DOCX)
    assert read.text.split() == ["Read", "me", "in", "a", "table"]
    assert read.pages == 0, "Word alone knows"
    book, file = Workbook(), BytesIO()
    book.create_sheet().append(["Read me", 7])
    book.save(file)
    assert texts.read(file.getvalue(), XLSX).text.split() == ["Read", "me", "7"]


def test_what_is_damaged_or_a_picture_has_no_text() -> None:
    assert texts.read(b"%PDF-1.7\nnothing", PDF) == ReadFile()
    assert texts.read(b"PK\x03\x04", DOCX).text == ""
    picture = HTML(string='<svg width="9" height="9"><rect width="9" height="9"/></svg>').write_pdf() or b""
    assert texts.read(picture, PDF).text.strip() == ""


def test_an_office_file_that_unpacks_to_a_gigabyte_costs_nothing() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as parts, parts.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(1000):
            part.write(b" " * 1_000_000)
    assert texts.read(bomb.getvalue(), DOCX).text == ""


@given(st.text(), st.text(max_size=40))
def test_whatever_is_typed_is_asked_as_letters_and_digits(text: str, typed: str) -> None:
    assert all(term.isalnum() for term in terms(text))
    assert all(term.isalnum() for word in wanted(typed) for term in word.terms)


@given(st.text(alphabet="农村网络融资的建议", min_size=1, max_size=30), st.data())
def test_each_part_of_a_run_of_characters_is_found(run: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    [(beside, _begins)] = wanted(run[start:end])
    there = terms(run)
    places = (there[place : place + len(beside)] for place in range(len(there)))
    assert any(found[:-1] == beside[:-1] and found[-1:] and found[-1].startswith(beside[-1]) for found in places)
