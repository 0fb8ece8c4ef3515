"""Commands of the room, over HTTP, and who sends them."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, get_args

from hemicycle.rules.capacity import Role
from hemicycle.sittings.commands import COMMANDS
from tests.classes import COUNCIL_STATE, OBSERVER_PALESTINE, OBSERVER_STATE, SECTOR_MEMBER

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pydantic.fields import FieldInfo

    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.permissions import Action

#: Who of ``tests.factories`` is of each class and role.
WHO: dict[Capacity, str] = {
    COUNCIL_STATE: "br",
    OBSERVER_STATE: "no",
    OBSERVER_PALESTINE: "palestine",
    SECTOR_MEMBER: "sector",
    Role.CHAIR: "chair",
    Role.VICE_CHAIR: "vice_chair",
    Role.SECRETARIAT: "secretariat",
    Role.INTERPRETER: "french",
    Role.CAPTIONER: "captioner",
    Role.TECHNICIAN: "technician",
}
#: Of each argument that some command cannot do without, a value about nobody and nothing.
EXAMPLES: dict[str, Any] = {
    "act": 0,
    "turn": 0,
    "registration": 0,
    "case": 0,
    "circle": "partner",
    "request": 0,
    "agreed": True,
    "outcome": "done",
    "item": 0,
    "language": "fr",
    "reason": "words",
    "text": "words",
    "seconds": 30,
    "minutes": 10,
    "muted": True,
    "microphone": True,
    "camera": True,
    "cause": "no_device",
    "seen": 0,
    "position": 0,
}


def arguments(action: Action) -> dict[str, Any]:
    """The least that a command needs, about nobody and nothing."""
    fields = COMMANDS[action].arguments.model_fields
    return {name: _example(name, field) for name, field in fields.items() if field.is_required()}


def _example(name: str, field: FieldInfo) -> object:
    """Of a choice, its first."""
    choices = get_args(field.annotation) or tuple(field.annotation) if name == "kind" else ()  # type: ignore[arg-type]
    return choices[0].value if choices else EXAMPLES[name]


def send(client: Client, sitting: int, command: str, args: dict[str, Any], key: uuid.UUID | None = None) -> Answer:
    """Send a command of the room as the page does."""
    body = json.dumps({"id": str(key or uuid.uuid4()), "command": command, "arguments": args})
    return client.post(f"/sittings/{sitting}/commands", body, content_type="application/json")
