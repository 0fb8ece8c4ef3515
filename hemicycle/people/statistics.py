"""How many people there are: by status, class or role, and language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count

from hemicycle.people.models import Registration
from hemicycle.people.queries import class_of
from hemicycle.rules.capacity import UNCLASSED, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import Capacity


@dataclass
class Census:
    """The people of a consultation, counted.

    Attributes:
        by_capacity: For each class or role that somebody has, how many there are of each status.
    """

    total: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    by_language: Counter[str] = field(default_factory=Counter)
    by_capacity: dict[Capacity, Counter[str]] = field(default_factory=dict)


def census(consultation: Consultation, members: Iterable[Member], on: date) -> Census:
    """Everybody who has a registration, whatever its status. One query.

    Args:
        members: At least those of the registrations, with their seats.
        on: The day as at which classes are read (rule 5).
    """
    known = consultation.classes
    classes = {member.pk: class_of(member, known, on) for member in members}

    def of(role: str, member: int | None, person_class: str) -> Capacity:
        if role != Role.DELEGATE.value:
            return Role(role)
        return classes[member] if member is not None else known.of_person(person_class)

    counted = Census(by_capacity={capacity: Counter() for capacity in (*known.capacities, UNCLASSED)})
    groups = Registration.objects.filter(consultation=consultation).order_by()
    for role, member, person_class, status, language, number in groups.values_list(
        "role", "member", "person_class", "status", "person__language"
    ).annotate(number=Count("pk")):
        counted.total += number
        counted.by_status[status] += number
        counted.by_language[language] += number
        # Whoever withdrew from a class that there is no longer is counted in none.
        counted.by_capacity.get(of(role, member, person_class), counted.by_capacity[UNCLASSED])[status] += number
    counted.by_capacity = {capacity: counter for capacity, counter in counted.by_capacity.items() if counter}
    return counted
