"""The pages of the report, and the report on paper in each language."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from docx import Document

from tests.outcome.test_report import publish, sat
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

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
    refused = desk.post(DESK, {"symbol": "no symbol"})
    assert (refused.status_code, "This is not a symbol." in html_of(refused)) == (422, True)
    assert 'value="no symbol"' in html_of(refused)
    assert desk.post(DESK, {"symbol": "REPORT-2020"}).headers["Location"] == HERE
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


def test_reverse_names() -> None:
    assert (reverse("report", args=["test"]), reverse("report_desk", args=["test"])) == (HERE, DESK)
