"""A focal point sees the names that they typed, whoever has the address; the person is asked which is right."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from hemicycle.people.models import FocalPoint, Person, Registration
from tests.factories import SLUG
from tests.support.registrations import member

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.html import Response

DELEGATION = f"/consultations/{SLUG}/delegations/BR/"
OWN = f"/consultations/{SLUG}/registration/"
GIVEN = {"name": "Mr. Typed Name", "family_name": "", "language": "en", "function": "", "delegation_role": ""}


def client(person: Person) -> Client:
    made = Client()
    made.force_login(person)
    return made


@pytest.fixture
def focal(world: World) -> Client:
    """Brazil's focal point."""
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "br"), person=world["br"].person, start=timezone.now()
    )
    return client(world["br"].person)


@pytest.fixture
def stranger(world: World) -> Person:
    """Somebody of another consultation."""
    assert world.people
    return Person.objects.create_user("known@example.org", "Ms. Helene Corbaz", family_name="Corbaz")


def text(answer: Response) -> str:
    return " ".join(answer.content.decode().split())


def test_a_known_address_and_an_unknown_one_are_answered_alike(focal: Client, stranger: Person) -> None:
    assert stranger.pk
    pages = []
    for address in ("known@example.org", "unknown@example.org"):
        answer = focal.post(f"{DELEGATION}nominate/", {**GIVEN, "email": address}, follow=True)
        row = Registration.objects.get(person__email=address)
        change = text(focal.get(f"{DELEGATION}change/{row.pk}/"))
        withdraw = focal.post(f"{DELEGATION}withdraw/{row.pk}/", {"words": ""}, follow=True)
        seen = text(answer) + change + text(withdraw)
        assert "Corbaz" not in seen
        assert "Mr. Typed Name is nominated." in text(answer)
        assert 'value="Mr. Typed Name"' in change
        pages.append(seen.count("Mr. Typed Name"))
    assert pages[1] > 0


def test_a_delegation_of_authority_tells_no_more(focal: Client, stranger: Person) -> None:
    assert stranger.pk
    end = (timezone.now() + timedelta(days=365)).date().isoformat()
    given = {"email": "known@example.org", "name": "Mr. Typed Name", "language": "en", "end": end}
    answer = text(focal.post(f"{DELEGATION}delegate/", given, follow=True))
    assert "Mr. Typed Name acts in your place" in answer
    assert "Corbaz" not in answer


def test_who_withdraws_the_delegate_reads_the_name_that_they_typed(focal: Client, stranger: Person) -> None:
    end = (timezone.now() + timedelta(days=365)).date().isoformat()
    start = (timezone.now() + timedelta(days=2)).date().isoformat()
    given = {"email": "known@example.org", "name": "Mr. Typed Name", "language": "en", "start": start, "end": end}
    focal.post(f"{DELEGATION}nominate/", {**GIVEN, "email": "known@example.org"})
    focal.post(f"{DELEGATION}delegate/", given)
    row = Registration.objects.get(person=stranger)
    for action in ("withdraw", "replace"):
        asked = text(focal.get(f"{DELEGATION}{action}/{row.pk}/"))
        assert "Focal points concerned: Mr. Typed Name – Brazil." in asked
        assert "Corbaz" not in asked


def test_the_person_is_asked_on_their_own_page(world: World, focal: Client, stranger: Person) -> None:
    focal.post(f"{DELEGATION}nominate/", {**GIVEN, "email": "known@example.org"})
    own = client(stranger)
    shown = text(own.get(OWN))
    assert "Which name is correct?" in shown
    assert "Badges, lists and the room show you as <bdi>Ms. Helene Corbaz</bdi>" in shown
    desk = client(world["secretariat"].person)
    assert "known as <bdi>Ms. Helene Corbaz</bdi>" in text(desk.get(DELEGATION))
    row = Registration.objects.get(person=stranger)
    at_desk = text(desk.get(f"/consultations/{SLUG}/desk/people/{row.pk}/"))
    assert ("Name as entered" in at_desk, "Ms. Helene Corbaz" in at_desk) == (True, True)
    answer = own.post(OWN, {"act": "keep-name"}, follow=True)
    assert "Your name is Ms. Helene Corbaz." in text(answer)
    assert "Which name is correct?" not in text(answer)
    assert own.post(OWN, {"act": "take-name"}).status_code == 409
    assert own.post(OWN, {"act": "emperor"}).status_code == 400
    focal.post(f"{DELEGATION}change/{row.pk}/", {**GIVEN, "name": "Ms. Right"})
    own.post(OWN, {"act": "take-name"})
    stranger.refresh_from_db()
    assert stranger.name == "Ms. Right"
