"""Registrations: made, endorsed, confirmed, refused, withdrawn, replaced (rules 1 to 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hemicycle.people import queries
from hemicycle.people.act import Act, Performer, act
from hemicycle.people.models import Member, Person, Registration
from hemicycle.rules.entry import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal, Refused, require
from hemicycle.rules.registration import OVER, PLACED, QuotaUnit, Step, after, may_register, place
from hemicycle.rules.standing import Capacity, MemberKind, Role

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.people.details import Details

PROMOTED = "registration.promoted"
_PLACED = [status.value for status in PLACED]
STEP_ACTIONS = {
    Step.ENDORSE: Action.REGISTRATION_ENDORSE,
    Step.CONFIRM: Action.REGISTRATION_CONFIRM,
    Step.REFUSE: Action.REGISTRATION_REFUSE,
    Step.WITHDRAW: Action.REGISTRATION_WITHDRAW,
    Step.REOPEN: Action.REGISTRATION_REOPEN,
}


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
    with act(consultation, performer, Action.REGISTRATION_SUBMIT, at, member=member, about=person) as under_way:
        invited = queries.is_invited(under_way.consultation, member)
        require(may_register(under_way.consultation.opening, at, invited=invited))
        _describe(person, wanted)
        return _register(under_way, person, Role.DELEGATE, wanted, RegistrationStatus.PENDING)


def nominate(  # noqa: PLR0913 - who, when, whom, as what and in whose place
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    member: Member | None,
    details: Details,
    role: Role = Role.DELEGATE,
    replaces: int | None = None,
) -> Registration:
    """A focal point, or the secretariat, enters somebody: there is nobody left to endorse it.

    Args:
        role: Other than a delegate is the secretariat's to enter, without a Member.
        replaces: A registration that is withdrawn for this one, which takes its place.

    Raises:
        Refusal: as for ``submit``; the secretariat is not held to the opening.
    """
    wanted = details.cleaned()
    with act(consultation, performer, Action.REGISTRATION_NOMINATE, at, member=member) as under_way:
        secretariat = under_way.capacity is Capacity.SECRETARIAT
        if not secretariat and role is not Role.DELEGATE:
            raise Refusal(Reason(2, "role_by_secretariat_only", {"role": role.value}))
        if member is not None:
            invited = queries.is_invited(under_way.consultation, member)
            decision = may_register(under_way.consultation.opening, at, invited=invited)
            if not (secretariat and invited):
                require(decision)
        leaves = _leaving(under_way, member, replaces) if replaces is not None else None
        person = _person(wanted)
        made = _register(under_way, person, role, wanted, RegistrationStatus.ENDORSED)
        made.nominated_by = performer.person
        made.replaces = leaves
        made.save(update_fields=["nominated_by", "replaces"])
        if leaves is not None:
            under_way.facts.update(replaces=leaves.pk)
            _promote(under_way, leaves)
    return made


def step(
    consultation: int, performer: Performer, at: datetime, what: Step, registration: int, *, words: str = ""
) -> Registration:
    """Take one step with a registration.

    Args:
        words: Why; shown to the person. Refusing needs them.

    Raises:
        Refusal: the step does not follow from where the registration is, or is not this person's to take.
    """
    row = _find(consultation, registration)
    with act(consultation, performer, STEP_ACTIONS[what], at, member=row.member, about=row.person) as under_way:
        row.refresh_from_db(fields=["status", "status_reason"])
        status = RegistrationStatus(row.status)
        to = _after(under_way, status, what)
        if what is Step.REFUSE and not words.strip():
            raise Refusal(Reason(1, "refusal_needs_words"))
        if what is Step.REOPEN:
            to = _placed_or_waiting(under_way, row, to)
        row.status, row.status_reason = to.value, words.strip()
        if what is Step.CONFIRM:
            _require_one_head(under_way, row)
        row.save(update_fields=["status", "status_reason"])
        under_way.place = f"registration:{row.pk}"
        under_way.facts.update(before=status.value, after=to.value, words=words.strip())
        under_way.tell(row, STEP_ACTIONS[what].value)
        if status in PLACED and to in OVER:
            _promote(under_way, row)
    return row


def change(consultation: int, performer: Performer, at: datetime, registration: int, details: Details) -> Registration:
    """Change what a registration says; the address stays, for it is who the person is.

    Raises:
        Refusal: it is over, or not this person's to change.
    """
    row, wanted = _find(consultation, registration), details.cleaned()
    with act(consultation, performer, Action.REGISTRATION_CHANGE, at, member=row.member, about=row.person) as under_way:
        if RegistrationStatus(row.status) in OVER:
            raise Refusal(Reason(1, "registration_over", {"status": row.status}))
        before = {name: getattr(row, name) for name in ("function", "delegation_role", "days")}
        _fill(row, wanted)
        _require_one_head(under_way, row)
        row.save()
        _describe(row.person, wanted)
        under_way.place = f"registration:{row.pk}"
        # What was changed is recorded; what a person needs for their health is not repeated there.
        under_way.facts.update(changed=[name for name, value in before.items() if getattr(row, name) != value])
        under_way.tell(row, Action.REGISTRATION_CHANGE.value)
    return row


def _find(consultation: int, registration: int) -> Registration:
    row = (
        Registration.objects.filter(pk=registration, consultation=consultation)
        .select_related("person", "member")
        .first()
    )
    if row is None:
        raise Refusal(Reason(1, "no_such_registration"))
    return row


def _after(under_way: Act, status: RegistrationStatus, what: Step) -> RegistrationStatus:
    to = after(status, what)
    if isinstance(to, Refused):
        # The secretariat may say yes where a Member has no focal point to say it first.
        skips = what is Step.CONFIRM and status is RegistrationStatus.PENDING
        if not (skips and under_way.capacity is Capacity.SECRETARIAT and not _answered_for(under_way)):
            raise Refusal(to.reason)
        under_way.facts.update(without_focal_point=True)
        return RegistrationStatus.CONFIRMED
    return to


def _answered_for(under_way: Act) -> bool:
    member = under_way.subject
    if member is None:
        return False
    return any(mandate.covers(under_way.at) for mandate in queries.mandates(under_way.consultation, member))


def _person(details: Details) -> Person:
    """Who has this address; somebody new is made."""
    found = Person.objects.filter(email__iexact=details.email).first()
    if found is not None:
        return found
    made = Person.objects.create_user(details.email, details.name)
    _describe(made, details)
    return made


def _describe(person: Person, details: Details) -> None:
    person.name, person.family_name, person.language = details.name, details.family_name, details.language
    person.phone, person.time_zone = details.phone, details.time_zone
    person.save(update_fields=["name", "family_name", "language", "phone", "time_zone"])


def _fill(row: Registration, details: Details) -> None:
    row.function, row.delegation_role = details.function, details.delegation_role
    row.accessibility, row.days = details.accessibility, list(details.days)
    row.booth_languages = list(details.booth_languages)


def _register(under_way: Act, person: Person, role: Role, details: Details, status: RegistrationStatus) -> Registration:
    """The registration, with a place of its quota or on the waiting list."""
    row = Registration.objects.filter(consultation=under_way.consultation, person=person).first()
    if row is not None and RegistrationStatus(row.status) not in OVER:
        raise Refusal(Reason(1, "registered_already", {"status": row.status}))
    row = row or Registration(consultation=under_way.consultation, person=person)
    row.member, row.role, row.asked_at = under_way.subject, role.value, under_way.at
    row.status_reason, row.nominated_by, row.replaces = "", None, None
    _fill(row, details)
    row.status = _placed_or_waiting(under_way, row, status).value
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal(Reason(1, "registered_already", {"status": ""})) from error
    under_way.place = f"registration:{row.pk}"
    under_way.facts.update(status=row.status, role=role.value)
    under_way.tell(row, Action.REGISTRATION_SUBMIT.value)
    return row


def _require_one_head(under_way: Act, row: Registration) -> None:
    """A delegation has one head (rule 2)."""
    confirmed = row.status == RegistrationStatus.CONFIRMED.value
    if not confirmed or row.delegation_role != Registration.DelegationRole.HEAD or row.member is None:
        return
    others = under_way.consultation.registrations.filter(
        member=row.member, delegation_role=Registration.DelegationRole.HEAD, status=RegistrationStatus.CONFIRMED.value
    ).exclude(pk=row.pk)
    if others.exists():
        raise Refusal(Reason(2, "has_head_already"))


def of_unit(under_way: Act, member: Member, unit: QuotaUnit, capacity: Capacity) -> QuerySet[Registration]:
    """Delegates' registrations that share a quota with those of ``member`` (rule 3)."""
    rows = under_way.consultation.registrations.filter(role=Role.DELEGATE.value)
    match unit:
        case QuotaUnit.MEMBER:
            return rows.filter(member=member)
        case QuotaUnit.SECTOR:
            return rows.filter(member__kind=MemberKind.SECTOR_MEMBER.value, member__sector=member.sector)
        case QuotaUnit.CLASS:
            known = Member.objects.filter(kind=member.kind).prefetch_related("council_seats")
            same = [one.pk for one in known if queries.class_of(one, under_way.day) is capacity]
            return rows.filter(member__in=same)


