"""What a consultation is called, and its days, are changed by its secretariat."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from hemicycle.journal.models import Entry

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import World
    from tests.web.setup.test_setup_pages import ClientOf

FORM: dict[str, Any] = {
    "title-en": "Another name",
    "title-fr": "Un autre nom",
    "session-en": "",
    "first_day": "2020-06-08",
    "last_day": "2020-06-12",
}


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


@pytest.fixture
def address(world: World) -> str:
    return reverse("particulars", args=[world.consultation.slug])


def test_they_are_shown_as_they_are(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    for words in ("Test Consultation", "the physical session", "2020-06-09", "2020-06-12"):
        assert words in page


def test_they_are_changed_with_an_entry_of_the_journal(client: Client, address: str, world: World) -> None:
    assert client.post(address, FORM).headers["Location"] == address
    row = world.consultation
    row.refresh_from_db()
    assert (row.title, row.physical_session) == ({"en": "Another name", "fr": "Un autre nom"}, {})
    assert (row.first_day, row.last_day) == (date(2020, 6, 8), date(2020, 6, 12))
    changed = Entry.objects.get(act="consultation.edit").data["changed"]
    assert set(changed) == {"title", "physical_session", "first_day"}
    assert changed["first_day"] == ["2020-06-09", "2020-06-08"]


def test_all_errors_are_said_and_nothing_is_changed(client: Client, address: str, world: World) -> None:
    answer = client.post(address, {**FORM, "title-en": "", "title-fr": "", "first_day": "2020-06-10"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter the title in one language" in page
    assert "A sitting is on 9 June 2020" in page
    world.consultation.refresh_from_db()
    assert world.consultation.title["en"] == "Test Consultation"


def test_a_last_day_before_the_first_is_refused(client: Client, address: str) -> None:
    answer = client.post(address, {**FORM, "last_day": "2020-06-01"})
    assert answer.status_code == 422
    assert "The last day is before the first day" in answer.content.decode()


def test_nobody_else_changes_them(world: World, client_of: ClientOf, address: str) -> None:
    assert client_of(world["chair"]).post(address, FORM).status_code == 403
