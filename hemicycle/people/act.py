"""One act about people: one transaction, one journal entry."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import Settings
from hemicycle.consultations.settings import of as settings_of
from hemicycle.journal.record import Actor, record
from hemicycle.people import queries
from hemicycle.people.changes import registrations_changed
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Capacity
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import OWN_OR_ANSWERING, Action, may
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import may_answer_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from hemicycle.people.models import Member, Person

#: What a person does about themselves, whoever they are.
OWN = frozenset(
    {
        Action.REGISTRATION_SUBMIT,
        Action.REGISTRATION_CHANGE,
        Action.REGISTRATION_WITHDRAW,
        Action.FOCAL_POINT_WITHDRAW,
        Action.LINK_SEND,
    }
)


@dataclass(frozen=True)
class Performer:
    """Who acts: a person from an address, or, without one, a part of the system."""

    person: Person | None = None
    address: str | None = None
    system: str = ""


@dataclass
class Act:
    """An act under way: the locked consultation, who acts, in what capacity, and what the journal keeps.

    Attributes:
        subject: The Member that the act is about.
        place: What it happens to, as the journal has it: ``registration:7``.
        facts: What the journal keeps of it beside who and when.
        told: What is said of registrations after the commit.
    """

    consultation: Consultation
    performer: Performer
    at: datetime
    settings: Settings
    subject: Member | None = None
    capacity: Capacity | None = None
    place: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[int, str]] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day of the act in the consultation's zone, as at which classes are read (rule 5)."""
        return self.at.astimezone(self.consultation.zone).date()

    def tell(self, registration: Registration, step: str) -> None:
        """Say after the commit what happened to a registration."""
        self.told.append((registration.pk, step))


@contextmanager
def act(
    consultation: int,
    performer: Performer,
    action: Action,
    at: datetime,
    *,
    member: Member | None = None,
    about: Person | None = None,
) -> Iterator[Act]:
    """Run one act in the consultation that it locks: quotas are counted under this lock.

    Args:
        member: The Member that it is about, whose focal point may do it.
        about: The person that it is about, who may do some of it themselves.

    Raises:
        Refusal: the table, the mandate, or a rule inside does not permit it; nothing is written.
        Consultation.DoesNotExist: there is no such consultation.
    """
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation)
        under_way = Act(locked, performer, at, settings_of(locked.settings), member)
        if performer.person is not None:
            under_way.capacity = _authorise(under_way, performer.person, action, about)
        yield under_way
        actor = Actor(
            person=performer.person,
            capacity=under_way.capacity.value if under_way.capacity else "",
            subject=member.code if member else "",
            address=performer.address,
            system=performer.system,
        )
        record(actor, action.value, under_way.place or f"consultation:{locked.pk}", at, under_way.facts)
        if under_way.told:
            transaction.on_commit(partial(registrations_changed.send, sender=Registration, changes=under_way.told))


def _authorise(under_way: Act, person: Person, action: Action, about: Person | None) -> Capacity | None:
    """The actor's capacity: the secretariat's, a person's about themselves, or that of the Member they answer for."""
    registration = queries.registration_of(person, under_way.consultation)
    confirmed = registration is not None and registration.status == RegistrationStatus.CONFIRMED.value
    own = queries.capacity(registration, under_way.day) if registration else None
    if own is Capacity.SECRETARIAT and confirmed:
        require(may(own, action))
        return own
    if action in OWN and about is not None and about.pk == person.pk:
        return own
    member = under_way.subject
    if action in OWN_OR_ANSWERING and member is not None:
        require(may_answer_for(queries.mandates(under_way.consultation, member), person.pk, under_way.at))
        answering = queries.class_of(member, under_way.day)
        require(may(answering, action))
        return answering
    if own is None:
        raise Refusal(RuleCode.NOT_REGISTERED)
    if not confirmed:
        raise Refusal(RuleCode.REGISTRATION_NOT_CONFIRMED, status=registration.status if registration else "")
    require(may(own, action))
    # What is left needs a Member to answer for.
    if action in OWN_OR_ANSWERING:
        raise Refusal(RuleCode.NO_MANDATE)
    return own
