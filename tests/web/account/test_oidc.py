"""Signing in with an organisation's own service: for whom it vouches and who is known here, and for nobody else."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from hemicycle.people.models import Person
from tests.classes import SETTINGS
from tests.web.account.oidc_service import CLIENT, SECRET, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import Settings

    from tests.factories import World

    ClientOf = Callable[[object], Client]

GO = "/accounts/login/organisation/"


@pytest.fixture
def service(world: World, settings: Settings) -> Iterator[Service]:  # noqa: ARG001 - its people are known here
    running = Service()
    app = {
        "provider_id": "organisation", "name": "Union", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": running.issuer},
    }  # fmt: skip
    settings.OIDC_ISSUER, settings.OIDC_NAME = running.issuer, "Union"
    providers = settings.SOCIALACCOUNT_PROVIDERS
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**providers["openid_connect"], "APPS": [app]}}
    yield running
    running.close()


def begin(client: Client, **more: str) -> str:
    """Where the service sends the browser back to."""
    there = client.get(GO, more).headers["Location"]
    return httpx.get(there).headers["Location"]


def come_back(client: Client, address: str) -> Answer:
    parts = urlsplit(address)
    assert parts.path == f"{GO}back/"
    return client.get(f"{parts.path}?{parts.query}")


def signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def refused(service: Service, words: bytes, status: int) -> Client:
    client = Client()
    response = come_back(client, begin(client))
    assert response.status_code == status
    assert words in response.content
    assert not signed_in(client)
    assert service.log
    return client


@pytest.mark.usefixtures("service")
def test_the_sign_in_page_has_its_button_where_a_service_is_named(settings: Settings) -> None:
    page = reverse("account_login")
    assert f'href="{GO}"' in Client().get(page).content.decode()
    assert f'href="{GO}?next=%2Fmembers%2F"' in Client().get(page, {"next": "/members/"}).content.decode()
    settings.OIDC_ISSUER = ""
    assert GO not in Client().get(page).content.decode()
    for address in (GO, f"{GO}back/"):
        assert Client().get(address).status_code == 404


@pytest.mark.parametrize("in_token", [True, False])
def test_a_person_whose_verified_address_is_known_signs_in_and_goes_on(in_token: bool, service: Service) -> None:  # noqa: FBT001
    service.in_token = in_token
    service.person["email"] = "BR@example.org"
    client = Client()
    response = come_back(client, begin(client, next="/members/"))
    assert response.headers["Location"] == "/members/"
    assert signed_in(client)
    assert ("/userinfo" in service.log) != in_token
    assert "/keys" in service.log


def test_nothing_is_kept_that_binds_a_person_to_the_service(service: Service) -> None:
    client = Client()
    come_back(client, begin(client, process="connect"))
    assert signed_in(client)
    assert not SocialAccount.objects.exists()
    service.person = {"sub": "u-17", "email": "jp@example.org", "email_verified": True}
    other = Client()
    come_back(other, begin(other))
    assert b"Ms. Jp" in other.get("/").content


@pytest.mark.parametrize("verified", [False, None, "true", "false", 1])
def test_an_address_that_it_does_not_vouch_for(verified: object, service: Service) -> None:
    service.person["email_verified"] = verified
    refused(service, b"does not confirm that your e-mail address is verified", 403)


def test_no_address_at_all(service: Service) -> None:
    del service.person["email"]
    refused(service, b"does not confirm that your e-mail address is verified", 403)


def test_an_address_that_nobody_is_registered_with(service: Service) -> None:
    service.person["email"] = "<i>new</i>@example.org"
    people = Person.objects.count()
    client = refused(service, b"&lt;i&gt;new&lt;/i&gt;@example.org", 403)
    assert Person.objects.count() == people
    assert client.get(reverse("account_signup")).status_code == 302


def test_somebody_deactivated(service: Service, world: World) -> None:
    person = world["br"].person
    person.is_active = False
    person.save()
    refused(service, b"but no one is registered here with that address", 403)


def claim(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda claims: claims.update({name: value})


@pytest.mark.parametrize(
    "spoil",
    [
        claim("nonce", "another"),
        lambda claims: claims.pop("nonce"),
        claim("iss", "http://elsewhere.example"),
        claim("aud", "another"),
        claim("exp", 1),
    ],
    ids=["nonce", "no nonce", "issuer", "audience", "expired"],
)
def test_a_token_that_is_not_for_this_sign_in(spoil: Callable[[dict[str, Any]], None], service: Service) -> None:
    service.spoil = spoil
    refused(service, b"was not completed", 401)


def test_a_token_signed_by_somebody_else(service: Service) -> None:
    service.key = rsa.generate_private_key(65537, 2048)
    refused(service, b"was not completed", 401)


def test_a_description_of_another_person(service: Service) -> None:
    service.in_token = False
    service.spoil = claim("sub", "u-18")
    refused(service, b"was not completed", 401)


@pytest.mark.usefixtures("service")
def test_a_wrong_state_and_one_of_another_browser() -> None:
    client, other = Client(), Client()
    back = begin(client)
    begin(other)
    assert come_back(other, back).status_code == 401
    assert come_back(client, back.replace("state=", "state=x")).status_code == 401
    assert not signed_in(client)
    assert not signed_in(other)


@pytest.mark.usefixtures("service")
def test_a_way_back_is_good_once() -> None:
    client = Client()
    back = begin(client)
    come_back(client, back)
    client.post(reverse("account_logout"))
    assert come_back(client, back).status_code == 401
    assert not signed_in(client)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    "answer", ["?error=access_denied", "?error=server_error&error_description=%3Cb%3E", "", "?code=x"]
)
def test_it_was_cancelled_or_failed_there(answer: str) -> None:
    client = Client()
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    response = client.get(f"{GO}back/{answer}{'&' if answer else '?'}state={state}")
    assert response.status_code == 401
    assert b"<b>" not in response.content


def test_it_does_not_answer(service: Service) -> None:
    client = Client()
    back = begin(client)
    service.close()
    assert come_back(client, back).status_code == 503
    response = client.get(GO)
    assert response.status_code == 503
    assert b"was not completed" in response.content


@pytest.mark.parametrize("discovered", [{}, {"issuer": 7, "authorization_endpoint": 7}])
def test_it_answers_as_no_such_service_does(
    discovered: dict[str, object], service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    back = begin(client)
    monkeypatch.setattr(service, "discovery", lambda: discovered)
    assert come_back(client, back).status_code == 503


@pytest.mark.usefixtures("service")
def test_it_is_one_factor_whatever_it_asked(world: World) -> None:
    world.consultation.settings = {**SETTINGS, "second_factor": ["council_state"]}
    world.consultation.save()
    client = Client()
    come_back(client, begin(client))
    assert client.get("/").headers["Location"].startswith(reverse("account_security"))


@pytest.mark.usefixtures("service")
def test_its_secret_codes_and_tokens_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)  # what the product writes
    client = Client()
    back = begin(client)
    page = come_back(client, back)
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.split(".")[0] != "httpx")
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert not [word for word in (SECRET, code, "access-17") if word in logged or word in page.content.decode()]
