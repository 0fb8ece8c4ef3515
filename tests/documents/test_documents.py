"""Documents are entered and changed, and have a file or a link for each language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.documents.queries import former_files
from hemicycle.documents.record import DocumentRecord, require_kind, require_link
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.uploads import look
from hemicycle.rules.reasons import Refusal
from tests.factories import START, make_world
from tests.people.test_uploads import A_PDF, A_PNG, a_letter, a_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.people.uploads import Looked
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
RECORD = DocumentRecord("C20/16(Rev.1)", {"en": "Budget", "fr": "\x00"}, ("resolution", "decision"))


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.reason.code.value


def desk(world: World, who: str = "secretariat") -> Performer:
    return Performer(world[who].person)


def add(world: World, record: DocumentRecord = RECORD, who: str = "secretariat") -> Document:
    return documents.add_document(world.consultation.pk, desk(world, who), START, record)


def change(world: World, document: Document, record: DocumentRecord) -> Document:
    seen = DocumentRecord.of(Document.objects.get(pk=document.pk)).digest
    return documents.change_document(document, desk(world), START, record, seen=seen)


def a_file(content: bytes = A_PDF, name: str = "paper.pdf") -> Looked:
    return require_kind(look(ContentFile(content, name)))


def give(world: World, document: Document, language: str = "en", **what: object) -> DocumentFile:
    return documents.give(document, desk(world), START, language, **what)  # type: ignore[arg-type]


def test_a_document_is_added_and_changed_on_record(world: World) -> None:
    made = add(world)
    assert (made.title, made.contains) == ({"en": "Budget"}, ["decision", "resolution"])
    change(world, made, replace(RECORD, symbol="C20/17", contains=()))
    made.refresh_from_db()
    assert (made.symbol, made.contains) == ("C20/17", [])
    entries = Entry.objects.filter(act="document.edit", place=f"document:{made.pk}").order_by("pk")
    assert [entry.data["after"]["symbol"] for entry in entries] == ["C20/16(Rev.1)", "C20/17"]


@pytest.mark.parametrize(
    ("record", "refused"),
    [
        (replace(RECORD, symbol="C20/1"), "document_symbol_taken"),
        (replace(RECORD, symbol="../C20"), "document_symbol"),
        (replace(RECORD, symbol="C20//"), "document_symbol"),
        (replace(RECORD, symbol="C" * 41), "document_symbol"),
        (replace(RECORD, contains=("decision", "poem")), "document_contains"),
        (replace(RECORD, title={"en": " "}), "document_without_title"),
        (replace(RECORD, title={"en": "x" * 1001}), "text_too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused(world: World, record: DocumentRecord, refused: str) -> None:
    assert code(lambda: add(world, record)) == refused


def test_only_the_secretariat_edits_documents(world: World) -> None:
    assert code(lambda: add(world, who="chair")) == "not_permitted"


def test_a_symbol_to_which_items_refer_stays_and_so_does_the_document(world: World) -> None:
    document = add(world)
    Item.objects.filter(pk=world.items[0].pk).update(document=document)
    record = DocumentRecord.of(document)
    assert code(lambda: change(world, document, replace(record, symbol="C20/9"))) == "document_symbol_used"
    assert code(lambda: documents.remove_document(document, desk(world), START)) == "document_in_use"
    change(world, document, replace(record, title={"en": "Better"}))
    document.refresh_from_db()
    assert document.title == {"en": "Better"}


def test_of_two_who_change_a_document_the_second_is_told(world: World) -> None:
    made = add(world)
    seen = DocumentRecord.of(made).digest
    change(world, made, replace(RECORD, title={"en": "Mine"}))
    late = lambda: documents.change_document(made, desk(world), START, RECORD, seen=seen)  # noqa: E731 - said once
    assert code(late) == "document_changed_meanwhile"


def test_a_replaced_file_stays_on_record(world: World) -> None:
    made = add(world)
    first = give(world, made, file=a_file())
    second = give(world, made, link="https://example.org/c20-16")
    first.refresh_from_db()
    assert first.replaced_at == START
    assert documents.current_file(made, "en") == second
    assert former_files(made) == [first]
    documents.take_away(made, desk(world), START, "en")
    assert documents.current_file(made, "en") is None
    entry = Entry.objects.filter(act="document.edit").latest("pk")
    assert entry.data["before"] == {"language": "en", "link": "https://example.org/c20-16"}
    assert code(lambda: documents.take_away(made, desk(world), START, "en")) == "document_no_file"


def test_a_language_has_a_file_or_a_link(world: World) -> None:
    made = add(world)
    assert code(lambda: give(world, made)) == "document_file_or_link"
    assert code(lambda: give(world, made, file=a_file(), link="https://example.org/")) == "document_file_or_link"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/x", "file:///etc/passwd", "https://", "example.org", ""]
)
def test_what_is_no_address_of_the_web_is_no_link(link: str) -> None:
    assert code(lambda: require_link(link)) == "document_link"


def test_a_document_is_a_paper_and_no_picture() -> None:
    assert a_file(a_letter(), "paper.docx").media_type != a_file(a_workbook(), "figures.xlsx").media_type
    assert code(lambda: a_file(A_PNG, "picture.png")) == "document_kind"
    assert code(lambda: a_file(b"words", "words.txt")) == "document_kind"


def test_a_document_entered_by_mistake_is_removed_with_its_files(world: World) -> None:
    made = add(world)
    give(world, made, file=a_file())
    documents.remove_document(made, desk(world), START)
    assert not DocumentFile.objects.exists()
    entry = Entry.objects.filter(act="document.edit").latest("pk")
    assert entry.data["before"]["files"][0]["name"] == "paper.pdf"


def test_in_a_closed_consultation_what_was_posted_is_corrected_and_nothing_new_prepared(world: World) -> None:
    prepared, posted = add(world), world.consultation.documents.get(symbol="C20/1")
    Consultation.objects.update(closed_at=START)
    for act in (
        lambda: add(world, replace(RECORD, symbol="C20/9")),
        lambda: documents.give(prepared, desk(world), START, "fr", link="https://example.org/3"),
        lambda: documents.remove_document(prepared, desk(world), START),
        lambda: posting.post_document(prepared, desk(world), START),
    ):
        assert code(act) == "consultation_closed"
    documents.give(posted, desk(world), START, "fr", link="https://example.org/2")
    made = add(world, DocumentRecord(title={"en": "C"}, base="C20/1", change="Corr.", what_changes={"en": "A table"}))
    documents.give(made, desk(world), START, "en", link="https://example.org/4")
    posting.post_document(made, desk(world), START)
    posting.withdraw_document(posted, desk(world), START, {"en": "Twice"})
