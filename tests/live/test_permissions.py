"""Every class and role x every room command, over HTTP: exactly what the table permits gets past it."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client as Browser

from hemicycle.rules.capacity import Capacity
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.sittings.commands import COMMANDS

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World

WHO = {
    Capacity.COUNCIL_STATE: "br",
    Capacity.OBSERVER_STATE: "no",
    Capacity.OBSERVER_PALESTINE: "palestine",
    Capacity.SECTOR_MEMBER: "sector",
    Capacity.CHAIR: "chair",
    Capacity.VICE_CHAIR: "vice_chair",
    Capacity.SECRETARIAT: "secretariat",
    Capacity.INTERPRETER: "french",
    Capacity.CAPTIONER: "captioner",
    Capacity.TECHNICIAN: "technician",
}
EXAMPLES: dict[str, Any] = {
    "turn": 0,
    "registration": 0,
    "item": 0,
    "language": "fr",
    "reason": "words",
    "text": "words",
    "seconds": 60,
    "muted": True,
    "microphone": True,
    "camera": True,
    "cause": "no_device",
}


def arguments(action: Action) -> dict[str, Any]:
    """The least that a command needs, about nobody and nothing."""
    fields = COMMANDS[action].arguments.model_fields
    return {name: EXAMPLES[name] for name, field in fields.items() if field.is_required()}


def send(browser: Browser, sitting: int, command: str, args: dict[str, Any], key: uuid.UUID | None = None) -> Answer:
    body = json.dumps({"id": str(key or uuid.uuid4()), "command": command, "arguments": args})
    return browser.post(f"/sittings/{sitting}/commands", body, content_type="application/json")


def sign_in(world: World, name: str) -> Browser:
    browser = Browser()
    browser.force_login(world[name].person)
    return browser


@pytest.mark.parametrize("capacity", list(Capacity))
def test_rule_02_the_table_holds_for_every_command(world: World, capacity: Capacity) -> None:
    browser = sign_in(world, WHO[capacity])
    # Ending the sitting comes last: afterwards nobody is let in at all.
    for action in sorted(COMMANDS, key=lambda action: action is Action.SITTING_END):
        answer = send(browser, world.sitting.pk, action.value, arguments(action)).json()
        code = answer.get("reason", {}).get("code", "")
        stopped = code in {"not_permitted", "point_of_order_council_only"}
        assert stopped == (capacity not in PERMISSIONS[action]), f"{capacity} {action}: {answer}"


def test_rule_07_only_council_states_raise_a_point_of_order(world: World) -> None:
    for capacity, name in WHO.items():
        answer = send(
            sign_in(world, name), world.sitting.pk, "floor.ask", {"language": "en", "point_of_order": True}
        ).json()
        assert answer["ok"] == (capacity is Capacity.COUNCIL_STATE), f"{capacity}: {answer}"


def test_rule_01_nobody_without_a_confirmed_registration_gets_anything(world: World) -> None:
    registration = world["br"]
    addresses = ("join", "push", "commands", "documents")
    for status in ("pending", "withdrawn", "refused"):
        registration.status = status
        registration.save()
        browser = sign_in(world, "br")
        for address in addresses:
            path = f"/sittings/{world.sitting.pk}/{address}"
            answer = browser.get(path) if address == "documents" else browser.post(path)
            assert answer.status_code == 403, f"{status} {address}"
            assert answer.json()["reason"]["code"] == "registration_not_confirmed"
    stranger = Browser()
    for address in addresses:
        path = f"/sittings/{world.sitting.pk}/{address}"
        answer = stranger.get(path) if address == "documents" else stranger.post(path)
        assert answer.status_code == 302


def test_a_person_of_another_consultation_gets_nothing(world: World) -> None:
    other = world["br"].person
    world["br"].delete()
    browser = Browser()
    browser.force_login(other)
    assert browser.post(f"/sittings/{world.sitting.pk}/join").json()["reason"]["code"] == "not_registered"
    answer = send(browser, world.sitting.pk, "floor.ask", {"language": "en"})
    assert (answer.status_code, answer.json()["reason"]["code"]) == (403, "not_registered")


@pytest.mark.usefixtures("world")
def test_the_steward_and_the_media_engine_must_sign() -> None:
    browser = Browser()
    for address in ("/steward/sittings", "/steward/facts", "/media/webhook"):
        assert browser.post(address, "{}", content_type="application/json").status_code == 403
        forged = browser.post(address, "{}", content_type="application/json", headers={"Authorization": "Bearer x"})
        assert forged.status_code == 403
