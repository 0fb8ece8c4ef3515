"""Signing in by code over a mail, and by a demonstration's link."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from hemicycle.web.account import accounts
from hemicycle.web.account.accounts import person_of, sign_in_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

    from tests.factories import World

    ClientOf = Callable[[object], Client]

pytestmark = pytest.mark.usefixtures("world")
LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/"


def ask(client: Client, email: str, **more: str) -> None:
    response = client.post(LOGIN, {"email": email, **more})
    assert response.status_code == 302
    assert response.headers["Location"].startswith(CONFIRM)


def code() -> str:
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_the_code_of_the_mail_signs_in_and_goes_on(world: World, client_of: ClientOf) -> None:
    client = client_of(None)
    wanted = reverse("room", args=[world.sitting.pk])
    ask(client, "br@example.org", next=wanted)
    assert mail.outbox[-1].to == ["br@example.org"]
    response = client.post(f"{CONFIRM}?next={wanted}", {"code": code()})
    assert response.status_code == 302
    assert response.headers["Location"] == wanted
    assert signed_in(client)


def test_the_address_in_any_case(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client, "BR@Example.org")
    client.post(CONFIRM, {"code": code()})
    assert signed_in(client)


def test_a_wrong_code_is_refused_with_what_to_do(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client, "br@example.org")
    response = client.post(CONFIRM, {"code": "WRONG0"})
    assert response.status_code == 200
    assert "This is not the code in the latest e-mail" in response.content.decode()
    assert not signed_in(client)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client, "br@example.org")
    right = code()
    for _attempt in range(4):
        client.post(CONFIRM, {"code": "WRONG0"})
    response = client.post(CONFIRM, {"code": "WRONG0"})
    assert response.status_code == 302
    assert "Too many attempts" in client.get(response.headers["Location"]).content.decode()
    client.post(CONFIRM, {"code": right})
    assert not signed_in(client)


def test_a_code_is_good_for_ten_minutes(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(None)
    ask(client, "br@example.org")
    right, now = code(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    response = client.post(CONFIRM, {"code": right}, follow=True)
    assert "Request a new one" in response.content.decode()
    assert not signed_in(client)


def test_a_code_is_for_the_browser_that_asked(client_of: ClientOf) -> None:
    ask(client_of(None), "br@example.org")
    other = client_of(None)
    other.post(CONFIRM, {"code": code()})
    assert not signed_in(other)


def test_an_unknown_address_is_answered_like_a_known_one(client_of: ClientOf) -> None:
    pages = []
    for email in ("br@example.org", "xx@example.org"):
        client = client_of(None)
        ask(client, email)
        page = client.get(CONFIRM).content.decode().replace(email, "")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page))
    assert pages[0] == pages[1]
    assert mail.outbox[-1].subject == "This address is not registered"
    assert not re.search(r"accounts/signup", str(mail.outbox[-1].body))


def test_somebody_deactivated_has_no_code(world: World, client_of: ClientOf) -> None:
    person = world["br"].person
    person.is_active = False
    person.save()
    ask(client_of(None), person.email)
    assert mail.outbox[-1].subject == "This address is not registered"


def test_one_mailbox_is_not_flooded(client_of: ClientOf) -> None:
    client = client_of(None)
    for _time in range(3):
        ask(client, "br@example.org")
        client.post(reverse("account_logout"))
    response = client.post(LOGIN, {"email": "br@example.org"})
    assert response.status_code == 200
    assert "Too many attempts" in response.content.decode()
    assert len(mail.outbox) == 3


def test_one_mailbox_has_twenty_codes_a_day(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    now, answers = time.time(), []
    for asked in range(21):
        monkeypatch.setattr(time, "time", lambda asked=asked: now + asked * 61)
        answers.append(client_of(None).post(LOGIN, {"email": "br@example.org"}))
    assert len(mail.outbox) == 20
    assert "Too many" in answers[-1].content.decode()


@pytest.mark.usefixtures("world")
def test_another_code_takes_the_place_of_the_first(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client, "br@example.org")
    first = code()
    client.post(CONFIRM, {"action": "resend"})
    second = code()
    assert len(mail.outbox) == 2
    client.post(CONFIRM, {"code": first})
    assert not signed_in(client)
    client.post(CONFIRM, {"code": second})
    assert signed_in(client)


def test_another_address_after_a_mistyped_one(client_of: ClientOf) -> None:
    client = client_of(None)
    ask(client, "bt@example.org")
    response = client.post(reverse("account_logout"), {"next": LOGIN}, follow=True)
    assert "Enter the e-mail address" in response.content.decode()


def test_an_address_that_is_none(client_of: ClientOf) -> None:
    response = client_of(None).post(LOGIN, {"email": "not an address"})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert not mail.outbox


def test_the_mail_server_is_away(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    response = client_of(None).post(LOGIN, {"email": "br@example.org"})
    assert response.status_code == 200
    assert "could not be sent just now" in response.content.decode()


def test_the_mail_and_then_the_pages_are_in_the_persons_language(world: World, client_of: ClientOf) -> None:
    person = world["br"].person
    person.language = "zh"
    person.save()
    client = client_of(None)
    ask(client, person.email)
    response = client.post(CONFIRM, {"code": code()})
    assert response.cookies["django_language"].value == "zh-hans"
    assert '<html lang="zh-hans"' in client.get("/").content.decode()


def test_a_language_chosen_before_signing_in_stays(client_of: ClientOf) -> None:
    client = client_of(None)
    client.post(reverse("set_language"), {"language": "ar", "next": LOGIN})
    ask(client, "br@example.org")
    client.post(CONFIRM, {"code": code()})
    assert '<html lang="ar" dir="rtl"' in client.get("/").content.decode()


def test_nobody_signs_up(client_of: ClientOf) -> None:
    response = client_of(None).post("/accounts/signup/", {"email": "new@example.org"})
    assert response.status_code == 302
    assert response.headers["Location"] == LOGIN


def test_signing_out(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    assert b"Sign out?" in client.get(reverse("account_logout")).content
    client.post(reverse("account_logout"))
    assert not signed_in(client)


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


@pytest.fixture
def _demo(settings: Settings) -> None:
    settings.DEMO = True


@pytest.mark.usefixtures("_demo")
def test_a_link_signs_in_and_goes_on(world: World, client_of: ClientOf) -> None:
    client = client_of(None)
    room = reverse("room", args=[world.sitting.pk])
    response = client.get(path(sign_in_link(world["br"].person, room)))
    assert response.headers["Location"] == room
    assert client.get(room).status_code == 200


@pytest.mark.usefixtures("_demo")
def test_a_link_never_leads_elsewhere(world: World, client_of: ClientOf) -> None:
    link = path(sign_in_link(world["br"].person, "https://elsewhere.example/"))
    assert client_of(None).get(link).headers["Location"] == "/"


def test_links_are_for_demonstrations_only(world: World, client_of: ClientOf) -> None:
    assert client_of(None).get(path(sign_in_link(world["br"].person))).status_code == 404


@pytest.mark.usefixtures("_demo")
def test_a_forged_a_revoked_and_an_old_link(world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    person = world["br"].person
    link = path(sign_in_link(person))
    response = client_of(None).get(link[:-2] + "xx")
    assert response.status_code == 403
    assert b"no longer valid" in response.content
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + accounts.LINK_SECONDS + 1)
    assert client_of(None).get(link).status_code == 403
    monkeypatch.undo()


def test_a_link_is_revoked_with_the_sessions(world: World) -> None:
    person = world["br"].person
    token = sign_in_link(person).rsplit("/", 1)[1]
    assert person_of(token) == person
    person.set_unusable_password()
    person.save()
    assert person_of(token) is None
