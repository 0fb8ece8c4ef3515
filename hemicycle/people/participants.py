"""The list of participants: everybody who is confirmed, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.people.member_names import as_at, in_list_order
from hemicycle.people.models import Member
from hemicycle.people.queries import capacity
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import UNCLASSED, ParticipationClass, Role

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person, Registration
    from hemicycle.rules.capacity import Capacity

#: Roles as the list has them, behind the classes: who serves the meeting.
ROLES_IN_ORDER = (
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.SECRETARIAT,
    Role.TECHNICIAN,
    Role.CAPTIONER,
    Role.INTERPRETER,
)
#: Within a delegation; who has no part named stands with the delegates.
_PARTS = {"head": 0, "alternate": 1, "councillor": 2, "delegate": 3, "": 3, "adviser": 4}


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part, in their class or role as at the day of the list (rule 5)."""

    registration: Registration
    capacity: Capacity


def printed_name(person: Person) -> str:
    """A name as lists print it, with the family name in capitals: "Ms. Elena DUARTE"."""
    before, family, after = person.name.rpartition(person.family_name) if person.family_name else (person.name, "", "")
    return f"{before}{family.upper()}{after}"


def participants(consultation: Consultation, on: date) -> list[Participant]:
    """Everybody who is confirmed, with class and Member's name as at ``on``.

    Classes in their order, Members in that of the body's lists, a delegation from its head to its advisers, then by
    family name. Asks a constant number of queries.
    """
    confirmed = consultation.registrations.filter(status=RegistrationStatus.CONFIRMED.value)
    rows = list(confirmed.select_related("person"))
    # Each Member once: a delegation of many shares its names and seats.
    keys = {row.member_id for row in rows if row.member_id is not None}
    known = Member.objects.prefetch_related("names", "organ_seats").in_bulk(keys)
    as_at(known.values(), on)
    for row in rows:
        row.member = known[row.member_id] if row.member_id is not None else None
    places = {member.pk: place for place, member in enumerate(in_list_order(known.values(), consultation.body))}
    classes = consultation.classes
    listed = [Participant(row, capacity(row, classes, on)) for row in rows]
    ranks = {one: rank for rank, one in enumerate((*classes, UNCLASSED, *ROLES_IN_ORDER))}
    return sorted(listed, key=lambda participant: _place(participant, ranks, places))


def _place(participant: Participant, ranks: dict[Capacity, int], places: dict[int, int]) -> tuple[object, ...]:
    registration, person = participant.registration, participant.registration.person
    member = registration.member_id if isinstance(participant.capacity, ParticipationClass) else None
    return (
        ranks.get(participant.capacity, ranks[UNCLASSED]),
        places[member] if member else 0,
        _PARTS[registration.delegation_role],
        sort_key(person.family_name or person.name.rpartition(" ")[2]),
        sort_key(person.name),
        registration.pk,
    )


def members_of(consultation: Consultation) -> QuerySet[Member]:
    """The Members that take part, or for which somebody is registered, with their names."""
    invited, registered = Q(invitations__consultation=consultation), Q(registrations__consultation=consultation)
    keys = Member.objects.filter(invited | registered).values("pk")
    return Member.objects.filter(pk__in=keys).prefetch_related("names")
