"""Signing in and being refused, as lines of a log of their own."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]
    Events = Callable[[], list[dict[str, Any]]]

LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/"


@pytest.fixture
def events(caplog: pytest.LogCaptureFixture) -> Iterator[Events]:
    """What was written so far."""
    logger = logging.getLogger("hemicycle.security")
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, logger.name)
    yield lambda: [json.loads(one.getMessage()) for one in caplog.records if one.name == logger.name]
    logger.removeHandler(caplog.handler)


def test_who_signs_in_and_out_and_with_what(world: World, client_of: ClientOf, events: Events) -> None:
    client, key = client_of(None), world["br"].person_id
    client.post(LOGIN, {"email": "br@example.org"})
    assert client.post(CONFIRM, {"code": "WRONG"}).status_code == 200
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    client.post(CONFIRM, {"code": found[1]})
    client.post(reverse("account_logout"))
    said = [(one["event"], one["person"], one["from"]) for one in events()]
    assert said == [
        ("code_refused", key, "127.0.0.1"),
        ("factor_given", key, "127.0.0.1"),
        ("signed_in", key, "127.0.0.1"),
        ("signed_out", key, "127.0.0.1"),
    ]
    kept = json.dumps(events())
    assert not [word for word in (found[1], "br@example.org", "Ms. Br") if word in kept]


def test_who_is_refused_a_page_and_who_asks_too_often(world: World, client_of: ClientOf, events: Events) -> None:
    client_of(world["br"]).get(reverse("people_desk", args=["test"]))
    refused = events()[-1]
    assert (refused["event"], refused["status"], refused["page"]) == ("refused", 403, "people_desk")
    assert (refused["person"], refused["method"]) == (world["br"].person_id, "GET")


@pytest.mark.usefixtures("world")
def test_a_link_that_is_not_good(client_of: ClientOf, events: Events) -> None:
    client_of(None).post(reverse("personal_link", args=["x" * 43]))
    assert (events()[-1]["event"], events()[-1]["state"]) == ("link_refused", "unknown")
    assert "x" * 43 not in json.dumps(events())
