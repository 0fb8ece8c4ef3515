"""Every class and role x every room command, over HTTP: exactly what the table permits gets past it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from hemicycle.rules.permissions import Action, permits
from hemicycle.sittings.commands import COMMANDS
from tests.classes import CAPACITIES, COUNCIL_STATE
from tests.support.commands import WHO, arguments, send

if TYPE_CHECKING:
    from hemicycle.rules.capacity import Capacity
    from tests.factories import World


def sign_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world[name].person)
    return client


@pytest.mark.parametrize("capacity", CAPACITIES, ids=str)
def test_rule_02_the_table_holds_for_every_command(world: World, capacity: Capacity) -> None:
    client = sign_in(world, WHO[capacity])
    # Ending the sitting comes last: afterwards nobody is let in at all.
    for action in sorted(COMMANDS, key=lambda action: action is Action.SITTING_END):
        answer = send(client, world.sitting.pk, action.value, arguments(action)).json()
        code = answer.get("reason", {}).get("code", "")
        stopped = code in {"not_permitted", "point_of_order_not_permitted"}
        assert stopped == (not permits(capacity, action)), f"{capacity} {action}: {answer}"


def test_rule_07_only_council_states_raise_a_point_of_order(world: World) -> None:
    for capacity, name in WHO.items():
        answer = send(
            sign_in(world, name), world.sitting.pk, "floor.ask", {"language": "en", "motion": "point_of_order"}
        ).json()
        assert answer["ok"] == (capacity == COUNCIL_STATE), f"{capacity}: {answer}"


def test_rule_01_nobody_without_a_confirmed_registration_gets_anything(world: World) -> None:
    registration = world["br"]
    addresses = ("join", "push", "commands", "documents")
    for status in ("pending", "withdrawn", "refused"):
        registration.status = status
        registration.save()
        client = sign_in(world, "br")
        for address in addresses:
            path = f"/sittings/{world.sitting.pk}/{address}"
            answer = client.get(path) if address == "documents" else client.post(path)
            assert answer.status_code == 403, f"{status} {address}"
            assert answer.json()["reason"]["code"] == "registration_not_confirmed"
    stranger = Client()
    for address in addresses:
        path = f"/sittings/{world.sitting.pk}/{address}"
        answer = stranger.get(path) if address == "documents" else stranger.post(path)
        assert answer.status_code == 302


def test_a_person_of_another_consultation_gets_nothing(world: World) -> None:
    other = world["br"].person
    world["br"].delete()
    client = Client()
    client.force_login(other)
    assert client.post(f"/sittings/{world.sitting.pk}/join").json()["reason"]["code"] == "not_registered"
    answer = send(client, world.sitting.pk, "floor.ask", {"language": "en"})
    assert (answer.status_code, answer.json()["reason"]["code"]) == (403, "not_registered")


@pytest.mark.usefixtures("world")
def test_the_steward_and_the_media_engine_must_sign() -> None:
    client = Client()
    for address in ("/steward/sittings", "/steward/facts", "/media/webhook"):
        assert client.post(address, "{}", content_type="application/json").status_code == 403
        forged = client.post(address, "{}", content_type="application/json", headers={"Authorization": "Bearer x"})
        assert forged.status_code == 403


def test_the_thread_of_another_at_the_help_desk_is_the_desks(world: World) -> None:
    """Who may read it is given a token for it and what it says so far; anybody else nothing."""
    address, thread = f"/sittings/{world.sitting.pk}/push", {"thread": str(world["br"].pk)}
    asked = send(sign_in(world, "br"), world.sitting.pk, "help.post", {"text": "No sound in French"})
    assert asked.status_code == 200
    for capacity, name in WHO.items():
        answer = sign_in(world, name).post(address, query_params=thread)
        if permits(capacity, Action.HELP_READ):
            assert answer.status_code == 200, name
            assert "No sound in French" in json.dumps(answer.json()["document"]), name
        else:
            assert (answer.status_code, answer.json()["reason"]["code"]) == (403, "not_permitted"), name
            assert b"No sound" not in answer.content, name
    technician = sign_in(world, "technician")
    for nobody in ("0", "x", "-1"):
        assert technician.post(address, query_params={"thread": nobody}).status_code == 404
