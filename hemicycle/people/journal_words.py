"""Words about people in the journal: which entries are about whom, and taking the words out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from hemicycle.journal.chain import split
from hemicycle.journal.models import Entry, Erasure, Origin
from hemicycle.people.models import FocalPoint, Registration

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

_AT_ONCE = 500


def take_out(people: Collection[int], at: datetime) -> list[int]:
    """Take the words about these people out of the journal, with their salt; return the keys of the entries.

    Call it inside a transaction, and name the entries (``chain.ERASED_FROM``) in the entry of what erases: the chain
    takes words that are gone otherwise for removed. Network addresses of entries by nobody go too; where somebody
    acted, they are theirs.
    """
    registrations = Registration.objects.filter(person__in=people).values_list("pk", flat=True)
    mandates = FocalPoint.objects.filter(person__in=people).values_list("pk", flat=True)
    return _take_out(_About(people, registrations, mandates), at)


def take_out_of(consultation: int, at: datetime) -> list[int]:
    """The same of whoever is in a consultation: once its registrations are gone, nothing says whose they were."""
    registrations = Registration.objects.filter(consultation=consultation).values_list("pk", flat=True)
    mandates = FocalPoint.objects.filter(consultation=consultation).values_list("pk", flat=True)
    return _take_out(_About([], registrations, mandates), at)


def _take_out(about: _About, at: datetime) -> list[int]:
    changed, nobodys = [], []
    for row in Entry.objects.order_by("pk").iterator(_AT_ONCE):
        if not about.is_of(row.place, row.data):
            continue
        if row.actor_id is None:
            nobodys.append(row.pk)
        kept, words = split(row.data)
        if words:
            row.data, row.salt = kept, ""
            changed.append(row)
    # First: the database lets words go only where this says so.
    Erasure.objects.bulk_create((Erasure(entry=row, at=at) for row in changed), batch_size=_AT_ONCE)
    QuerySet[Entry](Entry).bulk_update(changed, ["data", "salt"], batch_size=_AT_ONCE)
    for start in range(0, len(nobodys), _AT_ONCE):
        Origin.objects.filter(entry__in=nobodys[start : start + _AT_ONCE]).delete()
    return [row.pk for row in changed]


class _About:
    """Whether an entry of the journal is about some persons, registrations or mandates, by their keys."""

    def __init__(self, people: Iterable[int], registrations: Iterable[int], mandates: Iterable[int]) -> None:
        registrations = list(registrations)
        self._registrations = {str(key) for key in registrations}
        self._places = {f"registration:{key}" for key in registrations}
        self._places |= {f"focal_point:{key}" for key in mandates} | {f"person:{key}" for key in people}

    def is_of(self, place: str, facts: Mapping[str, Any]) -> bool:
        """By where it happened, or by the registrations that its facts name."""
        many = facts.get("registrations")
        named = [*(many if isinstance(many, dict | list) else ()), facts.get("registration")]
        return place in self._places or any(str(key) in self._registrations for key in named)
