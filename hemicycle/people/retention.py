"""Retention: personal data is deleted when its time has come; the record of what happened stays.

It is announced to the secretariat, of whom one confirms it, and begins thirty days later at the earliest: whoever
entered a consultation with days of the past, or forgot whom they need still, loses nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.chain import ERASED_FROM
from hemicycle.journal.models import Entry
from hemicycle.journal.prepared import Prepared
from hemicycle.journal.record import Performer, record
from hemicycle.people import journal_words, personal_data, sign_ins
from hemicycle.people.actions.persons import SIGNED_UP
from hemicycle.people.administrators import administrator_keys
from hemicycle.people.changes import deletion_announced, people_needed, personal_data_deleted
from hemicycle.people.models import Deletion, FocalPoint, Person, Registration
from hemicycle.people.personal_data import Forgotten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

ACT, ANNOUNCED = "people.forget", "people.deletion_announced"
#: From the announcement to the deletion, at least.
NOTICE = timedelta(days=30)
#: Read for every page of the desk.
_UNCONFIRMED = Prepared(
    lambda consultation: Deletion.objects.filter(consultation=consultation, done_at=None, confirmed_by=None), int
)


@dataclass(frozen=True)
class Due:
    """A consultation whose time has come, and how many people it concerns."""

    consultation: Consultation
    people: int


def due_on(consultation: Consultation) -> date:
    """The day after which the personal data of a consultation is deleted, of whoever registered before its end."""
    return consultation.last_day + _kept(consultation)


def is_due(consultation: Consultation, at: datetime) -> bool:
    """Whether that day is over, where the consultation is held."""
    return consultation.day(at) > due_on(consultation)


def _kept(consultation: Consultation) -> timedelta:
    return timedelta(days=settings_of(consultation.settings).retention_days)


def due(at: datetime) -> list[Due]:
    """The consultations whose time has come, with those of their people who are in no other one."""
    over = [consultation for consultation in Consultation.objects.order_by("pk") if is_due(consultation, at)]
    people = _people(over, at)
    counted = Counter(key for keys in people.values() for key in keys)
    return [Due(consultation, counted[consultation.pk]) for consultation in over if counted[consultation.pk]]


def people_due(consultation: Consultation, at: datetime) -> int:
    """Of how many people of a consultation the time has come."""
    return next((row.people for row in due(at) if row.consultation.pk == consultation.pk), 0)


def announce(at: datetime) -> list[Deletion]:
    """Announce what is due and was not announced yet; what is not due any more, for it is kept longer, is not to be.

    With one entry of the journal for each consultation, and mails to its secretariat.
    """
    with transaction.atomic():
        over = due(at)
        open_ones = Deletion.objects.select_for_update().filter(done_at=None)
        open_ones.exclude(consultation__in=[row.consultation for row in over]).delete()
        known = set(open_ones.values_list("consultation", flat=True))
        return [_announce(row, at) for row in over if row.consultation.pk not in known]


def _announce(row: Due, at: datetime) -> Deletion:
    made = Deletion.objects.create(
        consultation=row.consultation, people=row.people, announced_at=at, begins_at=at + NOTICE
    )
    facts = {"people": row.people, "begins": made.begins_at.isoformat(), "due_on": due_on(row.consultation).isoformat()}
    record(Performer(system="retention"), ANNOUNCED, f"consultation:{row.consultation.pk}", at, facts)
    deletion_announced.send(Deletion, deletion=made.pk)
    return made


def open_deletion(consultation: Consultation) -> Deletion | None:
    """What was announced and is not done, with who confirmed it."""
    return consultation.deletions.filter(done_at=None).select_related("confirmed_by").first()


def unconfirmed_deletion(consultation: Consultation) -> Deletion | None:
    """What was announced and nobody has confirmed."""
    return _UNCONFIRMED.first(consultation.pk)


def deletions_done(consultation: Consultation) -> list[Deletion]:
    """What was deleted, the latest first, with who had confirmed it."""
    done = consultation.deletions.exclude(done_at=None)
    return list(done.order_by("-done_at").select_related("confirmed_by"))


def proceed(at: datetime) -> list[Due]:
    """Announce what is due, and delete what was announced thirty days ago and confirmed; what was deleted."""
    announce(at)
    confirmed = Deletion.objects.filter(done_at=None, begins_at__lte=at).exclude(confirmed_by=None)
    ready = set(confirmed.values_list("consultation", flat=True))
    return forget(at, ready) if ready else []


def forget(at: datetime, consultations: Collection[int] | None = None) -> list[Due]:
    """Delete the personal data whose time has come, with one entry of the journal for each consultation.

    What is erased is what the models declare (``personal_data``): a person keeps a number, their registrations their
    Member, role and status; turns and the journal stay, without addresses and without words about a person.

    Args:
        consultations: Of which it may begin; of all where it is left out.
    """
    # The system's own: one transaction for every consultation that is over, for a person may be in two of them.
    with transaction.atomic():
        over = [
            consultation
            for consultation in Consultation.objects.select_for_update().order_by("pk")
            if is_due(consultation, at) and (consultations is None or consultation.pk in consultations)
        ]
        people = _people(over, at)
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
            row.consultation.deletions.filter(done_at=None).update(done_at=at)
            record(Performer(system="retention"), ACT, f"consultation:{row.consultation.pk}", at, facts)
    return done


def forget_those_of(consultation: Consultation, but: Collection[int | None], at: datetime) -> dict[str, Any]:
    """Delete the personal data of whoever is in a consultation that is deleted, and in no other; return the facts.

    Call it in the transaction of the act, before the rows of the consultation go. Words about anybody there leave the
    journal too.

    Args:
        but: Keys of persons who stay: who has it deleted is on record.
    """
    consultations_of: dict[int, set[int]] = {}
    for person, where, _came_at in _came():
        consultations_of.setdefault(person, set()).add(where)
    alone = {person for person, theirs in consultations_of.items() if theirs == {consultation.pk}}
    people = sorted(alone - administrator_keys() - set(but))
    entries = journal_words.take_out_of(consultation.pk, at)
    sign_ins.forget(people, list(Person.objects.filter(pk__in=people).values_list("email", flat=True)))
    personal_data_deleted.send(Person, people=people, consultations=[consultation.pk], addresses=[])
    facts = personal_data.erase(Forgotten(people), at)
    Person.objects.filter(pk__in=people).update(is_active=False, forgotten_at=at)
    return {**facts, "people": len(people), ERASED_FROM: sorted({*entries, *facts[ERASED_FROM]})}


def _people(over: Collection[Consultation], at: datetime) -> dict[int, set[int]]:
    """Keys of the persons whose time has come: who are in these consultations and in no other, each with their keys.

    Whoever came after the end is kept as long as from the end: their time counts from when they came. Nobody is
    forgotten who sits in a sitting, or is to, nor an administrator of the installation. Made-up people are nobody:
    nothing of theirs is personal.
    """
    if not over:
        return {}
    ended = {consultation.pk: consultation for consultation in over}
    consultations_of: dict[int, set[int]] = {}
    kept: set[int] = set()
    for person, consultation, came in _came():
        consultations_of.setdefault(person, set()).add(consultation)
        if consultation not in ended or _is_kept(ended[consultation], came, at):
            kept.add(person)
    due_now = {person: theirs for person, theirs in consultations_of.items() if person not in kept}
    answers: list[tuple[Any, Any]] = people_needed.send(Person, people=set(due_now), at=at)
    needed: set[int] = administrator_keys().union(*(people for _receiver, people in answers))
    return {person: theirs for person, theirs in due_now.items() if person not in needed}


def _came() -> Iterator[tuple[int, int, datetime]]:
    """Persons with the consultations in which they are, and when they came to each."""
    known = {"person__forgotten_at": None, "person__made_up": False}
    here: set[int] = set()
    for model, moment in ((Registration, "asked_at"), (FocalPoint, "start")):
        for person, consultation, came in model.objects.filter(**known).values_list("person", "consultation", moment):
            here.add(person)
            yield person, consultation, came
    # Who proved an address and went no further.
    idle = Entry.objects.filter(act=SIGNED_UP, actor__forgotten_at=None, actor__made_up=False)
    for person, facts, came in idle.exclude(actor__in=here).values_list("actor", "data", "at"):
        yield person, facts["consultation"], came


def _is_kept(consultation: Consultation, came: datetime, at: datetime) -> bool:
    return consultation.day(at) <= max(consultation.last_day, consultation.day(came)) + _kept(consultation)
