"""The page on which the secretariat ends a consultation, and the archive where everybody finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.ending import exporting
from hemicycle.ending.models import Export
from hemicycle.people.models import Person, Registration
from hemicycle.rules.floor import SittingState
from tests.support.guards import without_guards
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

PAGE = "/consultations/test/desk/end/"


@pytest.fixture
def over(world: World) -> World:
    """Its sitting has ended."""
    world.sitting.state = SittingState.ENDED.value
    world.sitting.save()
    return world


def test_it_says_what_follows_and_asks_for_a_reason(over: World, client_of: ClientOf) -> None:
    desk = client_of(over["secretariat"])
    page = html_of(desk.get(PAGE))
    assert "Once the consultation is closed:" in page
    assert 'name="why"' in page
    answer = desk.post(PAGE, {"act": "close", "why": " "})
    assert answer.status_code == 422
    assert not Consultation.objects.get().closed
    page = html_of(desk.post(PAGE, {"act": "close", "why": "The report is out."}, follow=True))
    assert "The consultation is closed" in page
    assert "<bdi>The report is out.</bdi>" in page
    assert over["secretariat"].person.name in page


def test_while_a_sitting_goes_on_it_says_so(world: World, client_of: ClientOf) -> None:
    page = html_of(client_of(world["secretariat"]).get(PAGE))
    assert "A sitting is in progress or suspended." in page
    assert 'value="close"' not in page


def test_desks_say_that_it_is_closed_and_what_they_send_is_refused_in_words(over: World, client_of: ClientOf) -> None:
    desk = client_of(over["secretariat"])
    desk.post(PAGE, {"act": "close", "why": "The report is out."})
    settings = "/consultations/test/desk/settings/"
    page = html_of(desk.get(settings))
    assert "This consultation is closed." in page
    assert f'href="{PAGE}"' in page
    address = f"/consultations/test/desk/people/{over['br'].pk}/"
    answer = desk.post(address, {"act": "withdraw", "step": "withdraw", "words": "Ill."}, follow=True)
    assert "the secretariat can reopen it" in html_of(answer)


def test_archived_it_leaves_the_home_page_for_the_archive(over: World, client_of: ClientOf) -> None:
    desk, delegate = client_of(over["secretariat"]), client_of(over["br"])
    assert "Test Consultation" in html_of(delegate.get("/"))
    assert "in the archive" in html_of(delegate.get("/archive/"))
    desk.post(PAGE, {"act": "close", "why": "The report is out."})
    assert "The consultation is closed." in html_of(delegate.get("/"))
    desk.post(PAGE, {"act": "archive"})
    home = html_of(delegate.get("/"))
    assert "Test Consultation" not in home
    assert "Archive: 1 consultation" in home
    page = html_of(delegate.get("/archive/"))
    assert "Test Consultation" in page
    assert 'href="/consultations/test/letters/"' in page
    assert PAGE not in page
    assert PAGE in html_of(desk.get("/archive/"))
    for read in ("letters/", "agenda/", "registration/", "participants/"):
        assert delegate.get(f"/consultations/test/{read}").status_code == 200, read
    desk.post(PAGE, {"act": "take_out"})
    assert "Test Consultation" in html_of(delegate.get("/"))


def test_an_export_is_asked_for_made_and_downloaded_by_the_secretariat_alone(over: World, client_of: ClientOf) -> None:
    desk, chair = client_of(over["secretariat"]), client_of(over["chair"])
    page = html_of(desk.get(PAGE))
    assert "The file contains personal data" in page
    desk.post(PAGE, {"act": "export"})
    row = Export.objects.get()
    assert desk.get(PAGE).headers["Refresh"].startswith("5")
    file = f"{PAGE}exports/{row.pk}/"
    assert desk.post(file).status_code == 404
    exporting.make(row, timezone.now())
    made = desk.get(PAGE)
    assert "Refresh" not in made.headers
    assert f'action="{file}"' in html_of(made)
    assert chair.post(file).status_code == 403
    answer = desk.post(file)
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="test-')
    row.refresh_from_db()
    row.file.delete(save=False)


def test_a_test_is_deleted_by_two(over: World, client_of: ClientOf) -> None:
    desk = client_of(over["secretariat"])
    page = html_of(desk.get(PAGE))
    assert "A sitting was opened." in page
    assert "Documents were posted." in page
    assert "Others than the secretariat are registered." in page
    over.sitting.state, over.sitting.presiding = SittingState.PLANNED.value, None
    over.sitting.save()
    over.sitting.leads.all().delete()
    Registration.objects.exclude(role="secretariat").delete()
    with without_guards():
        over.consultation.documents.update(posted_at=None)
    second = Person.objects.create_user("second@example.org", "Mr. Second")
    Registration.objects.create(consultation=over.consultation, person=second, role="secretariat", status="confirmed")
    page = html_of(desk.get(PAGE))
    assert "Nothing came of this consultation yet" in page
    answer = desk.post(PAGE, {"act": "ask_to_delete", "name": "Test"})
    assert answer.status_code == 422
    assert 'value="Test"' in html_of(answer)
    page = html_of(desk.post(PAGE, {"act": "ask_to_delete", "name": "test"}, follow=True))
    assert 'value="delete"' not in page
    other = client_of(second)
    assert 'value="delete"' in html_of(other.get(PAGE))
    page = html_of(other.post(PAGE, {"act": "delete"}, follow=True))
    assert "is deleted." in page
    assert not Consultation.objects.exists()
