"""Places of the quotas: who has one, who waits for one, who moves up (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.people import queries
from hemicycle.people.changes import PROMOTED
from hemicycle.people.models import Member
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import PLACED, QuotaUnit, place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import ParticipationClass
    from hemicycle.rules.registration import Quota

_PLACED = [status.value for status in PLACED]


@dataclass(frozen=True)
class Unit:
    """What shares one quota: a Member, a group of the body, or a class; a class without a quota is one too.

    Attributes:
        name: Tells units of a kind apart: the code of the Member, the key of the group or class.
    """

    capacity: ParticipationClass
    name: str

    @property
    def quota(self) -> Quota | None:
        """That of the class."""
        return self.capacity.quota


def unit_of(act: Act, row: Registration) -> Unit | None:
    """The unit in which a registration has its place; none for the roles beside the classes. Reads seats."""
    if row.role != Role.DELEGATE.value:
        return None
    capacity = queries.class_in(row, act.classes, act.day)
    return Unit(capacity, unit_name(row.member, capacity))


def unit_name(member: Member | None, capacity: ParticipationClass) -> str:
    """What tells units of a class apart: the code of the Member, its group, or the class itself.

    Args:
        member: Nobody's, of a person who represents none: the class is the unit.
    """
    unit = capacity.quota.unit if capacity.quota else QuotaUnit.CLASS
    if member is None:
        return capacity.value
    return {QuotaUnit.MEMBER: member.code, QuotaUnit.GROUP: member.group, QuotaUnit.CLASS: capacity.value}[unit]


def of_unit(act: Act, unit: Unit) -> QuerySet[Registration]:
    """Delegates' registrations that share a unit."""
    rows = act.consultation.registrations.filter(role=Role.DELEGATE.value)
    match unit.quota.unit if unit.quota else QuotaUnit.CLASS:
        case QuotaUnit.MEMBER:
            return rows.filter(member__code=unit.name)
        case QuotaUnit.GROUP:
            return rows.filter(member__in=_of_class(act, unit.capacity), member__group=unit.name)
        case QuotaUnit.CLASS:
            if unit.capacity.of_persons:
                return rows.filter(person_class=unit.capacity.value)
            return rows.filter(member__in=_of_class(act, unit.capacity))


def _of_class(act: Act, capacity: ParticipationClass) -> list[int]:
    known = Member.objects.filter(body=act.consultation.body_id).prefetch_related("organ_seats")
    return [member.pk for member in known if queries.class_of(member, act.classes, act.day) == capacity]


class Places:
    """The places of a consultation: each unit is counted once, and counted up as an act gives its places.

    What is counted is what the database holds when a unit is first asked for: ask before rows are saved.
    """

    def __init__(self, act: Act) -> None:
        self._act = act
        self._taken: dict[Unit, int] = {}

    def given(self, row: Registration, status: RegistrationStatus) -> RegistrationStatus:
        """``status``, where there is a place, which is then taken; else the waiting list."""
        unit = unit_of(self._act, row)
        if unit is None or unit.quota is None:
            return status
        if unit not in self._taken:
            placed = of_unit(self._act, unit).filter(status__in=_PLACED).exclude(pk=row.pk)
            self._taken[unit] = placed.count()
        decision = place(unit.quota, self._taken[unit])
        self._act.facts.setdefault("quota", {})[unit.name] = decision.reason.as_json()["facts"]
        if isinstance(decision, Refused):
            return RegistrationStatus.WAITING
        self._taken[unit] += 1
        return status


def moving_up(act: Act, units: Iterable[Unit | None]) -> list[Registration]:
    """Who has waited longest for the places that are free in these units; without a quota, everybody who waits."""
    moving: list[Registration] = []
    for unit in dict.fromkeys(unit for unit in units if unit is not None):
        shared = of_unit(act, unit).select_related("person", "member")
        waiting = shared.filter(status=RegistrationStatus.WAITING.value).order_by("asked_at", "pk")
        if unit.quota is not None:
            waiting = waiting[: max(unit.quota.size - shared.filter(status__in=_PLACED).count(), 0)]
        moving += waiting
    return moving


def promote(act: Act, units: Iterable[Unit | None]) -> list[Registration]:
    """Give the free places of these units to those who have waited longest.

    Whoever left is saved already. The journal keeps who moved up, and to which status.
    """
    moved = moving_up(act, units)
    for row in moved:
        row.status = after_waiting(row).value
        row.save(update_fields=["status"])
        act.facts.setdefault("promoted", {})[str(row.pk)] = row.status
        act.tell(row, PROMOTED)
    return moved


def after_waiting(row: Registration) -> RegistrationStatus:
    """Where somebody goes who comes off the waiting list: nominated, nobody is left to endorse them."""
    return RegistrationStatus.ENDORSED if row.nominated_by_id is not None else RegistrationStatus.PENDING
