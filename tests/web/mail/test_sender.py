"""The page on which the secretariat says as whom the consultation writes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.urls import reverse

from hemicycle.consultations.settings import settings_of
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

SENDER = "/consultations/test/desk/mail/sender/"
GIVEN = {"name_en": "The Secretariat", "reply_to": "reply@example.org", "help_address": "help@example.org"}


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def test_it_is_set_and_shown(desk: Client, world: World) -> None:
    assert "hemicycle@localhost" in html_of(desk.get(SENDER))
    assert "The sender is saved" in html_of(desk.post(SENDER, GIVEN, follow=True))
    world.consultation.refresh_from_db()
    assert settings_of(world.consultation.settings).sender.reply_to == "reply@example.org"
    assert "The Secretariat &lt;hemicycle@localhost&gt;" in html_of(desk.get(SENDER))


@pytest.mark.parametrize(
    ("field", "value"), [("reply_to", "nobody"), ("help_address", "a b@c"), ("name_fr", "x@y.org")]
)
def test_what_is_wrong_stands_at_its_field(desk: Client, world: World, field: str, value: str) -> None:
    answer = desk.post(SENDER, {**GIVEN, field: value})
    page = html_of(answer)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'id="id_{field}_error"' in page
    assert f'value="{value}"' in page
    world.consultation.refresh_from_db()
    assert "sender" not in world.consultation.settings


def test_a_code_to_register_comes_from_the_consultations_sender(desk: Client, client: Client) -> None:
    desk.post(SENDER, GIVEN)
    client.post(reverse("register", args=["test"]), {"email": "new@example.org"})
    (message,) = outbox.outbox
    assert message.message()["From"] == "The Secretariat <hemicycle@localhost>"
    assert message.message()["Reply-To"] == "reply@example.org"
