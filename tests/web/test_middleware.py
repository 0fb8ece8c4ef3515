"""What every answer carries, and how long a session goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hemicycle.web.account.idle_sessions import MOST_EXTENSIONS, SEEN_SECONDS
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import Settings

    from tests.factories import World

    ClientOf = Callable[[object], Client]

IDLE = timedelta(minutes=120)
SESSION = "/accounts/session/"


def rests(client: Client, how_long: timedelta) -> None:
    """Nobody uses the session, and every process has forgotten that it saw it."""
    at = timezone.now() - how_long
    UserSession.objects.filter(session_key=client.session.session_key).update(last_seen_at=at)
    caches["process"].clear()


@pytest.mark.parametrize("name", ["home", "members", "people_desk", "account_security", "account_login", "health"])
def test_no_answer_is_kept_by_a_cache(name: str, world: World, client_of: ClientOf) -> None:
    arguments = ["test"] if name in {"members", "people_desk"} else []
    for who in (world["secretariat"], None):
        response = client_of(who).get(reverse(name, args=arguments))
        assert "no-store" in response.headers["Cache-Control"]
        assert "private" in response.headers["Cache-Control"]


def test_a_page_that_keeps_what_is_typed_says_so_itself(world: World, client_of: ClientOf) -> None:
    response = client_of(world["br"]).get(reverse("registration_change", args=["test"]))
    assert "no-cache" in response.headers["Cache-Control"]
    assert "no-store" not in response.headers["Cache-Control"]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("contact", ["security@example.org", "https://example.org/security"])
def test_a_contact_for_vulnerabilities_is_named_where_an_installation_has_one(
    client_of: ClientOf, settings: Settings, contact: str
) -> None:
    assert client_of(None).get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = contact
    response = client_of(None).get("/.well-known/security.txt")
    said = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response.headers["Content-Type"].startswith("text/plain")
    assert said["Contact"].removeprefix("mailto:") == contact
    assert said["Contact"].partition(":")[0] in {"mailto", "https"}
    in_a_year = timezone.now() + timedelta(days=365)
    assert timezone.now() < datetime.fromisoformat(said["Expires"]) < in_a_year


def test_who_signs_out_leaves_nothing_in_the_browser(world: World, client_of: ClientOf) -> None:
    response = client_of(world["br"]).post(reverse("account_logout"))
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_nobody_uses_ends_and_the_page_of_signing_in_says_why(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    settings.SESSION_IDLE_MINUTES = 120
    client = client_of(world["br"])
    assert client.get("/").status_code == 200
    rests(client, IDLE - timedelta(seconds=SEEN_SECONDS))
    assert client.get("/").status_code == 200
    rests(client, IDLE + timedelta(seconds=1))
    asked = client.get(reverse("members", args=["test"]), follow=True)
    assert asked.redirect_chain[-1][0] == f"{reverse('account_login')}?next={reverse('members', args=['test'])}"
    assert b"You were signed out after 120 minutes without activity" in asked.content
    assert "_auth_user_id" not in client.session


def test_the_rooms_addresses_end_it_too(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    client.get("/")
    rests(client, IDLE + timedelta(seconds=1))
    response = client.get(reverse("documents", args=[world.sitting.pk]))
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_a_page_that_keeps_itself_up_to_date_keeps_nobody_signed_in(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    client.get("/")
    rests(client, IDLE - timedelta(minutes=10))
    before = UserSession.objects.get().last_seen_at
    client.get("/?live=1")
    assert UserSession.objects.get().last_seen_at == before
    rests(client, IDLE + timedelta(seconds=1))
    assert client.get("/?live=1").status_code == 302


def test_an_installation_may_let_sessions_rest(world: World, client_of: ClientOf, settings: Settings) -> None:
    settings.SESSION_IDLE_MINUTES = 0
    client = client_of(world["br"])
    client.get("/")
    rests(client, IDLE * 100)
    assert client.get("/").status_code == 200


def left(client: Client) -> int:
    return int(client.get(SESSION, {"live": "1"}).json()["left"])


def near(seconds: int, minutes: int) -> bool:
    return minutes * 60 - 60 < seconds <= minutes * 60


def test_a_page_is_told_how_long_the_session_goes_on_and_that_is_no_use_of_it(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world["br"])
    client.get("/")
    rests(client, timedelta(minutes=115))
    assert near(left(client), 5)
    assert near(left(client), 5)
    rests(client, IDLE + timedelta(seconds=1))
    assert left(client) == 0
    assert client.get("/").status_code == 302
    assert left(client_of(None)) == 0


def test_its_end_is_put_off_by_its_person(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    client.get("/")
    rests(client, timedelta(minutes=115))
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=8))
    assert near(client.post(SESSION).json()["left"], 120)
    assert near(left(client), 120)
    ends = Session.objects.get(pk=client.session.session_key).expire_date
    assert ends > timezone.now() + timedelta(hours=11)


def test_twelve_hours_are_put_off_ten_times(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    client.get("/")
    for _time in range(MOST_EXTENSIONS):
        client.post(SESSION)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=8))
    assert near(client.post(SESSION).json()["left"], 8)


def test_who_is_signed_out_puts_nothing_off(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    client.get("/")
    rests(client, IDLE + timedelta(seconds=1))
    assert client.post(SESSION).json() == {"left": 0}
    assert client.get("/").status_code == 302


def test_what_is_sent_signed_out_leads_to_signing_in_and_back_to_its_form(world: World, client_of: ClientOf) -> None:
    client = client_of(None)
    form = f"{reverse('write_mail', args=['test'])}?registration={world['br'].pk}"
    address = reverse("registration_settings", args=["test"])
    sent = client.post(address, {"a": "b"}, headers={"referer": f"http://testserver{form}"}, follow=True)
    assert sent.redirect_chain[-1][0] == f"{reverse('account_login')}?{urlencode({'next': form}, safe='/')}"
    assert b"You are signed out, so nothing was sent." in sent.content


@pytest.mark.parametrize("page", ["", "https://example.org/consultations/", "javascript:alert(1)"])
def test_no_other_site_is_come_back_to(page: str, world: World, client_of: ClientOf) -> None:  # noqa: ARG001
    address = reverse("write_mail", args=["test"])
    sent = client_of(None).post(address, headers={"referer": page})
    assert sent.headers["Location"] == f"{reverse('account_login')}?next={address}"


def test_a_script_that_sends_is_not_told_on_the_next_page(world: World, client_of: ClientOf) -> None:  # noqa: ARG001
    client = client_of(None)
    client.post(reverse("write_mail", args=["test"]), headers={"sec-fetch-dest": "empty"})
    assert b"nothing was sent" not in client.get(reverse("account_login")).content


def test_a_form_that_is_too_old_leads_back_to_its_page(world: World, client_of: ClientOf) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(world["secretariat"]).cookies
    address = reverse("write_mail", args=["test"])
    refused = client.post(address, {"body_en": "Typed"}, headers={"referer": f"http://testserver{address}"})
    assert refused.status_code == 403
    assert f'href="{address}">Back to the form' in html_of(refused)
    assert "data-unsent" in html_of(refused)
    elsewhere = client.post(address, headers={"referer": "https://example.org/"})
    assert "Back to the form" not in html_of(elsewhere)
