"""Personal links in a browser: used by a button, once, by the right person."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.mail import links
from hemicycle.mail.links import Purpose
from hemicycle.mail.models import Delivery, PersonalLink
from hemicycle.people.models import Registration

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]


@pytest.fixture
def link(world: World) -> Callable[[Purpose], str]:
    def make(purpose: Purpose = Purpose.ENTER) -> str:
        row = Registration.objects.select_related("consultation").get(pk=world["br"].pk)
        return urlsplit(links.make(row, purpose, timezone.now())[1]).path

    return make


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_looking_at_a_link_uses_nothing_and_the_button_does(
    link: Callable[..., str], world: World, client_of: ClientOf
) -> None:
    address, scanner, person = link(), client_of(None), client_of(None)
    for page in (scanner.get(address), scanner.get(address)):
        assert page.status_code == 200
        assert b"Sign in and enter" in page.content
        assert "no-store" in page.headers["Cache-Control"]
    assert scanner.head(address).status_code == 200
    assert who(scanner) is None
    assert "no-store" in page.headers["Cache-Control"]
    response = person.post(address)
    assert response.headers["Location"] == reverse("room", args=[world.sitting.pk])
    assert who(person) == str(world["br"].person_id)


def test_a_link_used_twice_offers_a_new_one_by_mail(link: Callable[..., str], client_of: ClientOf) -> None:
    address = link()
    client_of(None).post(address)
    second = client_of(None)
    for response in (second.get(address), second.post(address)):
        assert response.status_code == 410
        assert b"This link has already been used" in response.content
    assert who(second) is None
    again = second.post(address, {"act": "again"}, follow=True)
    assert b"A new link is on its way" in again.content
    assert Delivery.objects.get().address == "br@example.org"
    assert who(second) is None


def test_a_new_one_is_not_sent_without_end(link: Callable[..., str], client_of: ClientOf) -> None:
    address, client = link(), client_of(None)
    for _ in range(links.PER_HOUR):
        assert client.post(address, {"act": "again"}).status_code == 302
    response = client.post(address, {"act": "again"})
    assert response.status_code == 429
    assert b"within the hour" in response.content
    assert Delivery.objects.count() == links.PER_HOUR


@pytest.mark.parametrize(
    ("field", "words"),
    [("expires_at", b"has expired"), ("revoked_at", b"was revoked"), ("used_at", b"This link has already been used")],
)
def test_what_is_not_good_says_why(link: Callable[..., str], client_of: ClientOf, field: str, words: bytes) -> None:
    address, client = link(), client_of(None)
    PersonalLink.objects.update(**{field: timezone.now() - timedelta(hours=1)})
    response = client.post(address)
    assert response.status_code == 410
    assert words in response.content
    assert b"Send a new link" in response.content
    assert who(client) is None


def test_somebody_else_who_has_signed_in_does_not_use_it(
    link: Callable[..., str], world: World, client_of: ClientOf
) -> None:
    address, client = link(), client_of(world["jp"])
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 409
        assert b"Another person is signed in here" in response.content
        assert b"Ms. Br" not in response.content
    assert who(client) == str(world["jp"].person_id)
    assert PersonalLink.objects.get().used_at is None


@pytest.mark.usefixtures("world")
def test_no_such_link(client_of: ClientOf) -> None:
    response = client_of(None).get(reverse("personal_link", args=["x" * 43]))
    assert response.status_code == 404
    assert b"There is no such link" in response.content
    assert client_of(None).post(reverse("personal_link", args=["x" * 43]), {"act": "again"}).status_code == 404


def test_who_was_forgotten_does_not_come_in(link: Callable[..., str], world: World, client_of: ClientOf) -> None:
    address, client = link(), client_of(None)
    world["br"].person.is_active = False
    world["br"].person.save()
    client.post(address)
    assert who(client) is None


def test_a_link_to_the_registration_shows_that_and_nothing_else(
    link: Callable[..., str], world: World, client_of: ClientOf
) -> None:
    address, client = link(Purpose.REGISTRATION), client_of(None)
    assert client.post(address).headers["Location"] == reverse("registration", args=["test"])
    assert client.get(reverse("registration", args=["test"])).status_code == 200
    for page in (reverse("home"), reverse("room", args=[world.sitting.pk]), reverse("join", args=[world.sitting.pk])):
        response = client.get(page) if "join" not in page else client.post(page)
        assert response.status_code == 403
        assert b"opens your registration only" in response.content
    client.post(reverse("account_logout"))
    assert client_of(None).post(address).status_code == 302  # good until it expires
    client.post(link())
    assert client.get(reverse("home")).status_code == 200


def test_whoever_has_signed_in_already_keeps_everything(
    link: Callable[..., str], world: World, client_of: ClientOf
) -> None:
    client = client_of(world["br"])
    client.post(link(Purpose.REGISTRATION))
    assert client.get(reverse("home")).status_code == 200


def test_sent_and_revoked_by_the_secretariat_or_oneself(
    link: Callable[..., str], world: World, client_of: ClientOf
) -> None:
    address = reverse("registration_links", args=["test", world["br"].pk])
    for name in ("secretariat", "br"):
        response = client_of(world[name]).post(address, {"purpose": "enter", "next": "/members/"})
        assert response.headers["Location"] == "/members/"
    assert Delivery.objects.count() == 2
    used = link()
    key = PersonalLink.objects.latest("pk").pk
    for name in ("jp", "chair"):
        client_of(world[name]).post(address, {"link": key})
        assert client_of(None).get(used).status_code == 200
    client_of(world["secretariat"]).post(address, {"link": key, "next": "https://elsewhere.example/"})
    assert client_of(None).get(used).status_code == 410
    assert client_of(world["br"]).get(address).status_code == 405


def test_a_session_for_ones_registration_sends_and_revokes_nobody_elses_links(
    link: Callable[..., str], world: World, client_of: ClientOf
) -> None:
    row = Registration.objects.select_related("consultation").get(pk=world["secretariat"].pk)
    client = client_of(None)
    client.post(urlsplit(links.make(row, Purpose.REGISTRATION, timezone.now())[1]).path)
    theirs = link()
    key = PersonalLink.objects.latest("pk").pk
    of_brazil, own = (reverse("registration_links", args=["test", world[who].pk]) for who in ("br", "secretariat"))
    assert client.post(of_brazil, {"purpose": "enter"}).status_code == 403
    assert client.post(of_brazil, {"link": key}).status_code == 403
    client.post(own, {"link": key})
    assert client_of(None).get(theirs).status_code == 200
    assert not Delivery.objects.exists()
    client.post(own, {"purpose": "enter"})
    assert Delivery.objects.get().person == row.person


def test_the_mail_brings_a_link_that_works(world: World, client_of: ClientOf, mailoutbox: list[object]) -> None:
    from hemicycle.mail.sending import Sender  # noqa: PLC0415 - here alone

    address = reverse("registration_links", args=["test", world["br"].pk])
    client_of(world["secretariat"]).post(address, {"purpose": "enter"})
    Sender().round()
    found = re.search(r"/links/[\w-]+/", str(mailoutbox[0].body))  # type: ignore[attr-defined]
    assert found
    client = client_of(None)
    client.post(found[0])
    assert who(client) == str(world["br"].person_id)
