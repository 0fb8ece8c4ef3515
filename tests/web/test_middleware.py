"""What every answer carries, and how long a session goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from hemicycle.web.account.idle_sessions import SEEN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

    from tests.factories import World

    ClientOf = Callable[[object], Client]

IDLE = timedelta(minutes=120)


def rests(client: Client, how_long: timedelta) -> None:
    """Nobody uses the session, and every process has forgotten that it saw it."""
    at = timezone.now() - how_long
    UserSession.objects.filter(session_key=client.session.session_key).update(last_seen_at=at)
    caches["process"].clear()


@pytest.mark.parametrize("name", ["home", "members", "people_desk", "account_security", "account_login", "health"])
def test_no_answer_is_kept_by_a_cache(name: str, world: World, client_of: ClientOf) -> None:
    arguments = ["test"] if name == "people_desk" else []
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
    asked = client.get(reverse("members"), follow=True)
    assert asked.redirect_chain[-1][0] == f"{reverse('account_login')}?next={reverse('members')}"
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
