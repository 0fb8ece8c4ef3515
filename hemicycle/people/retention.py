"""Retention: personal data is deleted when its time has come; the record of what happened stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer, record
from hemicycle.people import personal_data, sign_ins
from hemicycle.people.actions.persons import SIGNED_UP
from hemicycle.people.changes import personal_data_deleted
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.people.personal_data import Forgotten

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

ACT = "people.forget"


@dataclass(frozen=True)
class Due:
    """A consultation whose time has come, and how many people it concerns."""

    consultation: Consultation
    people: int


def due_on(consultation: Consultation) -> date:
    """The day after which the personal data of a consultation is deleted."""
    return consultation.last_day + timedelta(days=settings_of(consultation.settings).retention_days)


def is_due(consultation: Consultation, at: datetime) -> bool:
    """Whether that day is over, where the consultation is held."""
    return consultation.day(at) > due_on(consultation)


def due(at: datetime) -> list[Due]:
    """The consultations whose time has come, with those of their people who are in no other one."""
    over = [consultation for consultation in Consultation.objects.order_by("pk") if is_due(consultation, at)]
    people = _people(over)
    counted = Counter(key for keys in people.values() for key in keys)
    return [Due(consultation, counted[consultation.pk]) for consultation in over if counted[consultation.pk]]


def people_due(consultation: Consultation, at: datetime) -> int:
    """Of how many people of a consultation the time has come."""
    return next((row.people for row in due(at) if row.consultation.pk == consultation.pk), 0)


def forget(at: datetime) -> list[Due]:
    """Delete the personal data whose time has come, with one entry of the journal for each consultation.

    What is erased is what the models declare (``personal_data``): a person keeps a number, their registrations their
    Member, role and status; turns and the journal stay, without addresses and without words about a person.
    """
    # The system's own: one transaction for every consultation that is over, for a person may be in two of them.
    with transaction.atomic():
        over = [
            consultation
            for consultation in Consultation.objects.select_for_update().order_by("pk")
            if is_due(consultation, at)
        ]
        people = _people(over)
        if not people:
            return []
        keys, closed = list(people), [consultation.pk for consultation in over]
        others = Consultation.objects.exclude(pk__in=closed).values_list("pk", flat=True)
        addresses = list(Person.objects.filter(pk__in=keys).values_list("email", flat=True))
        sign_ins.forget(keys, addresses)
        personal_data_deleted.send(Person, people=keys, consultations=closed, addresses=[])
        deleted = personal_data.erase(Forgotten(keys, closed, list(others)), at)
        Person.objects.filter(pk__in=keys).update(is_active=False, forgotten_at=at)
        counted = Counter(key for keys in people.values() for key in keys)
        done = [Due(consultation, counted[consultation.pk]) for consultation in over if counted[consultation.pk]]
        for row in done:
            facts = {"people": row.people, "due_on": due_on(row.consultation).isoformat(), **deleted}
            record(Performer(system="retention"), ACT, f"consultation:{row.consultation.pk}", at, facts)
    return done


def _people(over: Collection[Consultation]) -> dict[int, set[int]]:
    """Keys of the persons who are in these consultations and in no other, each with the consultations' keys.

    Made-up people are nobody: nothing of theirs is personal.
    """
    keys = {consultation.pk for consultation in over}
    if not keys:
        return {}
    known = {"person__forgotten_at": None, "person__made_up": False}
    consultations_of: dict[int, set[int]] = {}
    for model in (Registration, FocalPoint):
        for person, consultation in model.objects.filter(**known).values_list("person", "consultation"):
            consultations_of.setdefault(person, set()).add(consultation)
    # Who proved an address and went no further.
    idle = Entry.objects.filter(act=SIGNED_UP, actor__forgotten_at=None, actor__made_up=False)
    for person, facts in idle.exclude(actor__in=consultations_of).values_list("actor", "data"):
        consultations_of.setdefault(person, set()).add(facts["consultation"])
    return {person: theirs for person, theirs in consultations_of.items() if theirs <= keys}
