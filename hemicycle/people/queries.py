"""Reads of people and Members."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q, prefetch_related_objects

from hemicycle.journal.prepared import Prepared
from hemicycle.people.models import FocalPoint, Member, MemberName, Person, Registration, Seat
from hemicycle.people.similar_names import alike
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role, Seating
from hemicycle.rules.registration import OVER, TWO_PERSONS, FocalPointMandate, authority

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import Capacity, Classes, ParticipationClass

#: Read in each act: the mandates for a Member in a consultation, a person's registration, a Member's seats.
MANDATES = Prepared(
    lambda consultation, member: FocalPoint.objects.filter(consultation=consultation, member=member), int, int
)
REGISTRATION = Prepared(
    lambda person, consultation: (
        Registration.objects.filter(person=person, consultation=consultation)
        .select_related("member")
        .order_by("pk")[:1]
    ),
    *(int, int),
)
SEATS = Prepared(lambda member: Seat.objects.filter(member=member).values_list("start", "end", "deputy"), int)


def capacity(registration: Registration, classes: Classes, on: date) -> Capacity:
    """Class or role of a registration as at ``on`` (rule 5). Reads the Member's seats: prefetch for lists.

    Args:
        classes: Of its consultation.
    """
    role = Role(registration.role)
    return class_in(registration, classes, on) if role is Role.DELEGATE else role


def class_in(delegate: Registration, classes: Classes, on: date) -> ParticipationClass:
    """Class of a delegate as at ``on``: that of their Member, or their own where they represent none (rule 5)."""
    if delegate.member is None:
        return classes.of_person(delegate.person_class)
    return class_of(delegate.member, classes, on)


def class_of(member: Member, classes: Classes, on: date) -> ParticipationClass:
    """Class of a Member's delegates as at ``on`` (rule 5). Reads its seats: prefetch for lists."""
    return classes.of(member.kind, member.code, member.seats, on)


def mandates(consultation: Consultation, member: Member) -> list[FocalPointMandate]:
    """Every mandate to answer for a Member in a consultation, past ones too."""
    return [row.mandate for row in MANDATES.rows(consultation.pk, member.pk)]


def authority_of(consultation: Consultation, member: Member, at: datetime) -> FocalPoint | None:
    """The one mandate under which a Member is answered for at a moment, with its person."""
    rows = FocalPoint.objects.filter(consultation=consultation, member=member).select_related("person")
    by_key = {row.pk: row for row in rows}
    current = authority([row.mandate for row in by_key.values()], at)
    return by_key[current.key] if current else None


def mandates_in_force(person: Person, at: datetime) -> list[FocalPoint]:
    """The mandates that a person holds at a moment, delegated on or not, with the Members' names."""
    rows = _in_force(person, at)
    return list(rows.select_related("consultation", "member").prefetch_related("member__names"))


def holds_mandate(person: Person, consultation: Consultation, at: datetime) -> bool:
    """Whether a person is a focal point at a moment, also one who has delegated their authority."""
    return _in_force(person, at).filter(consultation=consultation).exists()


def _in_force(person: Person, at: datetime) -> QuerySet[FocalPoint]:
    rows = person.mandates.filter(Q(end=None) | Q(end__gt=at), start__lte=at)
    return rows.exclude(to_accept=True, accepted_at=None)


def answers_for(person: Person, consultation: Consultation, at: datetime) -> list[Member]:
    """The Members for which a person answers at this moment: they are their focal point."""
    rows = FocalPoint.objects.filter(
        consultation=consultation, member__in=person.mandates.filter(consultation=consultation).values("member")
    ).select_related("member")
    by_member: dict[int, list[FocalPoint]] = {}
    for row in rows:
        by_member.setdefault(row.member_id, []).append(row)
    answered_for = []
    for known in by_member.values():
        current = authority([row.mandate for row in known], at)
        if current is not None and current.person == person.pk:
            answered_for.append(known[0].member)
    return sorted(answered_for, key=lambda member: member.code)


def answering(person: Person, at: datetime) -> list[FocalPoint]:
    """The mandates under which a person acts for Members at this moment, in whichever consultation.

    With the consultation and the Member, its names and its seats.
    """
    own = mandates_in_force(person, at)
    rows = FocalPoint.objects.filter(
        consultation__in={row.consultation_id for row in own}, member__in={row.member_id for row in own}
    ).select_related("consultation", "member")
    by_member: dict[tuple[int, int], list[FocalPoint]] = {}
    for row in rows.prefetch_related("member__names", "member__organ_seats"):
        by_member.setdefault((row.consultation_id, row.member_id), []).append(row)
    in_force = []
    for known in by_member.values():
        current = authority([row.mandate for row in known], at)
        in_force += [row for row in known if current and row.pk == current.key and row.person_id == person.pk]
    return in_force


def is_invited(consultation: Consultation, member: Member) -> bool:
    """Whether a Member takes part in a consultation."""
    return consultation.invitations.filter(member=member).exists()


