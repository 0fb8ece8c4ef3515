"""To whom a mail goes: people who are registered, or Members by their focal points and contacts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hemicycle.people import queries
from hemicycle.people.models import Contact, FocalPoint, Member, Person, Registration
from hemicycle.rules.registration import OVER, authority

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import Delivery


class To(StrEnum):
    """Whom a selection chooses from."""

    REGISTERED = "registered"
    FOCAL_POINTS = "focal_points"
    MEMBERS = "members"
    UNREGISTERED = "unregistered"
    WITHOUT_FOCAL_POINT = "without_focal_point"


@dataclass(frozen=True)
class Selection:
    """Of those, the ones to whom all of this applies; what is empty does not narrow.

    Attributes:
        classes: Classes and roles (``rules.capacity.Capacity``).
        members: Codes of Members.
        languages: Of the person or contact.
        statuses: Of the registration; without any, every one that is not over.
        days: ISO dates; who registered for one of them.
        registrations: Keys, as chosen at the desk; whatever their status.
    """

    to: To = To.REGISTERED
    classes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    registrations: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What narrows, by name."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Recipient:
    """Somebody to whom a mail goes: a person, or a Member's contact.

    Attributes:
        copy: As a further address of the Member, for information.
        about: Keys of the registrations of others of whom it tells.
    """

    name: str
    address: str
    language: str
    person: Person | None = None
    contact: Contact | None = None
    registration: Registration | None = None
    member: Member | None = None
    about: tuple[int, ...] = ()
    copy: bool = False

    @classmethod
    def of(cls, delivery: Delivery) -> Recipient:
        """The one of a delivery."""
        registration = delivery.registration
        who = delivery.person or delivery.contact
        return cls(
            name=who.name if who else "",
            address=delivery.address,
            language=delivery.language,
            person=delivery.person,
            contact=delivery.contact,
            registration=registration,
            member=delivery.member or (registration.member if registration else None),
            about=tuple(delivery.about),
            copy=delivery.copy,
        )

    @classmethod
    def registered(cls, row: Registration, about: Iterable[int] = ()) -> Recipient:
        """Somebody by their registration."""
        person = row.person
        return cls(
            person.name,
            person.email,
            person.language,
            person=person,
            registration=row,
            member=row.member,
            about=tuple(about),
        )

    @classmethod
    def focal_point(cls, person: Person, member: Member, about: Iterable[int] = ()) -> Recipient:
        """Somebody who answers for a Member."""
        return cls(person.name, person.email, person.language, person=person, member=member, about=tuple(about))


def recipients(consultation: Consultation, selection: Selection, at: datetime) -> list[Recipient]:
    """Everybody whom a selection chooses at this moment, in the order of Members and names."""
    day = consultation.day(at)
    if selection.to is To.REGISTERED:
        possible = [Recipient.registered(row) for row in _registrations(consultation, selection, day)]
    else:
        possible = _members(consultation, selection, at)
    wanted = [
        recipient for recipient in possible if not selection.languages or recipient.language in selection.languages
    ]
    return sorted(wanted, key=_in_order)


def _in_order(recipient: Recipient) -> tuple[str, str, str]:
    return recipient.member.code if recipient.member else "", recipient.name, recipient.address


def copies(originals: Iterable[Recipient]) -> list[Recipient]:
    """The further addresses of the Members that a mail goes to, in the same order; one query.

    An address that it goes to already for the same Member gets no copy. Where a further address has no language of its
    own, the copy is in that of the mail.
    """
    of_member: dict[int, Recipient] = {}
    taken = set[tuple[int, str]]()
    for recipient in originals:
        if recipient.member is not None:
            of_member.setdefault(recipient.member.pk, recipient)
            taken.add((recipient.member.pk, recipient.address.lower()))
    rows = Contact.objects.filter(member__in=list(of_member), copies=True)
    found = [
        replace(
            of_member[row.member_id],
            name=row.name,
            address=row.email,
            language=row.language or of_member[row.member_id].language,
            person=None,
            contact=row,
            copy=True,
        )
        for row in rows
        if row.email and (row.member_id, row.email.lower()) not in taken
    ]
    return sorted(found, key=_in_order)


def _registrations(consultation: Consultation, selection: Selection, day: date) -> list[Registration]:
    rows = (
        consultation.registrations.filter(person__is_active=True, person__forgotten_at=None)
        .select_related("person", "member", "consultation")
        .prefetch_related("member__organ_seats", "member__names")
    )
    if selection.registrations:
        return list(rows.filter(pk__in=selection.registrations))
    if selection.statuses:
        rows = rows.filter(status__in=selection.statuses)
    else:
        rows = rows.exclude(status__in=[status.value for status in OVER])
    if selection.members:
        rows = rows.filter(member__code__in=selection.members)
    classes = consultation.classes
    return [
        row
        for row in rows
        if (not selection.classes or queries.capacity(row, classes, day).value in selection.classes)
        and (not selection.days or not row.days or set(row.days) & set(selection.days))
    ]


def _members(consultation: Consultation, selection: Selection, at: datetime) -> list[Recipient]:
    """By its focal point where a Member has one, else by its contacts."""
    invited = Member.objects.filter(invitations__consultation=consultation).prefetch_related(
        "contacts", "names", "organ_seats"
    )
    if selection.members:
        invited = invited.filter(code__in=selection.members)
    if selection.to is To.UNREGISTERED:
        taking_part = consultation.registrations.exclude(status__in=[status.value for status in OVER])
        invited = invited.exclude(pk__in=taking_part.exclude(member=None).values("member"))
    day, classes = consultation.day(at), consultation.classes
    chosen = [
        member
        for member in invited
        if not selection.classes or queries.class_of(member, classes, day).value in selection.classes
    ]
    answering = focal_points(consultation, at)
    return [recipient for member in chosen for recipient in _of_member(member, answering, selection.to)]


def _of_member(member: Member, answering: dict[int, Person], to: To) -> Iterable[Recipient]:
    person = answering.get(member.pk)
    if person is not None:
        return [] if to is To.WITHOUT_FOCAL_POINT else [Recipient.focal_point(person, member)]
    if to is To.FOCAL_POINTS:
        return []
    return [
        Recipient(contact.name, contact.email, contact.language, contact=contact, member=member)
        for contact in member.contacts.all()
        if not contact.copies
    ]


def focal_points(consultation: Consultation, at: datetime, members: Iterable[int] | None = None) -> dict[int, Person]:
    """Who answers for each Member at this moment, by the Member's key.

    Args:
        members: Keys, where not every Member is asked about.
    """
    by_member: dict[int, list[FocalPoint]] = {}
    filters = {} if members is None else {"member__in": list(members)}
    for row in consultation.focal_points.filter(**filters).select_related("person"):
        by_member.setdefault(row.member_id, []).append(row)
    answering = {}
    for member, rows in by_member.items():
        current = authority([row.mandate for row in rows], at)
        if current is not None:
            answering[member] = next(row.person for row in rows if row.pk == current.key)
    return answering
