"""How far the people of a consultation are prepared: numbers alone, by a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.people import queries
from hemicycle.people.delegations import answering_for
from hemicycle.people.models import Contact, Member, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import UNCLASSED, Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation

#: Whoever enters, another one confirms (rule 38).
SECRETARIAT = 2


@dataclass(frozen=True)
class MembersReady:
    """The Members that are invited.

    Attributes:
        invited: How many.
        without_class: So many belong to no class today.
        without_address: So many have neither a focal point nor a contact: no letter reaches them.
    """

    invited: int
    without_class: int
    without_address: int


@dataclass(frozen=True)
class StaffReady:
    """Who works for the body, confirmed.

    Attributes:
        by_role: How many, by role.
        interpreters: For each, the languages that they work into, and the days (ISO 8601); none for every day.
    """

    by_role: dict[str, int]
    interpreters: list[tuple[list[str], list[str]]]

    def has(self, role: Role) -> int:
        """How many have a role."""
        return self.by_role.get(role.value, 0)

    def without_interpreter(self, languages: Collection[str], on: date) -> list[str]:
        """The languages into which nobody interprets on a day."""
        day = on.isoformat()
        heard = {code for booths, days in self.interpreters if not days or day in days for code in booths}
        return [code for code in languages if code not in heard]

    def nobody_interprets_into(self, languages: Collection[str]) -> list[str]:
        """The languages into which nobody interprets on any day."""
        heard = {code for booths, _days in self.interpreters for code in booths}
        return [code for code in languages if code not in heard]


def members_ready(consultation: Consultation, at: datetime) -> MembersReady:
    """How far its Members are prepared."""
    day, classes = consultation.day(at), consultation.classes
    members = list(Member.objects.filter(invitations__consultation=consultation).prefetch_related("organ_seats"))
    focal_points = answering_for(consultation, at)
    contacts = Contact.objects.filter(member__invitations__consultation=consultation, copies=False)
    reached = set(contacts.values_list("member", flat=True))
    reached |= {member for member, mandate in focal_points.items() if mandate.person.is_active}
    return MembersReady(
        invited=len(members),
        without_class=sum(queries.class_of(member, classes, day) == UNCLASSED for member in members),
        without_address=sum(member.pk not in reached for member in members),
    )


def staff_ready(consultation: Consultation) -> StaffReady:
    """Who works for the body."""
    rows = Registration.objects.filter(
        consultation=consultation, status=RegistrationStatus.CONFIRMED.value, person__is_active=True
    ).exclude(role=Role.DELEGATE.value)
    by_role: dict[str, int] = {}
    interpreters = []
    for role, booths, days in rows.values_list("role", "booth_languages", "days"):
        by_role[role] = by_role.get(role, 0) + 1
        if role == Role.INTERPRETER.value:
            interpreters.append((booths, days))
    return StaffReady(by_role, interpreters)
