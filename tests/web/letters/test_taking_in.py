"""The text of a Word document is put into the field of a letter, and of an annex; nothing is saved meanwhile."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from docx import Document

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.models import LetterText
from hemicycle.people.models import Upload
from hemicycle.people.scanning import Verdict
from hemicycle.rules.reasons import Refusal
from hemicycle.web.letters.documents import TEXT_MARK, annex_mark
from hemicycle.web.letters.taking_in import LEFT
from hemicycle.web.toolkit import docx_reader, word_files
from tests.people.test_uploads import A_PDF
from tests.web.letters.test_letters import ARABIC, DESK, begin, complete, desk, hidden, page

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

    from tests.factories import World

__all__ = ["desk"]


def document(*lines: str) -> bytes:
    paper, file = Document(), BytesIO()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(file)
    return file.getvalue()


def word(content: bytes, name: str = "letter.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same document with another part of that name."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return made.getvalue()


def body(text: str, language: str = "") -> str:
    """What stands in the field of the text."""
    return text.split(f'name="{language}body"')[1].split(">", 1)[1].split("</textarea>", maxsplit=1)[0].strip()


@pytest.fixture
def text(desk: Client) -> str:
    """The address of the English text of a letter."""
    return f"{DESK}{begin(desk, template='blank').pk}/texts/en/"


def test_the_text_is_put_into_the_field_and_saved_by_the_person_alone(desk: Client, text: str) -> None:
    # A browser sends a field for a file without one as an empty text.
    typed = {"subject": "S", "body": "What I typed", "state": "draft", "seen": "", "docx": ""}
    shown = desk.post(text, {**typed, "docx": word(document("1. One", "Two"))})
    assert shown.status_code == 200
    seen = page(shown)
    assert body(seen) == "1\\. One\n\nTwo"
    assert "What I typed" in seen
    assert 'value="S"' in seen
    assert not LetterText.objects.exists()
    assert not Upload.objects.exists()
    again = page(desk.post(text, {**typed, "body": body(seen), "earlier": ["What I typed"], "back": "0"}))
    assert body(again) == "What I typed"
    assert "1\\. One" in again
    assert desk.post(text, {**typed, "body": body(seen), "earlier": ["What I typed"]}).status_code == 302
    assert LetterText.objects.get().body == "1\\. One\n\nTwo"


def test_saving_with_a_document_chosen_takes_it_in_and_saves_nothing(desk: Client, text: str) -> None:
    shown = desk.post(text, {"subject": "S", "body": "B", "state": "draft", "docx": word(document("New"))})
    assert (shown.status_code, body(page(shown))) == (200, "New")
    assert not LetterText.objects.exists()


def test_the_seen_digest_is_that_of_the_page_that_was_opened(desk: Client, text: str) -> None:
    first = {"subject": "S", "body": "B", "state": "draft"}
    assert desk.post(text, {**first, "seen": ""}).status_code == 302
    shown = page(desk.post(text, {**first, "seen": "", "docx": word(document("New"))}))
    assert desk.post(text, {**first, "body": "New", "seen": hidden(shown, "seen")}).status_code == 409


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "No Word document was chosen"),
        (word(A_PDF, "letter.pdf"), "“letter.pdf” is not a Word document"),
        (word(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "letter.doc"), "“letter.doc” is not a Word document"),
        (word(b"plain", "letter.docx"), "“letter.docx” is not a Word document"),
        (word(document("x")[:-200]), "“letter.docx” is not a Word document"),
        (word(with_part(document("x"), "word/document.xml", b"<w:document")), "“letter.docx” cannot be read"),
        (word(document("")), "“letter.docx” has no text"),
        (word(document("x" * 100_001)), "the maximum is 100000"),
        (word(b""), "This file is empty"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_nothing_is_lost(
    desk: Client, text: str, file: SimpleUploadedFile | None, words: str
) -> None:
    if file is not None:
        file.seek(0)
    typed: dict[str, Any] = {"subject": "S", "body": "What I typed", "state": "draft"}
    shown = desk.post(text, {**typed, "docx": file if file is not None else "", "take_in": "en"})
    assert shown.status_code == 422
    seen = page(shown)
    assert words in seen.replace("\xa0", "")
    assert body(seen) == "What I typed"


def test_a_letters_own_paper_gives_its_texts_in_every_language(desk: Client, world: World) -> None:
    made = complete(desk, world)
    for code in LANGUAGES:
        shown = desk.get(f"{DESK}{made.pk}/preview/?language={code}&format=docx")
        content = bytes(shown.content)
        taken = word_files.text_of(word(content), TEXT_MARK)
        assert taken.of_paper
        assert taken.text.startswith(ARABIC if code == "ar" else f"Text **{code}**")
        assert "\n" not in taken.text
        assert taken.counts == {}
        assert word_files.text_of(word(content), annex_mark(1)).text == f"Body {code}"


def test_the_texts_of_an_annex_are_taken_in_together(desk: Client) -> None:
    made = begin(desk, template="blank")
    path = desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": "text"}).headers["Location"]
    files = {"ar-docx": word(document("النص")), "fr-docx": word(A_PDF, "fr.pdf")}
    shown = desk.post(path, {"en-title": "T", "fr-body": "Texte", **files, "take_in": "ar"})
    assert shown.status_code == 200
    seen = page(shown)
    assert (body(seen, "ar-"), body(seen, "fr-")) == ("النص", "Texte")
    assert "“fr.pdf” is not a Word document" in seen
    assert 'value="T"' in seen


def test_a_document_is_scanned_and_an_infected_one_not_read(
    desk: Client, text: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned: list[bool] = []

    def scan(_content: bytes) -> Verdict:
        scanned.append(connection.in_atomic_block)
        return Verdict.INFECTED

    settings.CLAMD = "scanner.example.org:3310"
    monkeypatch.setattr("hemicycle.people.uploads.scan", scan)
    monkeypatch.setattr(word_files, "started", None)
    shown = desk.post(text, {"subject": "S", "docx": word(document("New"))})
    assert shown.status_code == 422
    assert "The virus scanner refused" in page(shown)
    assert len(scanned) == 1


def test_a_template_elsewhere_is_not_fetched_and_no_reason_to_refuse() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://127.0.0.1:1/x.dotm" TargetMode="External"/></Relationships>'
    )
    content = with_part(document("Said"), "word/_rels/settings.xml.rels", relations)
    assert word_files.text_of(word(content), "").text == "Said"


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        word_files.text_of(word(content), "")
    return str(refusal.value.reason.code)


def test_what_unpacks_to_far_more_than_a_letter_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_files, "started", None)
    content = with_part(document("x"), "word/media/a.xml", b" " * ((word_files.MEGABYTES_UNPACKED << 20) + 1))
    assert refused(content) == "word_too_large"


def test_a_reader_that_takes_too_long_or_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    start = document("MARK")
    with ZipFile(BytesIO(start)) as parts:
        xml = parts.read("word/document.xml")
    content = with_part(start, "word/document.xml", xml.replace(b"<w:t>MARK</w:t>", b"<w:t>a</w:t><w:tab/>" * 200_000))
    monkeypatch.setattr(word_files, "MEGABYTES_READING", 160)
    assert refused(content) == "word_too_large"
    monkeypatch.setattr(word_files, "MEGABYTES_READING", 1024)
    monkeypatch.setattr(word_files, "SECONDS", 1)
    assert refused(content) == "word_too_large"
    monkeypatch.setattr(word_files, "PATIENCE", 0.01)
    assert refused(document("x")) == "word_too_large"


def test_the_program_says_what_it_read_or_why_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(content: bytes) -> int:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": BytesIO(content)}))
        return docx_reader.main(1, 1, "")

    monkeypatch.setattr(docx_reader, "_limit", lambda *_limits: None)
    assert ended(document("Said")) == 0
    assert '"text": "Said"' in capsys.readouterr().out
    assert ended(b"PK") == docx_reader.DAMAGED


def test_everything_that_is_counted_has_words() -> None:
    for words in LEFT.values():
        assert "1 " in words % {"count": 1}
        assert "2 " in words % {"count": 2}
