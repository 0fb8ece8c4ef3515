"""What a session shows that a personal link to one's registration began, and what it never leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, get_resolver, reverse
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.mail import links
from hemicycle.mail.links import Purpose
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Invitation, Registration
from hemicycle.web.account.limited_session import KEY, OPENED, REGISTRATION, PurposeMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

    from tests.factories import World

    ClientOf = Callable[[object], Client]

#: Written out: whoever opens another page to such a session changes this too.
OF_THE_LINK = {"registration", "registration_change", "registration_withdraw", "registration_links"}
OPEN = {
    "personal_link",
    "set_language",
    "room_words",
    "enter",
    "administrator_link",
    "security_txt",
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_logout",
    "account_session",
    "mfa_authenticate",
    "mfa_login_webauthn",
    # A link to test one's connection is proof itself.
    "connection_test_link",
    "connection_test_link_begin",
    "connection_test_link_finish",
    "connection_test_link_result",
    "connection_test_link_letter",
}
ADDING = reverse("mfa_add_webauthn")


@pytest.fixture
def world(room_world: World) -> World:
    """Requests commit here, and the room's engines are recorded instead of reached."""
    return room_world


def in_another(world: World, name: str) -> Registration:
    """Their registration in a second consultation of the same body."""
    there, own = Consultation.objects.get(pk=world.consultation.pk), world[name]
    there.pk, there.slug = None, "other"
    there.save()
    assert own.member is not None
    Invitation.objects.create(consultation=there, member=own.member)
    return Registration.objects.create(
        consultation=there, person=own.person, member=own.member, role=own.role, status="confirmed"
    )


def by_link(client: Client, registration: Registration, purpose: Purpose) -> Client:
    row = Registration.objects.select_related("consultation").get(pk=registration.pk)
    client.post(urlsplit(links.make(row, purpose, timezone.now())[1]).path)
    return client


def names() -> set[str]:
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


@pytest.mark.parametrize(("named", "of_the_link"), [("test", OF_THE_LINK), ("other", set()), (None, set())])
def test_every_other_address_of_the_product_is_refused(world: World, named: str | None, of_the_link: set[str]) -> None:
    request = RequestFactory().get("/")
    request.user = world["secretariat"].person
    request.session = {KEY: REGISTRATION, OPENED: ["test"]}  # type: ignore[assignment]
    middleware = PurposeMiddleware(lambda _request: HttpResponse())
    arguments = {"slug": named} if named else {}
    let_past = set()
    for name in names():
        request.resolver_match = ResolverMatch(HttpResponse, (), arguments, url_name=name)
        if middleware.process_view(request, HttpResponse, (), arguments) is None:
            let_past.add(name)
    assert let_past == OPEN | of_the_link
    assert len(names()) > 100


def test_a_link_opens_the_registration_of_its_own_consultation_alone(world: World, client_of: ClientOf) -> None:
    there = in_another(world, "br")
    client = by_link(client_of(None), world["br"], Purpose.REGISTRATION)
    for page in sorted(OF_THE_LINK - {"registration_links"}):
        for sent in (client.get, client.post):
            assert sent(reverse(page, args=["other"])).status_code == 403, page
        assert client.get(reverse(page, args=["test"])).status_code == 200, page
    links_of = reverse("registration_links", args=["other", there.pk])
    assert client.post(links_of, {"purpose": "enter"}).status_code == 403
    assert not Delivery.objects.exists()
    there.refresh_from_db()
    assert there.status == "confirmed"


def test_whoever_uses_the_links_of_two_consultations_sees_both_registrations(world: World, client_of: ClientOf) -> None:
    there = in_another(world, "br")
    client = by_link(client_of(None), world["br"], Purpose.REGISTRATION)
    by_link(client, there, Purpose.REGISTRATION)
    for slug in ("test", "other"):
        assert client.get(reverse("registration", args=[slug])).status_code == 200
    assert client.get(reverse("home")).status_code == 403


def test_a_link_to_a_registration_does_not_become_the_account(world: World, client_of: ClientOf) -> None:
    client = by_link(client_of(None), world["secretariat"], Purpose.REGISTRATION)
    assert client.get(reverse("registration", args=["test"])).status_code == 200
    for address in (ADDING, reverse("account_security"), reverse("mfa_activate_totp")):
        assert client.get(address).status_code == 403, address
        assert client.post(address).status_code == 403, address
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("named", ["", "secretariat"])
def test_where_a_factor_is_required_a_link_says_to_sign_in(
    world: World, client_of: ClientOf, settings: Settings, named: str
) -> None:
    settings.SECOND_FACTOR = [named] if named else []
    client = by_link(client_of(None), world["secretariat"], Purpose.REGISTRATION)
    response = client.get(reverse("registration", args=["test"]))
    assert response.status_code == (403 if named else 200)
    assert (b"sign in with a code" in response.content) == bool(named)


def test_a_link_to_enter_signs_in_and_sets_up_no_factor(world: World, client_of: ClientOf) -> None:
    client = by_link(client_of(None), world["chair"], Purpose.ENTER)
    assert client.get("/").status_code == 200
    for address in (ADDING, reverse("mfa_activate_totp")):
        response = client.get(address)
        assert response.status_code == 403, address
        assert b"within 15 minutes of signing in" in response.content
    assert client.post(ADDING, {"credential": "{}"}).status_code == 403


def test_a_factor_is_set_up_only_shortly_after_signing_in(world: World, client_of: ClientOf) -> None:
    client = client_of(world["chair"])
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 14 * 60
    session.save()
    assert client.get(ADDING).status_code == 200
    session["account_authentication_methods"][0]["at"] -= 2 * 60
    session.save()
    response = client.get(ADDING)
    assert response.status_code == 403
    assert f'value="/accounts/login/?next={ADDING}"' in response.content.decode()
    assert client.post(ADDING, {"name": "Mine", "credential": "{}"}).status_code == 403
