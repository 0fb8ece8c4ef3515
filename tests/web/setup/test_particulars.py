"""What a consultation is called, and its days, are changed by its secretariat."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.sittings.models import Sitting
from tests.support.html import html_of
from tests.web.replies.replying import ask

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
    "time_zone": "Europe/Zurich",
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


def test_the_time_zone_stays_while_a_sitting_goes_on_or_a_deadline_runs(
    client: Client, address: str, world: World
) -> None:
    wanted, row = {**FORM, "time_zone": "America/New_York"}, world.consultation
    answer = client.post(address, wanted)
    assert (answer.status_code, "Sitting 1 is in session" in html_of(answer)) == (409, True)
    assert 'value="Another name"' in html_of(answer) or "Another name</textarea>" in html_of(answer)
    Sitting.objects.update(state="planned", presiding=None)
    enquiry = ask(world)
    answer = client.post(address, wanted)
    assert (answer.status_code, "The deadline of DM-20/1005 has not passed" in html_of(answer)) == (409, True)
    row.refresh_from_db()
    assert (row.time_zone, row.title["en"]) == ("Europe/Zurich", "Test Consultation")
    enquiry.declared_at = timezone.now()
    enquiry.save()
    assert client.post(address, wanted).status_code == 302
    row.refresh_from_db()
    assert row.time_zone == "America/New_York"
    changed = Entry.objects.get(act="consultation.edit").data["changed"]
    assert changed["time_zone"] == ["Europe/Zurich", "America/New_York"]
    row.time_zone = "US/Eastern"
    row.save()
    assert client.post(address, wanted).status_code == 302
    row.refresh_from_db()
    assert row.time_zone == "US/Eastern", "the same by another name"


def test_in_another_zone_the_days_still_hold_those_of_the_sittings(client: Client, address: str, world: World) -> None:
    """At ten in the morning of 9 June, UTC, it is 10 June on Kiritimati."""
    Sitting.objects.update(state="planned", presiding=None)
    wanted = {**FORM, "time_zone": "Pacific/Kiritimati", "last_day": "2020-06-09"}
    answer = client.post(address, wanted)
    assert (answer.status_code, "A sitting is on 10 June 2020" in html_of(answer)) == (422, True)
    assert client.post(address, {**wanted, "last_day": "2020-06-10"}).status_code == 302
    world.consultation.refresh_from_db()
    assert world.consultation.time_zone == "Pacific/Kiritimati"


def test_nobody_else_changes_them(world: World, client_of: ClientOf, address: str) -> None:
    assert client_of(world["chair"]).post(address, FORM).status_code == 403
