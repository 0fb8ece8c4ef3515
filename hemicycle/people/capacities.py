"""Reads of what else somebody is in a consultation: one person, one capacity (rule 39)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, Q

from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import OVER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import FocalPoint, Member, Person, Registration

_Row = TypeVar("_Row", bound=Model)
_OVER = [status.value for status in OVER]


def has_another(
    consultation: Consultation, person: Person, member: Member, start: datetime, end: datetime | None
) -> bool:
    """Whether a person has a role, or belongs to another Member than this one, while a mandate for it would last."""
    registered = consultation.registrations.filter(person=person).exclude(status__in=_OVER)
    if registered.filter(~Q(role=Role.DELEGATE.value) | ~Q(member=member)).exists():
        return True
    elsewhere = consultation.focal_points.filter(person=person).exclude(member=member)
    before_end = Q() if end is None else Q(start__lt=end)
    return elsewhere.filter(_goes_on(start), before_end).exists()


def has_left(consultation: Consultation, person: Person, member: Member) -> bool:
    """Whether a person was withdrawn or refused as one of this Member's."""
    return consultation.registrations.filter(person=person, member=member, status__in=_OVER).exists()


def answered_for_by(consultation: Consultation, at: datetime) -> dict[int, set[int]]:
    """The keys of the Members for which each person holds a mandate, now or later, by the person's key. One query."""
    members: dict[int, set[int]] = {}
    for person, member in consultation.focal_points.filter(_goes_on(at)).values_list("person", "member"):
        members.setdefault(person, set()).add(member)
    return members


def held(consultation: Consultation, people: Collection[int], at: datetime) -> QuerySet[FocalPoint]:
    """The mandates that these persons hold in a consultation, now or later, with Members' names and who gave them."""
    rows = consultation.focal_points.filter(_goes_on(at), person__in=people)
    return rows.select_related("person", "member", "delegated_by").prefetch_related("member__names")


def to_accept(person: Person, at: datetime, consultation: Consultation | None = None) -> list[FocalPoint]:
    """The mandates that wait until a person accepts them, with their Members' names and who delegated them."""
    rows = person.mandates.filter(_goes_on(at), to_accept=True, accepted_at=None)
    if consultation is not None:
        rows = rows.filter(consultation=consultation)
    return list(
        rows.select_related("consultation", "member", "delegated_by__person", "instrument").prefetch_related(
            "member__names"
        )
    )


def of_another_member(
    consultation: Consultation, answered: Iterable[tuple[int, int]]
) -> Mapping[tuple[int, int], Registration | FocalPoint]:
    """Who of those who answered for Members is somebody else in the consultation, and as what.

    A constant number of queries; whole rows are read of those alone who are somebody else.

    Args:
        answered: Keys of a person and of the Member for which they answered.

    Returns:
        For each such pair the registration in a role or for another Member, or else a mandate for another Member.
    """
    pairs = set(answered)
    people = {person for person, _member in pairs}
    here = consultation.registrations.filter(person__in=people).exclude(status__in=_OVER)
    registered = {person: (key, member) for key, person, member in here.values_list("pk", "person", "member")}
    others = {pair: registered[pair[0]][0] for pair in pairs if pair[0] in registered}
    others = {(person, member): key for (person, member), key in others.items() if registered[person][1] != member}
    rows = _with_names(here.filter(pk__in=others.values()) if others else here.none())
    registrations = {row.pk: row for row in rows}
    mandates: dict[int, list[FocalPoint]] = {}
    if unregistered := people - registered.keys():
        for row in _with_names(consultation.focal_points.filter(person__in=unregistered)):
            mandates.setdefault(row.person_id, []).append(row)
    found: dict[tuple[int, int], Registration | FocalPoint] = {pair: registrations[key] for pair, key in others.items()}
    for person, member in pairs:
        other = next((row for row in mandates.get(person, []) if row.member_id != member and _counts(row)), None)
        if other is not None:
            found[person, member] = other
    return found


def _with_names(rows: QuerySet[_Row]) -> QuerySet[_Row]:
    return rows.select_related("member", "person").prefetch_related("member__names")


def _counts(row: FocalPoint) -> bool:
    """Whether a mandate was ever in force."""
    return row.mandate.accepted and (row.end is None or row.end > row.start)


def _goes_on(at: datetime) -> Q:
    return Q(end=None) | Q(end__gt=at)
