"""Erasing one person's data when they ask for it, before its time has come; the record of what happened stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hemicycle.journal.record import Performer, record
from hemicycle.people import personal_data, sign_ins
from hemicycle.people.administrators import is_administrator
from hemicycle.people.changes import personal_data_deleted
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.people.personal_data import Forgotten
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation

ACT = "person.erase"
_ENDED = (RegistrationStatus.WITHDRAWN.value, RegistrationStatus.REFUSED.value)


@dataclass(frozen=True)
class Kept:
    """What an address is known for: its person, and how many rows there are by the name of their model."""

    person: Person | None
    rows: dict[str, int]


def kept_of(email: str) -> Kept:
    """What would be erased of an address, as the person's own copy has it.

    Raises:
        Refusal: nothing is kept of it.
    """
    copy = personal_data.copy_of(email)
    if not copy:
        raise Refusal(PeopleCode.NOBODY_OF_ADDRESS)
    person = Person.objects.filter(email__iexact=email).first()
    return Kept(person, {label: len(rows) for label, rows in copy.items()})


def erase(email: str, at: datetime, *, system: str = "personal-data") -> dict[str, Any]:
    """Erase what is kept of the person, or of the Member's contact, of an address; return the facts for the journal.

    What is declared to stay, stays: their number, with Member, role, status, turns, replies and acts. So does, until
    the consultation's own time has come, what is part of its papers: who signed a reply that came on paper, and the
    file of an import.

    Args:
        system: Who does it, as the journal names a part of the system.

    Raises:
        Refusal: nothing is kept of it, or the person still takes part in a consultation that is not over, or is an
            administrator.
    """
    # The system's own: a person may be in several consultations, and none of them is changed.
    with transaction.atomic():
        person = kept_of(email).person
        if person is not None and (under_way := _takes_part(person, at)) is not None:
            raise Refusal(PeopleCode.STILL_TAKES_PART, consultation=under_way.slug)
        if person is not None and is_administrator(person.pk):
            raise Refusal(PeopleCode.STILL_ADMINISTRATOR)
        people = [person.pk] if person else []
        sign_ins.forget(people, [email])
        personal_data_deleted.send(Person, people=people, consultations=[], addresses=[email])
        facts = personal_data.erase(Forgotten(people, addresses=[email]), at)
        Person.objects.filter(pk__in=people).update(is_active=False, forgotten_at=at)
        record(Performer(system=system), ACT, f"person:{person.pk}" if person else "", at, facts)
    return facts


def _takes_part(person: Person, at: datetime) -> Consultation | None:
    """A consultation that is not over, of which they still are."""
    registrations = Registration.objects.filter(person=person).exclude(status__in=_ENDED)
    mandates = FocalPoint.objects.filter(person=person).exclude(end__lte=at)
    for rows in (registrations, mandates):
        for row in rows.select_related("consultation").order_by("pk"):
            if row.consultation.day(at) <= row.consultation.last_day:
                return row.consultation
    return None
