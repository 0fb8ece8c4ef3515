"""Registrations: made, endorsed, confirmed, refused, withdrawn, replaced (rules 1 to 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hemicycle.people import queries
from hemicycle.people.act import Act, carry_out
from hemicycle.people.actions import own_names
from hemicycle.people.actions.leaving import leave
from hemicycle.people.actions.places import promote, unit_of
from hemicycle.people.actions.steps import STEP_ACTIONS, Steps, signed
from hemicycle.people.details import clean
from hemicycle.people.independence import counts_as_entering
from hemicycle.people.models import Person, Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, Refused, require
from hemicycle.rules.registration import (
    OVER,
    PLACED,
    TWO_PERSONS,
    Step,
    after,
    may_change,
    may_enter_as,
    may_enter_in,
    may_register,
    may_register_anew,
    may_replace,
    may_step_with,
)

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.details import Details
    from hemicycle.people.models import Member


def submit(consultation: int, performer: Performer, at: datetime, *, member: Member, details: Details) -> Registration:
    """A person registers for a Member; its focal point and the secretariat then say yes or no.

    Args:
        performer: The person, whose address is proved: they have signed in.

    Raises:
        Refusal: registration is closed, the Member is not invited, or the person is registered already.
    """
    wanted, person = details.cleaned(), performer.person
    if person is None:
        raise LookupError("nobody registers without signing in")
    with carry_out(consultation, performer, Action.REGISTRATION_SUBMIT, at, member=member, about=person) as act:
        invited = queries.is_invited(act.consultation, member)
        require(may_register(act.consultation.opening, at, invited=invited))
        person.save(update_fields=wanted.fill(person))
        return _register(act, person, Role.DELEGATE, wanted, RegistrationStatus.PENDING)


def nominate(  # noqa: PLR0913 - who, when, whom, as what and in whose place
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    member: Member | None,
    details: Details,
    role: Role = Role.DELEGATE,
    person_class: str = "",
    replaces: int | None = None,
    stays_why: str | None = None,
) -> Registration:
    """A focal point, or the secretariat, enters somebody: there is nobody left to endorse it.

    Args:
        role: Other than a delegate is the secretariat's to enter, without a Member.
        person_class: Key of the class of a delegate who represents no Member; the secretariat's to enter too.
        replaces: A registration that is withdrawn for this one, which takes its place.
        stays_why: Why mandates of whoever is replaced stay, as for ``step``.

    Raises:
        Refusal: as for ``submit``; the secretariat is not held to the opening.
    """
    wanted = details.cleaned()
    with carry_out(consultation, performer, Action.REGISTRATION_NOMINATE, at, member=member) as act:
        secretariat = act.capacity is Role.SECRETARIAT
        require(may_enter_as(role, secretariat=secretariat))
        if role is Role.DELEGATE and member is None:
            require(may_enter_in(act.classes.of_person(person_class), secretariat=secretariat))
        if member is not None:
            invited = queries.is_invited(act.consultation, member)
            decision = may_register(act.consultation.opening, at, invited=invited)
            if not (secretariat and invited):
                require(decision)
        leaves = _leaving(act, member, replaces, stays_why) if replaces is not None else None
        known = Person.objects.filter(email__iexact=wanted.email).first()
        person = known or _new_person(wanted)
        made = _register(act, person, role, wanted, RegistrationStatus.ENDORSED, person_class)
        made.nominated_by = made.entered_by = performer.person
        made.replaces, made.made_person = leaves, known is None
        own_names.propose(made, wanted)
        made.save(update_fields=["nominated_by", "entered_by", "replaces", "made_person", *own_names.PROPOSED])
        if leaves is not None:
            act.facts.update(replaces=leaves.pk)
            _promote(act, leaves)
    return made


def let_in(consultation: int, operator: Performer, at: datetime, details: Details) -> Registration:
    """Confirm somebody as secretariat, as the operator of the installation may (rule 38).

    Nobody of the secretariat is on record as having entered them, also where one of it had: the two are independent of
    each other. Everybody who acts for the body is told.

    Args:
        operator: The system itself.
        details: Of somebody whom nobody knows yet; who is known keeps their name and language.

    Raises:
        Refusal: they are confirmed here already, or take part as something else.
    """
    wanted = details.cleaned()
    with carry_out(consultation, operator, Action.REGISTRATION_NOMINATE, at) as act:
        person = Person.objects.filter(email__iexact=wanted.email).first() or _new_person(wanted)
        waiting = Registration.objects.filter(consultation=act.consultation, person=person, role=Role.SECRETARIAT.value)
        made = waiting.filter(status__in=[RegistrationStatus.PENDING.value, RegistrationStatus.ENDORSED.value]).first()
        if made is None:
            made = _register(act, person, Role.SECRETARIAT, wanted, RegistrationStatus.ENDORSED)
        made.status, made.entered_by, made.nominated_by = RegistrationStatus.CONFIRMED.value, None, None
        made.save(update_fields=["status", "entered_by", "nominated_by"])
        act.place = f"registration:{made.pk}"
        act.facts.update(status=made.status, role=made.role)
        act.tell(made, Action.REGISTRATION_CONFIRM.value)
    return made


def step(  # noqa: PLR0913 - who, when, what, with whom, why
    consultation: int,
    performer: Performer,
    at: datetime,
    what: Step,
    registration: int,
    *,
    words: str = "",
    stays_why: str | None = None,
) -> Registration:
    """Take one step with a registration.

    Args:
        words: Why; shown to the person. Refusing needs them.
        stays_why: Why the person's mandates stay although their registration ends; ``None``: they end with it.

    Raises:
        Refusal: the step does not follow from where the registration is, or is not this person's to take.
    """
    row, words = _find(consultation, registration), clean(words, lines=True)
    with carry_out(consultation, performer, STEP_ACTIONS[what], at, member=row.member, about=row.person) as act:
        row.refresh_from_db(fields=["status", "status_reason", "entered_by"])
        require(may_step_with(words, what))
        move = Steps(act).move(row, what)
        row.status, row.status_reason = move.after.value, words
        by = signed(act, what)
        for column, person in by.items():
            setattr(row, column, person)
        row.save(update_fields=["status", "status_reason", *by])
        act.place = f"registration:{row.pk}"
        act.facts.update(before=move.before.value, after=move.after.value, words=words)
        if move.without_focal_point:
            act.facts.update(without_focal_point=True)
        if move.entered_by is not None:
            act.facts.update(entered_by=move.entered_by)
        act.tell(row, STEP_ACTIONS[what].value)
        if move.after in OVER:
            leave(act, [row], stays_why)
        if move.before in PLACED and move.after in OVER:
            _promote(act, row)
    return row


def change(consultation: int, performer: Performer, at: datetime, registration: int, details: Details) -> Registration:
    """Change what a registration says; the address stays, for it is who the person is.

    Raises:
        Refusal: it is over, or not this person's to change.
    """
    row, wanted = _find(consultation, registration), details.cleaned()
    with carry_out(consultation, performer, Action.REGISTRATION_CHANGE, at, member=row.member, about=row.person) as act:
        row.refresh_from_db()  # all of it is saved: nothing that was done meanwhile is taken back
        require(may_change(RegistrationStatus(row.status)))
        before = {name: getattr(row, name) for name in ("function", "delegation_role", "days")}
        wanted.fill(row)
        Steps(act).claim_head(row, RegistrationStatus(row.status))
        if counts_as_entering(row, performer.person):
            row.entered_by = performer.person
        own_names.describe(act, row, wanted)
        row.save()
        act.place = f"registration:{row.pk}"
        # What was changed is recorded; what a person needs for their health is not repeated there.
        act.facts.update(changed=[name for name, value in before.items() if getattr(row, name) != value])
        act.tell(row, Action.REGISTRATION_CHANGE.value)
    return row


def _find(consultation: int, registration: int) -> Registration:
    row = (
        Registration.objects.filter(pk=registration, consultation=consultation)
        .select_related("person", "member")
        .first()
    )
    if row is None:
        raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
    return row


def _new_person(details: Details) -> Person:
    """Somebody whose address nobody has yet."""
    made = Person.objects.create_user(details.email, details.name)
    made.save(update_fields=details.fill(made))
    return made


def _register(
    act: Act, person: Person, role: Role, details: Details, status: RegistrationStatus, person_class: str = ""
) -> Registration:
    """The registration, with a place of its quota or on the waiting list."""
    row = Registration.objects.filter(consultation=act.consultation, person=person).first()
    require(may_register_anew(RegistrationStatus(row.status) if row else None))
    acted = row is not None and Role(row.role) in TWO_PERSONS
    row = row or Registration(consultation=act.consultation, person=person)
    row.member, row.role, row.asked_at = act.subject, role.value, act.at
    row.person_class = person_class if role is Role.DELEGATE and act.subject is None else ""
    # Who acted for the body before may have let others in, who came by whoever let them in (docs/decisions/0030).
    row.entered_by = (row.nominated_by or row.entered_by) if acted else None
    row.status_reason, row.nominated_by, row.replaces, row.confirmed_by = "", None, None, None
    row.made_person, row.proposed_name, row.proposed_family_name = False, "", ""
    details.fill(row)
    steps = Steps(act)
    steps.claim_capacity(row)
    row.status = steps.place(row, status).value
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal(RuleCode.REGISTERED_ALREADY, status="") from error
    act.place = f"registration:{row.pk}"
    act.facts.update(status=row.status, role=role.value)
    if row.person_class:
        act.facts.update(person_class=row.person_class)
    act.tell(row, Action.REGISTRATION_SUBMIT.value)
    return row


def _leaving(act: Act, member: Member | None, registration: int, stays_why: str | None) -> Registration:
    """Withdraw who is replaced; who has withdrawn already, and whom nobody has replaced, may be replaced too."""
    row = _find(act.consultation.pk, registration)
    status = RegistrationStatus(row.status)
    same_member = member is not None and row.member == member
    require(may_replace(same_member=same_member, replaced=row.replaced_by.exists()))
    if status is RegistrationStatus.WITHDRAWN:
        return row
    to = after(status, Step.WITHDRAW)
    if isinstance(to, Refused):
        raise Refusal(to.reason)
    row.status = to.value
    row.save(update_fields=["status"])
    act.tell(row, Action.REGISTRATION_WITHDRAW.value)
    leave(act, [row], stays_why)
    return row


def _promote(act: Act, left: Registration) -> None:
    """Give the place that somebody left to who has waited longest for it."""
    unit = unit_of(act, left)
    if unit is not None and unit.quota is not None:
        promote(act, [unit])