def invited(consultation: Consultation) -> list[Member]:
    """The Members that take part in a consultation, with their names and seats."""
    return read_at_once(Member.objects.filter(invitations__consultation=consultation).order_by("code"))


def read_at_once(members: QuerySet[Member]) -> list[Member]:
    """Members with their names and seats, a few times as fast as with ``prefetch_related``: no row is made an object.

    Only ``own_names`` and ``seats`` are read so; ``names`` and ``organ_seats`` are not.
    """
    rows = list(members)
    names: dict[int, list[tuple[str, date | None, str]]] = {member.pk: [] for member in rows}
    seats: dict[int, list[Seating]] = {member.pk: [] for member in rows}
    kept = MemberName.objects.filter(member__in=names).values_list("member", "language", "since", "name")
    for key, language, since, name in kept:
        names[key].append((language, since, name))
    kept_seats = Seat.objects.filter(member__in=names).values_list("member", "start", "end", "deputy")
    for key, start, end, deputy in kept_seats:
        seats[key].append(Seating(start, end, deputy))
    for member in rows:
        member.read_names, member.read_seats = names[member.pk], seats[member.pk]
    return rows


def with_seats(member: Member) -> Member:
    """A Member with its seats, as ``read_at_once`` reads them."""
    member.read_seats = [Seating(*seat) for seat in SEATS.rows(member.pk)]
    return member


def registration_of(person: Person, consultation: Consultation) -> Registration | None:
    """A person's registration for a consultation, with what its capacity needs."""
    registration = _registration(person, consultation)
    if registration is not None:
        prefetch_related_objects([registration], "member__organ_seats", "member__names")
    return registration


def registration_in_act(person: Person, consultation: Consultation, known: Member | None = None) -> Registration | None:
    """The same for an act, which names nobody: with the seats of its Member alone, as ``with_seats`` reads them.

    Args:
        known: A Member that is read already, perhaps with its seats.
    """
    registration = _registration(person, consultation)
    if registration is not None and registration.member is not None:
        same = known if known == registration.member and known.read_seats is not None else None
        registration.member = same or with_seats(registration.member)
    return registration


def _registration(person: Person, consultation: Consultation) -> Registration | None:
    registration = REGISTRATION.first(person.pk, consultation.pk)
    if registration is not None:
        registration.person, registration.consultation = person, consultation
    return registration


def acting_for_the_body(consultation: Consultation) -> list[Registration]:
    """Whoever is confirmed as secretariat, chair or vice-chair, with their person."""
    rows = consultation.registrations.filter(
        role__in=[role.value for role in TWO_PERSONS],
        status=RegistrationStatus.CONFIRMED.value,
        person__is_active=True,
        person__forgotten_at=None,
    )
    return list(rows.select_related("person", "member", "consultation").order_by("pk"))


def secretariats() -> dict[int, set[int]]:
    """The keys of the persons who are confirmed as secretariat, by the key of the consultation."""
    rows = Registration.objects.filter(role=Role.SECRETARIAT.value, status=RegistrationStatus.CONFIRMED.value)
    found: dict[int, set[int]] = {}
    for consultation, person in rows.filter(person__is_active=True).values_list("consultation", "person"):
        found.setdefault(consultation, set()).add(person)
    return found


def acts_for_a_body(person: Person) -> bool:
    """Whether somebody is, or is entered as, secretariat, chair or vice-chair of any consultation."""
    rows = Registration.objects.filter(person=person, role__in=[role.value for role in TWO_PERSONS])
    return rows.exclude(status__in=[status.value for status in OVER]).exists()


def probable_duplicates(registration: Registration) -> list[Registration]:
    """Registrations of the same Member, under another address, whose names are like this one's."""
    same_member = Registration.objects.filter(member=registration.member_id)
    return probable_duplicates_in(registration.consultation, same_member).get(registration.pk, [])


def probable_duplicates_in(
    consultation: Consultation, among: QuerySet[Registration] | None = None
) -> dict[int, list[Registration]]:
    """Each registration that may have been made twice, by its key, with those that it may be the same as.

    Only registrations of one Member are compared, and none that is over.

    Args:
        among: Where not all of the consultation's are looked at.
    """
    rows = (Registration.objects.all() if among is None else among).filter(consultation=consultation)
    by_member: dict[int | None, list[Registration]] = {}
    for row in rows.exclude(status__in=[status.value for status in OVER]).select_related("person").order_by("pk"):
        by_member.setdefault(row.member_id, []).append(row)
    duplicates: dict[int, list[Registration]] = {}
    for known in by_member.values():
        for first, second in alike([row.person.name for row in known]):
            duplicates.setdefault(known[first].pk, []).append(known[second])
            duplicates.setdefault(known[second].pk, []).append(known[first])
    return duplicates


