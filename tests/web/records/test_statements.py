"""The pages of statements: typed, pasted or as a file; bad input says what happened, and nothing is lost."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from hemicycle.outcome.models import StatementVersion
from tests.outcome.test_sitting_record import heard
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

LIST = "/consultations/test/statements/"


@pytest.fixture
def world(room_world: World) -> World:
    return room_world


@pytest.fixture
def here(world: World) -> str:
    return f"{LIST}{world.items[0].pk}/"


def form(**given: object) -> dict[str, object]:
    return {"act": "hand_in", "language": "en", "text": "Thank you.", "seen": "0", **given}


def word(*paragraphs: str) -> SimpleUploadedFile:
    made, file = Document(), BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(file)
    return SimpleUploadedFile("statement.docx", file.getvalue())


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "statement.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def test_a_delegate_hands_in_and_withdraws(world: World, client_of: ClientOf, here: str) -> None:
    client = client_of(world["br"])
    assert here in html_of(client.get(LIST))
    assert client.post(here, form(language="pt", text="Obrigado.")).headers["Location"] == here
    page = html_of(client.get(here))
    assert "Obrigado." in page
    assert "Not published" in html_of(client.get(LIST))
    assert client.post(here, form(act="withdraw")).status_code == 302
    assert "Obrigado." not in html_of(client.get(here))
    again = client.post(here, form(act="withdraw"))
    assert (again.status_code, "Your delegation has handed in no text" in html_of(again)) == (409, True)


def test_other_delegations_read_it_once_it_was_published_and_spoken(
    world: World, client_of: ClientOf, here: str
) -> None:
    client_of(world["br"]).post(here, form(text="Open text.", published="on"))
    client_of(world["jp"]).post(here, form(text="Closed text."))
    observer, booth = client_of(world["no"]), client_of(world["french"])
    before = html_of(observer.get(here))
    assert "Open text." not in before
    assert "Open text." in html_of(booth.get(here))
    heard(world, "jp", 1, 2)
    heard(world, "br", 10, None)
    after = html_of(observer.get(here))
    assert "Open text." in after
    assert "Closed text." not in after
    assert "Closed text." in html_of(client_of(world["vice_chair"]).get(here))


def test_the_text_of_a_word_document_and_of_plain_text_is_read(world: World, client_of: ClientOf, here: str) -> None:
    client = client_of(world["br"])
    client.post(here, form(file=word("Thank you, *Chair*.", "We agree.")))
    assert StatementVersion.objects.get().text == "Thank you, *Chair*.\n\nWe agree."
    client.post(here, form(file=SimpleUploadedFile("a.txt", "Merci à tous.".encode("utf-16")), seen="1"))
    latest = StatementVersion.objects.get(number=2)
    assert (latest.text, latest.upload) == ("Merci à tous.", None)


def test_a_pdf_is_kept_and_read_by_who_may(world: World, client_of: ClientOf, here: str) -> None:
    client = client_of(world["br"])
    assert client.post(here, form(text="", file=pdf())).status_code == 302
    version = StatementVersion.objects.get()
    address = f"{here}{version.statement_id}/"
    assert address in html_of(client.get(here))
    file = client_of(world["french"]).get(address)
    assert file.headers["Content-Type"] == "application/pdf"
    assert b"".join(file).startswith(b"%PDF")
    file.close()
    assert client_of(world["jp"]).get(address).status_code == 404
    assert client_of(world["technician"]).get(address).status_code == 404


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"text": " "}, 422, "There is no text."),
        ({"text": "word " * 1501}, 422, "The text has 1501 words. Shorten it to 1500 words."),
        ({"text": "x" * 80_001}, 422, "At most 80000 characters fit here"),
        ({"language": "zzz"}, 422, "Select a valid choice"),
        ({"file": SimpleUploadedFile("a.txt", b"caf\xe9")}, 422, "The text of “a.txt” cannot be read."),
        ({"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}, 422, "“a.csv” is not a text."),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 damaged")}, 422, ""),
        ({"file": SimpleUploadedFile("a.txt", b"")}, 422, "empty"),
        ({"seen": "x"}, 422, ""),
    ],
)
def test_bad_input_says_what_happened_and_keeps_what_was_typed(
    world: World, client_of: ClientOf, here: str, given: dict[str, object], status: int, words: str
) -> None:
    typed = given.get("text", "Kept as typed.")
    answer = client_of(world["br"]).post(here, form(**{"text": typed, **given}))
    page = html_of(answer)
    assert answer.status_code == status
    assert words in page
    assert str(typed).strip() in page
    assert not StatementVersion.objects.exists()


def test_a_colleagues_text_is_shown_and_mine_stays(world: World, client_of: ClientOf, here: str) -> None:
    client_of(world["br2"]).post(here, form(text="Theirs."))
    client = client_of(world["br"])
    answer = client.post(here, form(text="Mine."))
    page = html_of(answer)
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert 'name="seen" value="1"' in page
    assert client.post(here, form(text="Mine.", seen="1")).status_code == 302


def test_who_has_no_right_to_speak_hands_nothing_in(world: World, client_of: ClientOf, here: str) -> None:
    for who in ("technician", "captioner", "french", "secretariat"):
        client = client_of(world[who])
        assert client.post(here, form()).status_code == 403
        assert 'name="text"' not in html_of(client.get(here))
    assert client_of(world["br"]).get(f"{LIST}999/").status_code == 404


def test_a_closed_consultation_takes_nothing(world: World, client_of: ClientOf, here: str) -> None:
    world.consultation.closed_at = world.sitting.opens_at
    world.consultation.save()
    answer = client_of(world["br"]).post(here, form())
    assert (answer.status_code, StatementVersion.objects.exists()) == (409, False)