def _placed_or_waiting(under_way: Act, row: Registration, status: RegistrationStatus) -> RegistrationStatus:
    """``status`` where the quota has a place, else the waiting list (rule 3)."""
    member = row.member
    if row.role != Role.DELEGATE.value or member is None:
        return status
    capacity = queries.class_of(member, under_way.day)
    quota = under_way.settings.quota(capacity)
    if quota is None:
        return status
    placed = of_unit(under_way, member, quota.unit, capacity).filter(status__in=_PLACED).exclude(pk=row.pk)
    decision = place(quota, placed.count())
    under_way.facts.update(quota=decision.reason.as_json()["facts"])
    return RegistrationStatus.WAITING if isinstance(decision, Refused) else status


def _leaving(under_way: Act, member: Member | None, registration: int) -> Registration:
    """Withdraw who is replaced; who has withdrawn already, and whom nobody has replaced, may be replaced too."""
    row = _find(under_way.consultation.pk, registration)
    status = RegistrationStatus(row.status)
    if row.member != member or member is None or row.replaced_by.exists():
        raise Refusal(Reason(3, "not_to_be_replaced"))
    if status is RegistrationStatus.WITHDRAWN:
        return row
    to = after(status, Step.WITHDRAW)
    if isinstance(to, Refused):
        raise Refusal(to.reason)
    row.status = to.value
    row.save(update_fields=["status"])
    under_way.tell(row, Action.REGISTRATION_WITHDRAW.value)
    return row


def _promote(under_way: Act, left: Registration) -> None:
    """Give free places to those who have waited longest (rule 3)."""
    member = left.member
    if member is None or left.role != Role.DELEGATE.value:
        return
    capacity = queries.class_of(member, under_way.day)
    quota = under_way.settings.quota(capacity)
    if quota is None:
        return
    shared = of_unit(under_way, member, quota.unit, capacity)
    free = quota.size - shared.filter(status__in=_PLACED).count()
    waiting = shared.filter(status=RegistrationStatus.WAITING.value).order_by("asked_at", "pk")
    for row in waiting[: max(free, 0)]:
        endorsed = row.nominated_by_id is not None
        row.status = (RegistrationStatus.ENDORSED if endorsed else RegistrationStatus.PENDING).value
        row.save(update_fields=["status"])
        under_way.facts.setdefault("promoted", []).append(row.pk)
        under_way.tell(row, PROMOTED)
