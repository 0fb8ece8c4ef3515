"""The people of a consultation, as far as a search looks at them: a few columns of each, without an object a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from hemicycle.people.models import Contact, FocalPoint, Member, Registration
from hemicycle.people.queries import read_at_once

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation


@dataclass(frozen=True)
class PersonLine:
    """Somebody who is registered, or who answers for a Member.

    Attributes:
        key: Of the registration; None of a focal point who has none.
        member: Key of the Member.
        person_class: Key of the class of a delegate who represents no Member.
        role: ``Role`` of the registration; empty of a focal point who has none.
        status: Of the registration; empty of a focal point who has none.
    """

    key: int | None
    member: int | None
    person_class: str
    role: str
    status: str
    name: str
    email: str


def people_of(consultation: Consultation, at: datetime) -> list[PersonLine]:
    """Everybody who is registered, whatever the status, and the focal points of this moment who are not."""
    rows = Registration.objects.filter(consultation=consultation).order_by("pk")
    columns = ("pk", "member", "person_class", "role", "status", "person__name", "person__email")
    registered = [PersonLine(*row) for row in rows.values_list(*columns)]
    mandates = FocalPoint.objects.filter(Q(end=None) | Q(end__gt=at), consultation=consultation, start__lte=at)
    others = mandates.exclude(to_accept=True, accepted_at=None).exclude(
        person__registrations__consultation=consultation
    )
    known = others.order_by("pk").values_list("member", "person__name", "person__email").distinct()
    return registered + [PersonLine(None, member, "", "", "", name, email) for member, name, email in known]


def members_of_body(consultation: Consultation) -> list[Member]:
    """Every Member of the body of a consultation by its code, with all its names and seats."""
    return read_at_once(Member.objects.filter(body=consultation.body_id).order_by("code"))


def invited_keys(consultation: Consultation) -> set[int]:
    """The keys of the Members that take part."""
    return set(consultation.invitations.values_list("member", flat=True))


def contacts_of(consultation: Consultation) -> list[Contact]:
    """The contacts of the Members that take part."""
    return list(Contact.objects.filter(member__invitations__consultation=consultation))
