"""Who may connect to the push engine, and who is disconnected from it."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hemicycle.live import push, push_access, push_views
from hemicycle.people.actions import registrations
from hemicycle.people.changes import registrations_changed
from hemicycle.people.models import Registration
from hemicycle.rules.registration import Step
from hemicycle.sittings.actions import presiding
from tests.classes import COUNCIL_STATE
from tests.live.test_permissions import sign_in
from tests.support.floor import by

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def disconnected(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001 - before what it patches
    """Names under which the push engine is told to close connections."""
    names: list[str] = []
    monkeypatch.setattr(push, "disconnect", names.extend)
    return names


def given(client: Client, world: World) -> dict[str, Any]:
    """What somebody's page is given."""
    access: dict[str, Any] = client.post(f"/sittings/{world.sitting.pk}/push").json()
    return access


def connects(token: object, key: str = "") -> dict[str, Any]:
    """What the push engine is answered when somebody connects."""
    answer = Client().post(
        "/push/connect",
        json.dumps({"client": "1", "transport": "websocket", "data": {"token": token}}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key or settings.CENTRIFUGO_API_KEY}"},
    )
    assert answer.status_code == 200
    answered: dict[str, Any] = answer.json()
    return answered


def name(world: World, who: str, role: str = "delegate") -> str:
    return f"{world.sitting.pk}.{world[who].pk}.{role}"


def test_a_participant_connects_under_their_name_with_their_role(world: World) -> None:
    assert connects(given(sign_in(world, "br"), world)["token"]) == {"result": {"user": name(world, "br")}}
    technician = given(sign_in(world, "technician"), world)
    assert connects(technician["token"]) == {"result": {"user": name(world, "technician", "technician")}}
    claims = jwt.decode(technician["channels"]["desk"]["token"], settings.CENTRIFUGO_TOKEN_SECRET, ["HS256"])
    assert claims["sub"] == name(world, "technician", "technician")
    assert time.time() < claims["exp"] <= time.time() + push_access.SUBSCRIBE_SECONDS


def test_only_the_push_engine_asks(world: World) -> None:
    body = json.dumps({"data": {"token": given(sign_in(world, "br"), world)["token"]}})
    for key in ("", "Bearer ", "Bearer guessed", f"Bearer {settings.STEWARD_KEY}"):
        answer = Client().post("/push/connect", body, content_type="application/json", headers={"Authorization": key})
        assert answer.status_code == 403


def test_the_push_engine_is_answered_by_one_query_and_before_everything_that_pages_need(world: World) -> None:
    """After it was restarted it asks for everybody at once."""
    body = json.dumps({"data": {"token": given(sign_in(world, "br"), world)["token"]}})
    headers = {"Authorization": f"Bearer {settings.CENTRIFUGO_API_KEY}"}
    with CaptureQueriesContext(connection) as caught:
        answer = Client().post("/push/connect", body, content_type="application/json", headers=headers)
    assert answer.json() == {"result": {"user": name(world, "br")}}
    assert len(caught) == 1
    assert set(answer.headers) == {"Content-Type", "Content-Length"}
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_who_asks_as_the_push_engine_without_its_key_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="hemicycle.security"):
        security = logging.getLogger("hemicycle.security")
        security.addHandler(caplog.handler)
        try:
            Client().post("/push/connect", "{}", content_type="application/json", headers={"Authorization": "Bearer x"})
        finally:
            security.removeHandler(caplog.handler)
    assert "/push/connect" in caplog.text


def test_a_token_of_another_sitting_connects_nobody(world: World) -> None:
    token = push_access.access(world.sitting.pk + 1, world["br"], COUNCIL_STATE)["token"]
    assert connects(token) == push_views.REFUSED


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("token", ["", "x", "WzFd:1:x", None, 7, ["x"]])
def test_a_token_that_is_none_connects_nobody(token: object) -> None:
    assert connects(token) == push_views.REFUSED


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("body", ["", "[]", "{}", '{"data": null}', "\0"])
def test_what_cannot_be_read_connects_nobody(body: str) -> None:
    answer = Client().post(
        "/push/connect",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {settings.CENTRIFUGO_API_KEY}"},
    )
    assert answer.json() == push_views.REFUSED


def test_rule_01_who_is_removed_is_disconnected_and_keeps_nothing_that_connects(
    world: World, disconnected: list[str]
) -> None:
    kept = given(sign_in(world, "br"), world)["token"]
    now = timezone.now()
    presiding.remove(world.sitting.pk, by(world, "vice_chair"), now, registration=world["br"].pk, reason="Noise")
    assert name(world, "br") in disconnected
    assert connects(kept) == push_views.REFUSED
    presiding.readmit(world.sitting.pk, by(world, "vice_chair"), now, registration=world["br"].pk)
    assert connects(kept) == push_views.REFUSED, "what was given out before"
    assert "result" in connects(given(sign_in(world, "br"), world)["token"])


def test_rule_01_who_is_withdrawn_is_disconnected_and_keeps_nothing_that_connects(
    world: World, disconnected: list[str]
) -> None:
    kept = given(sign_in(world, "br"), world)["token"]
    secretariat = by(world, "secretariat")
    registrations.step(world.consultation.pk, secretariat, timezone.now(), Step.WITHDRAW, world["br"].pk)
    assert name(world, "br") in disconnected
    assert connects(kept) == push_views.REFUSED


def test_who_signs_out_is_disconnected_and_keeps_nothing_that_connects(world: World, disconnected: list[str]) -> None:
    client = sign_in(world, "br")
    kept = given(client, world)["token"]
    other = sign_in(world, "jp")
    untouched = given(other, world)["token"]
    client.logout()
    assert name(world, "br") in disconnected
    assert name(world, "jp") not in disconnected
    assert connects(kept) == push_views.REFUSED
    assert "result" in connects(untouched)
    assert "result" in connects(given(sign_in(world, "br"), world)["token"]), "another session of theirs"


def test_who_is_no_technician_any_more_connects_under_another_name(world: World, disconnected: list[str]) -> None:
    """So that no token for the desk is theirs; who has the same role as before stays connected."""
    technician = world["technician"]
    kept = given(sign_in(world, "technician"), world)["token"]
    technician.role = "captioner"
    technician.save()
    changes = [(registration.pk, "registration.change") for registration in (technician, world["br"])]
    registrations_changed.send(sender=Registration, changes=changes, by=None)
    assert name(world, "technician", "technician") in disconnected
    assert name(world, "technician", "captioner") not in disconnected
    assert name(world, "br") not in disconnected
    assert connects(kept) == {"result": {"user": name(world, "technician", "captioner")}}


def test_nobody_connects_to_a_sitting_that_has_ended(world: World) -> None:
    kept = given(sign_in(world, "br"), world)["token"]
    world.sitting.state = "ended"
    world.sitting.save()
    assert connects(kept) == push_views.REFUSED
