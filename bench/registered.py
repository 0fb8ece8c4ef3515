"""Consultations of a size, with the people who are registered for them."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from hemicycle.consultations.models import Consultation
from hemicycle.people.models import Invitation, Member, Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role


def secretary_of(consultation: Consultation) -> Person:
    """Somebody of its secretariat."""
    return consultation.registrations.filter(role=Role.SECRETARIAT.value).earliest("pk").person


def make_persons(name: str, count: int) -> list[Person]:
    """So many people, not saved."""
    unusable = make_password(None)
    return [
        Person(email=f"{name}-{number}@example.org", name=f"Ms. Given Family {number}", password=unusable)
        for number in range(count)
    ]


def consultation_of(size: int) -> Consultation:
    """A consultation of its own, in which everybody takes part, with so many people registered."""
    first = Consultation.objects.earliest("pk")
    desk = secretary_of(first)
    made = Consultation.objects.create(
        body=first.body,
        slug=f"people-{size}",
        title=first.title,
        time_zone=first.time_zone,
        first_day=first.first_day,
        last_day=first.last_day,
    )
    members = list(Member.objects.all())
    Invitation.objects.bulk_create(Invitation(consultation=made, member=member) for member in members)
    Registration.objects.create(
        consultation=made, person=desk, role=Role.SECRETARIAT.value, status=RegistrationStatus.CONFIRMED.value
    )
    statuses = [RegistrationStatus.CONFIRMED, RegistrationStatus.PENDING, RegistrationStatus.ENDORSED]
    Registration.objects.bulk_create(
        Registration(
            consultation=made,
            person=person,
            member=members[number % len(members)],
            role=Role.DELEGATE.value,
            status=statuses[number % len(statuses)].value,
            function="Director, Ministry of Communications",
        )
        for number, person in enumerate(Person.objects.bulk_create(make_persons(f"listed-{size}", size)))
    )
    return made
