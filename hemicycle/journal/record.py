"""The one way into the journal."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.journal.chain import split
from hemicycle.journal.models import Entry, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.contrib.auth.models import _User


@dataclass(frozen=True)
class Performer:
    """Who acts: a person from an address, or, without one, a part of the system.

    Attributes:
        address: Network address that the act came from.
        system: Name of the part of the system that acts: ``clock``, ``steward``, ``media``.
    """

    person: _User | None = None
    address: str | None = None
    system: str = ""


def record(  # noqa: PLR0913 - what an entry has
    performer: Performer,
    act: str,
    place: str,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    *,
    capacity: str = "",
    member: str = "",
) -> Entry:
    """Write one entry; call it inside the transaction of the act.

    Args:
        capacity: Their class or role at this moment.
        member: Code of the Member they act for.
    """
    facts = dict(data or {})
    entry = Entry(
        at=at,
        actor_id=performer.person.pk if performer.person else None,
        system=performer.system,
        subject=member,
        capacity=capacity,
        act=str(act),
        place=place,
        data=facts,
        salt=secrets.token_hex(16) if split(facts)[1] else "",
    )
    entry.save()
    if performer.address:
        Origin(entry=entry, address=performer.address).save(force_insert=True)
    return entry


def last_entry() -> int | None:
    """The key of the last entry; None before the first. Whatever was done since has a later one."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
