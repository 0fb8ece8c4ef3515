"""Some of the registrations of a consultation, chosen by what they have in common."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Min, OuterRef, Q, TextField
from django.db.models.functions import Cast, Now

from hemicycle.journal.prepared import Prepared
from hemicycle.people.models import FocalPoint, Member, Registration
from hemicycle.people.queries import class_of, probable_duplicates_in
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation


class Need(StrEnum):
    """What a registration wants of the secretariat."""

    DECISION = "decision"
    DUPLICATES = "duplicates"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True)
class Selection:
    """What the registrations chosen have in common; an empty value leaves it open.

    Attributes:
        member: Code of the Member.
        capacity: Class or role, as at the day of asking (rule 5).
        region: Key of the Member's region.
        day: ISO date for whose sittings they registered.
        need: One of ``Need``.
    """

    member: str = ""
    capacity: str = ""
    region: str = ""
    language: str = ""
    status: str = ""
    day: str = ""
    need: str = ""

    @classmethod
    def asked_for(cls, given: Mapping[str, str]) -> Selection:
        """As an address, or a record, has it; what else stands there is passed over."""
        return cls(**{field.name: str(given.get(field.name, "")).strip()[:40] for field in fields(cls)})

    def as_asked(self) -> dict[str, str]:
        """What is chosen by, without what is left open: ``asked_for`` reads it again."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    def rows(self, consultation: Consultation, at: datetime) -> QuerySet[Registration]:
        """The registrations chosen; a value that does not exist chooses nobody."""
        rows = Registration.objects.filter(consultation=consultation)
        equal = {
            "member__code": self.member,
            "member__region": self.region,
            "person__language": self.language,
            "status": self.status,
        }
        rows = rows.filter(**{name: value for name, value in equal.items() if value})
        if self.capacity:
            rows = rows.filter(_of_capacity(self.capacity, consultation, consultation.day(at)))
        if self.day:
            rows = rows.alias(on=Cast("days", TextField())).filter(Q(on="[]") | Q(on__contains=f'"{self.day}"'))
        if self.need:
            rows = _needing(rows, self.need, consultation, at)
        return rows


def _of_capacity(value: str, consultation: Consultation, on: date) -> Q:
    classes = consultation.classes
    if value in classes.by_key and classes.by_key[value].of_persons:
        return Q(person_class=value)
    if value not in classes.by_key:
        return Q(role=value) & ~Q(role=Role.DELEGATE.value)
    known = Member.objects.filter(body=consultation.body_id).prefetch_related("organ_seats")
    same = [member.pk for member in known if class_of(member, classes, on).value == value]
    return Q(role=Role.DELEGATE.value, member__in=same)


def waits_for_secretariat(consultation: Consultation | int, at: datetime | Now) -> Q:
    """Endorsed; or only registered, where nobody answers for the Member and could endorse it.

    Args:
        consultation: Itself, or its key.
        at: A moment; or the database's own present, for a query that is made once (``journal.prepared``).
    """
    in_force = FocalPoint.objects.filter(consultation=consultation, member=OuterRef("member"), start__lte=at)
    answered_for = Exists(in_force.filter(Q(end=None) | Q(end__gt=at)))
    return Q(status=RegistrationStatus.ENDORSED.value) | Q(~answered_for, status=RegistrationStatus.PENDING.value)


def _needing(
    rows: QuerySet[Registration], need: str, consultation: Consultation, at: datetime
) -> QuerySet[Registration]:
    if need == Need.DECISION:
        return rows.filter(waits_for_secretariat(consultation, at))
    if need == Need.ACCESSIBILITY:
        return rows.exclude(accessibility="")
    if need == Need.DUPLICATES:
        return rows.filter(pk__in=probable_duplicates_in(consultation))
    return rows.none()


def count_needs(consultation: Consultation, at: datetime) -> dict[Need, int]:
    """How many registrations have each need that a query counts: names are compared only for who asks for it."""
    counted = (Need.DECISION, Need.ACCESSIBILITY)
    return {need: Selection(need=need.value).rows(consultation, at).count() for need in counted}


def listed(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """Registrations with who they are and who entered them, who asked last first."""
    return rows.select_related("person", "nominated_by").order_by("-asked_at", "-pk")


@dataclass(frozen=True)
class Undecided:
    """The registrations that wait for the secretariat.

    Attributes:
        since: When the first of them was asked for.
    """

    number: int
    since: datetime


#: Read for every page of the desk.
_UNDECIDED = Prepared(
    lambda consultation: (
        Registration.objects.filter(waits_for_secretariat(consultation, Now()), consultation=consultation)
        .order_by()
        .values_list("consultation")
        .annotate(number=Count("pk"), since=Min("asked_at"))
    ),
    int,
)


def undecided(consultation: Consultation) -> Undecided | None:
    """How many wait for the secretariat now, and since when; None where none does."""
    row = _UNDECIDED.first(consultation.pk)
    return Undecided(row[1], row[2]) if row else None
