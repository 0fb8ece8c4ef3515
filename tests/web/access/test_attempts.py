"""Attempts to sign in by code are limited: for each address, and for each network; the page says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.usefixtures("world")
LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/"


def limit(settings: Settings, action: str, rate: str) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, action: rate}


def test_a_mailbox_is_asked_for_codes_three_times_a_minute_from_wherever() -> None:
    for number in range(4):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(LOGIN, {"email": "br@example.org"})
    assert len(mail.outbox) == 3
    Client().post(LOGIN, {"email": "jp@example.org"})
    assert mail.outbox[-1].to == ["jp@example.org"]


def test_one_network_asks_for_so_many_codes(settings: Settings) -> None:
    limit(settings, "request_login_code", "2/m/ip,3/m/key")
    for address in ("br@example.org", "jp@example.org"):
        Client().post(LOGIN, {"email": address})
    response = Client().post(LOGIN, {"email": "gh@example.org"})
    assert "Too many attempts" in response.content.decode()
    assert len(mail.outbox) == 2
    Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, {"email": "gh@example.org"})
    assert len(mail.outbox) == 3


def test_one_network_guesses_so_many_codes(settings: Settings) -> None:
    limit(settings, "confirm_login_code", "3/m/ip")
    for _attempt in range(3):
        other = Client()
        other.post(LOGIN, {"email": "xx@example.org"})
        assert other.post(CONFIRM, {"code": "WRONG0"}).status_code == 200
    client = Client()
    client.post(LOGIN, {"email": "br@example.org"})
    response = client.post(CONFIRM, {"code": "WRONG0"})
    assert response.status_code == 429
    assert "Wait a few minutes" in response.content.decode()
    assert client.get(CONFIRM).status_code == 200


@pytest.mark.parametrize("proxies", [0, 1])
def test_who_is_behind_a_proxy_is_told_apart_only_where_one_is_trusted(proxies: int, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    limit(settings, "request_login_code", "1/m/ip")
    for number, address in enumerate(("br@example.org", "jp@example.org")):
        Client().post(LOGIN, {"email": address}, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert len(mail.outbox) == 1 + proxies
