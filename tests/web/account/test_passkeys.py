"""Passkeys: made, named, used and removed; what is not theirs, not verified, or comes too often, is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.support.html import html_of
from tests.web.account.passkey_device import Device

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import Settings

    from hemicycle.people.models import Person
    from tests.factories import World

    ClientOf = Callable[[object], Client]

PARTS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
ADD, LOGIN = "/accounts/security/passkeys/add/", "/accounts/login/passkey/"


def here(client: Client) -> Client:
    """Passkeys are for a name, never for a number such as 127.0.0.1."""
    client.defaults["SERVER_NAME"] = "localhost"
    return client


def held(response: Answer) -> dict[str, Any]:
    found = re.search(rb'id="passkey-options" type="application/json">(.*?)</script>', response.content, re.DOTALL)
    assert found
    options: dict[str, Any] = json.loads(found[1])
    return options


def add(client: Client, device: Device, name: str = "My telephone") -> Answer:
    options = held(client.get(ADD))["creation_options"]
    return client.post(ADD, {"name": name, "credential": device.create(options), "passwordless": "on"})


def options_to_sign_in(client: Client) -> dict[str, Any]:
    answer = client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"})
    options: dict[str, Any] = answer.json()["request_options"]
    return options


def sign_in(device: Device, **more: str) -> tuple[Client, Answer]:
    client = here(Client())
    response = client.post(LOGIN, {"credential": device.get(options_to_sign_in(client)), **more})
    return client, response


def signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.fixture
def owner(world: World, client_of: ClientOf) -> tuple[Client, Device]:
    """Somebody who has a passkey, in the browser in which they made it."""
    client, device = here(client_of(world["br"])), Device()
    assert add(client, device).status_code == 302
    return client, device


def passkeys(person: Person) -> list[str]:
    return [row.wrap().name for row in Authenticator.objects.filter(user=person, type="webauthn")]


def test_a_passkey_is_asked_for_with_the_persons_verification_and_kept_on_the_device(
    world: World, client_of: ClientOf
) -> None:
    wanted = held(here(client_of(world["br"])).get(ADD))["creation_options"]["publicKey"]
    assert wanted["authenticatorSelection"]["residentKey"] == "required"
    assert wanted["authenticatorSelection"]["userVerification"] == "required"
    assert wanted["rp"] == {"id": "localhost", "name": "Council"}


def test_it_signs_in_without_a_code_and_goes_on(world: World, owner: tuple[Client, Device]) -> None:
    wanted = reverse("room", args=[world.sitting.pk])
    client, response = sign_in(owner[1], next=wanted)
    assert response.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_it_never_leads_elsewhere(owner: tuple[Client, Device]) -> None:
    assert sign_in(owner[1], next="https://elsewhere.example/")[1].headers["Location"] == "/"


def test_its_first_passkey_shows_the_recovery_codes_once(owner: tuple[Client, Device]) -> None:
    page = reverse("mfa_view_recovery_codes")
    first, second = html_of(owner[0].get(page)), html_of(owner[0].get(page))
    codes = re.findall(r"<code>(\d{8})</code>", first)
    assert len(codes) == 10
    assert not any(code in second for code in codes)


def test_it_is_named_renamed_and_removed(world: World, owner: tuple[Client, Device]) -> None:
    client, device = owner
    person = world["br"].person
    assert passkeys(person) == ["My telephone"]
    key = Authenticator.objects.get(user=person, type="webauthn").pk
    client.post(reverse("mfa_edit_webauthn", args=[key]), {"name": "<b>Key</b>"})
    page = html_of(client.get(reverse("account_security")))
    assert "&lt;b&gt;Key&lt;/b&gt;" in page
    response = client.post(reverse("mfa_remove_webauthn", args=[key]))
    assert response.headers["Location"] == reverse("account_security")
    assert passkeys(person) == []
    assert not signed_in(sign_in(device)[0])


def test_nobody_removes_or_renames_anothers(world: World, owner: tuple[Client, Device], client_of: ClientOf) -> None:
    key = Authenticator.objects.get(user=world["br"].person, type="webauthn").pk
    other = here(client_of(world["jp"]))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert other.post(reverse(name, args=[key]), {"name": "Mine"}).status_code == 404
    assert passkeys(world["br"].person) == ["My telephone"]
    assert owner


def test_a_name_is_given_to_one_that_has_none(world: World, client_of: ClientOf) -> None:
    add(here(client_of(world["br"])), Device(), name="")
    assert passkeys(world["br"].person) == ["Passkey 1"]


@pytest.mark.parametrize(
    "device",
    [Device(origin="http://elsewhere.example"), Device(rp="elsewhere.example"), Device(verified=False)],
    ids=["another address", "for another address", "without PIN, finger or face"],
)
def test_one_that_is_not_good_is_not_kept(device: Device, world: World, client_of: ClientOf) -> None:
    response = add(here(client_of(world["br"])), device)
    assert response.status_code == 200
    assert b"was not accepted" in response.content
    assert passkeys(world["br"].person) == []


@pytest.mark.parametrize("credential",
    [
        "", "not json", "{}", "[]", "7", '{"id": 1}', "null",
        "7" * 5000,
        "[" * 100_000,
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": "x"}',
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": dict.fromkeys(PARTS, "AA")}),
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": 3}}',
    ],
)  # fmt: skip
def test_nonsense_is_refused(credential: str, world: World, client_of: ClientOf) -> None:
    client = here(client_of(world["br"]))
    client.get(ADD)
    assert client.post(ADD, {"name": "x", "credential": credential}).status_code == 200
    stranger = here(Client())
    options_to_sign_in(stranger)
    assert stranger.post(LOGIN, {"credential": credential}).status_code == 302
    assert not signed_in(stranger)


def test_an_answer_is_good_once_and_for_the_browser_that_asked(owner: tuple[Client, Device]) -> None:
    client, other = here(Client()), here(Client())
    answer = owner[1].get(options_to_sign_in(client))
    options_to_sign_in(other)
    assert not signed_in(_with(other, answer))
    assert signed_in(_with(client, answer))
    client.post(reverse("account_logout"))
    assert not signed_in(_with(client, answer))


def _with(client: Client, answer: str) -> Client:
    client.post(LOGIN, {"credential": answer})
    return client


def test_another_devices_signature_or_owner_signs_nobody_in(world: World, owner: tuple[Client, Device]) -> None:
    device = owner[1]
    forged = Device(owner=device.owner, identifier=device.identifier)
    assert not signed_in(sign_in(forged)[0])
    moved = Device(owner=str(world["jp"].person.pk).encode(), identifier=device.identifier, key=device.key)
    assert not signed_in(sign_in(moved)[0])


def test_without_pin_finger_or_face_it_does_not_sign_in(owner: tuple[Client, Device]) -> None:
    owner[1].verified = False
    client, response = sign_in(owner[1])
    assert not signed_in(client)
    assert response.headers["Location"] == reverse("account_login")
    assert b"was not accepted" in client.get(reverse("account_login")).content


def test_somebody_deactivated_is_not_signed_in(world: World, owner: tuple[Client, Device]) -> None:
    person = world["br"].person
    person.is_active = False
    person.save()
    assert not signed_in(sign_in(owner[1])[0])


@pytest.mark.usefixtures("world")
def test_attempts_from_one_network_are_limited(settings: Settings) -> None:
    settings.MFA_RATE_LIMITS = {"webauthn_login": "3/m/ip"}
    client = here(Client())
    for _attempt in range(3):
        assert client.post(LOGIN, {"credential": "{}"}).status_code == 302
    response = client.post(LOGIN, {"credential": "{}"})
    assert response.status_code == 429
    assert b"too many attempts to sign in" in response.content


@pytest.mark.usefixtures("world")
def test_the_sign_in_page_offers_it_and_the_code_without_script() -> None:
    html = html_of(Client().get(reverse("account_login")))
    form = re.search(r'<form method="post" action="/accounts/login/passkey/"[^>]*>', html)
    assert form
    assert form[0].endswith("hidden>")
    assert 'name="email"' in html