def members_by_class(consultation: Consultation, at: datetime) -> Counter[str]:
    """How many of the invited Members are of each class (its key) at a moment; of none, under an empty key."""
    classes, on = consultation.classes, consultation.day(at)
    invited = Member.objects.filter(invitations__consultation=consultation).prefetch_related("organ_seats")
    return Counter(class_of(member, classes, on).value for member in invited)


def persons_by_class(consultation: Consultation) -> Counter[str]:
    """How many persons who represent no Member are registered in each class (its key), and not withdrawn or refused."""
    rows = consultation.registrations.exclude(person_class="").exclude(status__in=[status.value for status in OVER])
    return Counter(rows.values_list("person_class", flat=True))


def registrations_of(person: Person) -> list[Registration]:
    """Everything that a person is registered for, the latest consultation first, with what its capacity needs."""
    rows = person.registrations.select_related("person", "member", "consultation")
    return list(
        rows.prefetch_related("member__organ_seats", "member__names").order_by("-consultation__first_day", "pk")
    )


def members(body: int, *also: str) -> list[Member]:
    """Every Member of a body, with its names and its seats.

    Args:
        also: What else is read of each: ``vote_suspensions``.
    """
    return list(Member.objects.filter(body=body).prefetch_related("names", "organ_seats", *also).order_by("code"))


def find_member(body: int, code: str) -> Member | None:
    """A Member of a body by its code, with names and seats.

    Args:
        code: In any case, as somebody types it into an address, where no other Member has it in this one.
    """
    rows = Member.objects.filter(body=body, code__iexact=code).prefetch_related("names", "organ_seats")
    return min(rows, key=lambda row: (row.code != code, row.code), default=None)


def focal_points_of(consultation: Consultation, member: Member) -> tuple[FocalPoint, ...]:
    """Every mandate for a Member in a consultation, past ones too, with its person, its instrument and who gave it."""
    rows = consultation.focal_points.filter(member=member)
    return tuple(rows.select_related("person", "instrument", "delegated_by__person"))


def find_registration(consultation: Consultation, key: int) -> Registration | None:
    """A registration of a consultation, with its person, its Member and who entered it."""
    rows = consultation.registrations.select_related(
        "person", "member", "consultation", "nominated_by", "entered_by", "confirmed_by", "replaces__person"
    )
    return rows.prefetch_related("member__organ_seats", "member__names").filter(pk=key).first()


def replacement_of(registration: Registration) -> Registration | None:
    """Who took their place, if anybody did."""
    return registration.replaced_by.select_related("person").first()


def members_with_registrations(consultation: Consultation) -> list[Member]:
    """The Members of a consultation's registrations, with names and seats. A constant number of queries."""
    return read_at_once(Member.objects.filter(pk__in=consultation.registrations.values("member")))


def find_whole_member(body: int, code: str) -> Member | None:
    """A Member of a body by its code, with everything that its page shows."""
    related = ("names", "organ_seats", "vote_suspensions", "contacts", "invitations")
    return Member.objects.prefetch_related(*related).filter(body=body, code=code).first()


def person_of_address(address: str, *, active: bool = False) -> Person | None:
    """Who has an address; letters are the same in either case.

    Args:
        active: Only somebody who may sign in.
    """
    rows = Person.objects.filter(email__iexact=address)
    return (rows.filter(is_active=True) if active else rows).first()


def active_person(key: int) -> Person | None:
    """Somebody who may sign in."""
    return Person.objects.filter(pk=key, is_active=True).first()


def names_by_address(consultation: Consultation) -> list[tuple[str, str]]:
    """Address and name of all who are registered or answer for a Member here, but for whose registration is over."""
    registered = consultation.registrations.exclude(status__in=[status.value for status in OVER])
    here = Q(pk__in=registered.values("person")) | Q(pk__in=consultation.focal_points.values("person"))
    return list(Person.objects.filter(here).values_list("email", "name"))


def names_of_others(consultation: Consultation, address: str) -> list[str]:
    """The same names, but for that of whoever has an address."""
    return [name for email, name in names_by_address(consultation) if email.lower() != address.lower()]


def person_keys(consultation: Consultation, registrations: Iterable[int]) -> set[int]:
    """The keys of the persons of these registrations of a consultation."""
    return set(consultation.registrations.filter(pk__in=set(registrations)).values_list("person", flat=True))


def among(consultation: Consultation, keys: Iterable[int]) -> list[int]:
    """Which of these keys are of registrations of a consultation."""
    return list(consultation.registrations.filter(pk__in=set(keys)).values_list("pk", flat=True))


def members_by_key(keys: Iterable[int]) -> dict[int, Member]:
    """Members with names and seats, by key. A constant number of queries, and none for no keys."""
    wanted = set(keys)
    return {row.pk: row for row in read_at_once(Member.objects.filter(pk__in=wanted))} if wanted else {}


def names_by_key(persons: Iterable[int]) -> dict[int, str]:
    """The names of persons, by key."""
    wanted = set(persons)
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
