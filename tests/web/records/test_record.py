"""The pages of a sitting's record: who sees what, its tables, its picture and its files."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from docx import Document

from hemicycle.outcome.sitting_record import record_of
from hemicycle.outcome.summary_drafts import drafts
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Ruling
from tests.outcome.test_sitting_record import at, heard, sat
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

LIST = "/consultations/test/records/"


@pytest.fixture
def world(room_world: World) -> World:
    sat(room_world)
    heard(room_world, "gh", 200, 220, connected_at=None, audible_at=None, cause="timed_out")
    room_world.sitting.attendances.create(
        registration=room_world["br"], session="PA_br", joined_at=at(0), left_at=at(300)
    )
    return room_world


@pytest.fixture
def here(world: World) -> str:
    return f"{LIST}{world.sitting.pk}/"


def test_every_participant_of_the_sittings_reads_it(world: World, client_of: ClientOf, here: str) -> None:
    delegate = client_of(world["gh"])
    assert here in html_of(delegate.get(LIST))
    page = html_of(delegate.get(here))
    for words in ("Français", "Objection", "Costs.", "Withdrawal", "To take note.", "There was no objection."):
        assert words in page
    assert "The Chair invited them." not in page, "why a rule was overridden is for those who keep the record"
    assert "Timed out" not in page
    assert page.count('id="turn-') == 2


@pytest.mark.parametrize("who", ["secretariat", "chair", "technician"])
def test_who_keeps_the_record_also_sees_what_went_wrong(world: World, client_of: ClientOf, here: str, who: str) -> None:
    page = html_of(client_of(world[who]).get(here))
    assert "Order of speakers overridden: The Chair invited them." in page
    assert "Timed out" in page
    assert page.count('id="turn-') == 3


def test_the_presiding_officers_voice_is_a_line_a_bar_and_in_each_file(
    world: World, client_of: ClientOf, here: str
) -> None:
    for begun, ended in ((44, 48), (250, None)):
        world.sitting.voices.create(
            registration=world["vice_chair"],
            language="fr",
            began_at=at(begun),
            ended_at=None if ended is None else at(ended),
        )
    client, name = client_of(world["gh"]), world["vice_chair"].person.name
    page = html_of(client.get(here))
    assert page.count('id="voice-') == page.count('<rect class="voice"') == 2
    lines = client.get(here, {"format": "csv", "show": "speakers"}).content.decode("utf-8-sig")
    first, second = (row for row in csv.DictReader(StringIO(lines)) if row["Event"] == "Presiding officer’s voice")
    assert (first["Time"], first["Until"], first["Name"], first["Language"]) == (
        "12:00:44",
        "12:00:48",
        name,
        "Français",
    )
    assert second["Until"] == ""
    printed = text_of(client.get(here, {"format": "pdf"}).content)
    assert "Presiding officer’s voice" in printed
    assert "12:00:44–12:00:48" in "".join(printed.split())


def test_it_is_searched_narrowed_and_sorted(world: World, client_of: ClientOf, here: str) -> None:
    client = client_of(world["secretariat"])
    speakers = html_of(client.get(here, {"show": "speakers"}))
    assert 'id="turn-' in speakers
    assert 'id="position-' not in speakers
    item = html_of(client.get(here, {"item": world.items[1].pk}))
    assert 'id="turn-' in item, "a filter that names no item of the record is passed over"
    found = html_of(client.get(here, {"q": "costs"}))
    assert 'id="position-' in found
    assert 'id="turn-' not in found
    lines = client.get(here, {"format": "csv", "show": "speakers", "sort": "-time"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(lines)))
    assert [row["Time"] for row in rows] == ["12:03:20", "12:01:10", "12:00:50", "12:00:20"]
    assert [row["Language"] for row in rows][-1] == "Français"


def test_motions_and_rulings_are_called_by_their_names(world: World, client_of: ClientOf, here: str) -> None:
    turn = heard(world, "jp", 230, 240, point_of_order=True, motion="closure_of_list", words="Time is short.")
    Ruling.objects.create(
        sitting=world.sitting, registration=world["vice_chair"], turn=turn, verdict="accepted",
        words="After three more speakers.", at=at(250),
    )  # fmt: skip
    Ruling.objects.create(
        sitting=world.sitting, registration=world["vice_chair"], words="Speakers keep to three minutes.", at=at(260)
    )
    page = html_of(client_of(world["gh"]).get(here, {"show": "conduct"}))
    for words in (
        "Closure of the list of speakers", "Accepted", "After three more speakers.", "Ruling",
        "Speakers keep to three minutes.",
    ):  # fmt: skip
        assert words in page
    assert page.count('id="ruling-') == 2
    with translation.override("en"):
        drafted = [one.text for one in drafts(record_of(world.sitting), {}, "en")]
    assert "The delegate of Japan, moving the closure of the list of speakers, said that:" in drafted
    assert "The presiding officer accepted the motion.\n\nAfter three more speakers." in drafted
    assert "The presiding officer ruled: Speakers keep to three minutes." in drafted


def test_presence_is_by_delegation_with_its_times(world: World, client_of: ClientOf, here: str) -> None:
    client = client_of(world["no"])
    page = html_of(client.get(f"{here}presence/"))
    assert "12:00:00–12:05:00" in page
    answer = client.get(f"{here}presence/", {"format": "csv"}).content.decode("utf-8-sig")
    assert next(csv.DictReader(StringIO(answer)))["Member"] == "Brazil"


@pytest.mark.parametrize(("language", "words"), [("en", "There was no objection."), ("ar", "To take note.")])
def test_it_is_on_paper_in_each_language(
    world: World, client_of: ClientOf, here: str, language: str, words: str
) -> None:
    client = client_of(world["gh"])
    pdf = client.get(here, {"format": "pdf", "language": language})
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert words in text_of(pdf.content)
    word = Document(BytesIO(client.get(here, {"format": "docx", "language": language}).content))
    course, presence = word.tables
    assert any(words in cell.text for row in course.rows for cell in row.cells)
    assert len(presence.rows) == 2


def test_a_sitting_has_a_record_once_it_was_opened(world: World, client_of: ClientOf, here: str) -> None:
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.save()
    client = client_of(world["gh"])
    assert client.get(here).status_code == 404
    assert here not in html_of(client.get(LIST))


def test_in_arabic_time_runs_from_the_right(world: World, client_of: ClientOf, here: str) -> None:
    client = client_of(world["gh"])
    left = html_of(client.get(here))
    client.cookies["django_language"] = "ar"
    right = html_of(client.get(here))
    assert 'class="item" x="0.00%"' in left
    assert 'class="item" x="0.00%"' not in right
