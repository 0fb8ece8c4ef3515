"""What the journal knows of one registration: acts on it alone, acts on many, and places that came free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hemicycle.journal.models import Entry
from hemicycle.people.actions.bulk import place_of
from hemicycle.people.changes import PROMOTED
from hemicycle.people.models import Person
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.people.models import Registration

#: Acts by which somebody else's place may come free.
_FREEING = (
    Action.REGISTRATION_REFUSE.value,
    Action.REGISTRATION_WITHDRAW.value,
    Action.REGISTRATION_NOMINATE.value,
    Action.REGISTRATION_UNDO.value,
    Action.CONSULTATION_EDIT.value,
)


@dataclass(frozen=True)
class HistoryEntry:
    """Something that happened to a registration.

    Attributes:
        act: The action's name, or ``changes.PROMOTED``.
        actor: Who acted; nobody where the system did.
        capacity: In which class or role.
        status: What the registration became by it; empty where its status stayed.
        words: What the actor said of it.
        many: It was done with so many registrations at once; 1 for a single act.
    """

    at: datetime
    act: str
    actor: Person | None
    capacity: str
    status: str
    words: str
    many: int
    without_focal_point: bool


def history(registration: Registration) -> list[HistoryEntry]:
    """Everything that happened, the latest first. Two queries."""
    key = str(registration.pk)
    own = Q(place=f"registration:{key}")
    along = Q(place=place_of(registration.consultation_id)) | Q(act=Action.REGISTRATION_UNDO.value)
    replaced = Q(act=Action.REGISTRATION_NOMINATE.value, data__replaces=registration.pk)
    promoted = Q(act__in=_FREEING, data__promoted__has_key=key)
    entries = list(
        Entry.objects.filter(own | (along & Q(data__registrations__has_key=key)) | replaced | promoted).order_by("-pk")
    )
    actors = Person.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id is not None})
    return [line for entry in entries for line in _lines(entry, registration.pk, actors.get(entry.actor_id or 0))]


def _lines(entry: Entry, key: int, actor: Person | None) -> list[HistoryEntry]:
    """What one entry says of one registration: that it was acted on, that it moved up, or both."""
    lines, facts = [], entry.data
    if str(key) in facts.get("promoted", {}):
        lines.append(_line(entry, actor, PROMOTED, {"after": facts["promoted"][str(key)]}))
    if str(key) in facts.get("registrations", {}):
        lines.append(_line(entry, actor, entry.act, facts["registrations"][str(key)], facts.get("count", 1)))
    elif entry.place == f"registration:{key}":
        lines.append(_line(entry, actor, entry.act, facts))
    elif facts.get("replaces") == key:
        lines.append(_line(entry, actor, "registration.replace", {}))
    return lines


def _line(entry: Entry, actor: Person | None, act: str, facts: dict[str, Any], many: int = 1) -> HistoryEntry:
    return HistoryEntry(
        entry.at,
        act,
        actor,
        entry.capacity,
        str(facts.get("after", facts.get("status", ""))),
        "" if act == PROMOTED else str(entry.data.get("words", "")),
        many,
        bool(facts.get("without_focal_point")),
    )
