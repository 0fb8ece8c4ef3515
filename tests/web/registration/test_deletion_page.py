"""The page on which the secretariat confirms that personal data is deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.people import retention
from hemicycle.people.models import Deletion, Person, Registration
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

PAGE = "/consultations/test/desk/personal-data/"


@pytest.fixture
def due(world: World) -> World:
    """A consultation with somebody real whose time has come: it was entered with days of the past."""
    long_ago = timezone.now() - timedelta(days=900)
    Person.objects.filter(pk=world["br"].person_id).update(made_up=False)
    Registration.objects.update(asked_at=long_ago)
    Consultation.objects.update(first_day=long_ago.date(), last_day=long_ago.date())
    return world


def test_how_it_stands_is_said_and_leads_there(due: World, client_of: ClientOf) -> None:
    desk = client_of(due["secretariat"])
    assert "No deletion is announced" in html_of(desk.get(PAGE))
    retention.announce(timezone.now())
    for page in ("/consultations/test/desk/settings/", "/consultations/test/desk/mail/"):
        assert f'href="{PAGE}"' in html_of(desk.get(page))
    page = html_of(desk.get(PAGE))
    assert "The deletion awaits confirmation" in page
    assert "It concerns 1 person" in page
    assert "Without confirmation nothing is deleted" in page


def test_it_is_confirmed_stopped_and_confirmed_again(due: World, client_of: ClientOf) -> None:
    desk = client_of(due["secretariat"])
    retention.announce(timezone.now())
    page = html_of(desk.post(PAGE, {"act": "confirm"}, follow=True))
    assert "The deletion is confirmed. It begins on" in page
    assert f"<bdi>{due['secretariat'].person.name}</bdi>" in page
    assert desk.post(PAGE, {"act": "confirm"}).status_code == 409
    page = html_of(desk.post(PAGE, {"act": "take_back"}, follow=True))
    assert "Nothing is deleted until somebody confirms it again." in page
    assert Deletion.objects.get().confirmed_by is None
    desk.post(PAGE, {"act": "confirm"})
    Deletion.objects.update(begins_at=timezone.now())
    retention.proceed(timezone.now())
    page = html_of(desk.get(PAGE))
    assert "Carried out" in page
    assert "No deletion is announced" in page


def test_a_form_that_says_nothing_confirms_nothing(due: World, client_of: ClientOf) -> None:
    retention.announce(timezone.now())
    assert client_of(due["secretariat"]).post(PAGE).status_code == 400
    assert Deletion.objects.get().confirmed_by is None
