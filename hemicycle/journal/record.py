"""The one way into the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.journal.models import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class Actor:
    """Who acts: a person in a capacity, or the system.

    Attributes:
        person: The person; ``None`` for the system.
        capacity: Their class or role at this moment.
        subject: Code of the Member they act for.
        address: Network address that the act came from.
        system: Name of the part of the system that acts: ``clock``, ``steward``, ``media``.
    """

    person: AbstractBaseUser | None = None
    capacity: str = ""
    subject: str = ""
    address: str | None = None
    system: str = ""


def record(actor: Actor, act: str, place: str, at: datetime, data: Mapping[str, Any] | None = None) -> Entry:
    """Write one entry; call it inside the transaction of the act."""
    entry = Entry(
        at=at,
        actor_id=actor.person.pk if actor.person else None,
        system=actor.system,
        subject=actor.subject,
        capacity=actor.capacity,
        act=act,
        place=place,
        data=dict(data or {}),
        address=actor.address,
    )
    entry.save()
    return entry
