"""Reads of delegations: who answers for each Member that is invited, who is registered, who is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count

from hemicycle.consultations.settings import settings_of
from hemicycle.journal.record import Performer
from hemicycle.people.act import Act
from hemicycle.people.actions.places import Unit, of_unit, unit_of
from hemicycle.people.member_names import in_list_order
from hemicycle.people.models import FocalPoint, Member, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import OVER, PLACED, QuotaUnit, authority

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import ParticipationClass


class Presence(StrEnum):
    """How far a Member has come: the most that it has."""

    CONFIRMED = "confirmed"
    REGISTERED = "registered"
    FOCAL_POINT = "focal_point"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Places:
    """Places of the quota that a Member shares in, or has to itself; ``size`` is nothing without one (rule 3)."""

    size: int | None
    unit: QuotaUnit | None
    taken: int
    waiting: int


@dataclass(frozen=True)
class Delegation:
    """A Member in a consultation.

    Attributes:
        focal_point: Who answers for it now.
        counted: Its delegates' registrations by status.
        contacts: It has an address, beside that of its focal point, to which letters go.
    """

    member: Member
    capacity: ParticipationClass
    focal_point: FocalPoint | None
    counted: Counter[RegistrationStatus]
    places: Places
    contacts: bool = False

    @property
    def reached(self) -> bool:
        """Whether a letter reaches it: by a contact, or by a focal point who is active."""
        return self.contacts or (self.focal_point is not None and self.focal_point.person.is_active)

    @property
    def registered(self) -> int:
        """Registrations that are neither refused nor withdrawn."""
        return sum(count for status, count in self.counted.items() if status not in OVER)

    @property
    def under_way(self) -> int:
        """Registrations that wait for a yes."""
        return self.counted[RegistrationStatus.PENDING] + self.counted[RegistrationStatus.ENDORSED]

    @property
    def presence(self) -> Presence:
        """How far it has come."""
        if self.counted[RegistrationStatus.CONFIRMED]:
            return Presence.CONFIRMED
        if self.registered:
            return Presence.REGISTERED
        return Presence.FOCAL_POINT if self.focal_point else Presence.NOTHING


def delegations(consultation: Consultation, at: datetime) -> list[Delegation]:
    """Every invited Member, in the order of lists; the number of queries is constant."""
    invited = Member.objects.filter(invitations__consultation=consultation)
    members = in_list_order(invited.prefetch_related("names", "organ_seats"), consultation.body)
    counted, answering = _counted(consultation), answering_for(consultation, at)
    contacts = set(invited.filter(contacts__copies=False).values_list("pk", flat=True))
    context = _as_at(consultation, at)
    units = {member.pk: _unit(context, member) for member in members}
    shared: dict[Unit, Counter[RegistrationStatus]] = {}
    for member in members:
        shared.setdefault(units[member.pk], Counter()).update(counted.get(member.pk, {}))
    return [
        Delegation(
            member,
            units[member.pk].capacity,
            answering.get(member.pk),
            counted.get(member.pk, Counter()),
            _places(units[member.pk], shared[units[member.pk]]),
            member.pk in contacts,
        )
        for member in members
    ]


def places(consultation: Consultation, member: Member, at: datetime) -> Places:
    """Places of the quota that a Member shares in (rule 3). Reads its seats."""
    context = _as_at(consultation, at)
    unit = _unit(context, member)
    rows = of_unit(context, unit).order_by().values_list("status").annotate(count=Count("pk"))
    return _places(unit, Counter({RegistrationStatus(status): count for status, count in rows}))


def registered(consultation: Consultation, member: Member) -> list[Registration]:
    """The registrations of a Member's delegates, whatever became of them, by their part and name."""
    parts = list(Registration.DelegationRole.values)
    rows = consultation.registrations.filter(member=member, role=Role.DELEGATE.value)
    registrations = rows.select_related("person", "replaces__person").prefetch_related("replaced_by__person")
    return sorted(
        registrations,
        key=lambda row: (
            parts.index(row.delegation_role) if row.delegation_role else len(parts),
            (row.shown_family_name or row.shown_name).casefold(),
            row.pk,
        ),
    )


def _as_at(consultation: Consultation, at: datetime) -> Act:
    """What the rules on places look at, outside of an act."""
    return Act(consultation, Performer(), at, settings_of(consultation.settings))


def _unit(context: Act, member: Member) -> Unit:
    unit = unit_of(context, Registration(member=member, role=Role.DELEGATE.value))
    if unit is None:
        raise LookupError("a Member's delegates always have a unit")
    return unit


def _places(unit: Unit, counted: Counter[RegistrationStatus]) -> Places:
    taken = sum(counted[status] for status in PLACED)
    size, quota_unit = (unit.quota.size, unit.quota.unit) if unit.quota else (None, None)
    return Places(size, quota_unit, taken, counted[RegistrationStatus.WAITING])


def _counted(consultation: Consultation) -> dict[int, Counter[RegistrationStatus]]:
    rows = consultation.registrations.filter(role=Role.DELEGATE.value, member__isnull=False)
    counters: dict[int, Counter[RegistrationStatus]] = {}
    for member, status, count in rows.order_by().values_list("member", "status").annotate(count=Count("pk")):
        counters.setdefault(member, Counter())[RegistrationStatus(status)] = count
    return counters


def answering_for(consultation: Consultation, at: datetime) -> dict[int, FocalPoint]:
    """The mandate under which each Member is answered for, by the Member's key."""
    by_member: dict[int, dict[int, FocalPoint]] = {}
    for row in consultation.focal_points.select_related("person"):
        by_member.setdefault(row.member_id, {})[row.pk] = row
    answering = {}
    for member, rows in by_member.items():
        current = authority([row.mandate for row in rows.values()], at)
        if current is not None:
            answering[member] = rows[current.key]
    return answering


def of_other_members(instruments: Iterable[int], member: Member) -> set[int]:
    """Which of these notes and letters, by key, give mandates for other Members than this one too. One query."""
    rows = FocalPoint.objects.filter(instrument__in=list(instruments)).exclude(member=member)
    return set(rows.values_list("instrument", flat=True))
