"""Reads of the waiting lists: where a quota is full, and who stands where (rule 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from hemicycle.people import queries
from hemicycle.people.actions.places import unit_name
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import PLACED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member, Registration
    from hemicycle.rules.capacity import Classes, ParticipationClass

_WAITING = RegistrationStatus.WAITING.value
#: What shares a quota: a class, and its Sector or Member.
_Unit = tuple[str, str]


def _unit(member: Member, classes: Classes, on: date) -> tuple[_Unit, int] | None:
    """The unit in whose quota a Member's delegates have their places, with its size. Reads its seats."""
    capacity = queries.class_of(member, classes, on)
    return _shared(member, capacity)


def _unit_of(delegate: Registration, classes: Classes, on: date) -> tuple[_Unit, int] | None:
    """The same of a delegate, who may represent no Member."""
    return _shared(delegate.member, queries.class_in(delegate, classes, on))


def _shared(member: Member | None, capacity: ParticipationClass) -> tuple[_Unit, int] | None:
    return ((capacity.value, unit_name(member, capacity)), capacity.quota.size) if capacity.quota else None


def waiting_before(consultation: Consultation, members: Iterable[Member], on: date) -> dict[int, int]:
    """How many wait already, for each Member (by its key) whose quota is full; the others are not there.

    Args:
        members: All that are invited, with their seats.
    """
    classes = consultation.classes
    units = {member.pk: unit for member in members if (unit := _unit(member, classes, on))}
    taken: dict[_Unit, int] = {}
    waiting: dict[_Unit, int] = {}
    rows = consultation.registrations.filter(role=Role.DELEGATE.value, member__in=units)
    for member, status, number in rows.values_list("member", "status").annotate(number=Count("pk")).order_by():
        counted = taken if RegistrationStatus(status) in PLACED else waiting if status == _WAITING else None
        if counted is not None and member is not None:
            shared, _size = units[member]
            counted[shared] = counted.get(shared, 0) + number
    return {pk: waiting.get(shared, 0) for pk, (shared, size) in units.items() if taken.get(shared, 0) >= size}


def place_in_line(registration: Registration, on: date) -> int | None:
    """Where somebody stands on their waiting list, from 1; ``None`` for who is on none."""
    if registration.status != _WAITING:
        return None
    classes = registration.consultation.classes
    own = _unit_of(registration, classes, on)
    rows = registration.consultation.registrations.filter(role=Role.DELEGATE.value, status=_WAITING)
    in_line = [
        row.pk
        for row in rows.select_related("member").prefetch_related("member__organ_seats").order_by("asked_at", "pk")
        if _unit_of(row, classes, on) == own
    ]
    return in_line.index(registration.pk) + 1
