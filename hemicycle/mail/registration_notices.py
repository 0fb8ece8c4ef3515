"""Who is told what after acts on registrations: the people themselves, who answers for them, and their colleagues."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hemicycle.mail.audience import Recipient, focal_points
from hemicycle.mail.texts import CONFIRMED_APART
from hemicycle.people import queries
from hemicycle.people.changes import PROMOTED
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Right, Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import TWO_PERSONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Classes

#: What a step tells the person; what is not here tells nothing.
AFTER = {
    Action.REGISTRATION_ENDORSE.value: "endorsed",
    Action.REGISTRATION_CONFIRM.value: "confirmed",
    Action.REGISTRATION_REFUSE.value: "refused",
    Action.REGISTRATION_WITHDRAW.value: "withdrawn",
    PROMOTED: "promoted",
}
#: Where a registration was made, or taken up again, by what came of it.
MADE = {
    RegistrationStatus.PENDING.value: "received",
    RegistrationStatus.ENDORSED.value: "nominated",
    RegistrationStatus.CONFIRMED.value: "confirmed",
    RegistrationStatus.WAITING.value: "waiting",
}
_MAKING = {Action.REGISTRATION_SUBMIT.value, Action.REGISTRATION_NOMINATE.value, Action.REGISTRATION_REOPEN.value}
#: What a step tells whoever answers for the Member.
TO_FOCAL_POINT = {
    Action.REGISTRATION_ENDORSE.value: "delegate_endorsed",
    Action.REGISTRATION_CONFIRM.value: "delegate_confirmed",
    Action.REGISTRATION_REFUSE.value: "delegate_refused",
    Action.REGISTRATION_WITHDRAW.value: "delegate_withdrawn",
}
#: What was not confirmed yet when it was entered, or read from a file.
_ENTERING = {*_MAKING, Action.PEOPLE_IMPORT.value}
_TOLD = {*AFTER, *_ENTERING}


def after_steps(
    consultation: Consultation, rows: Sequence[Registration], steps: Mapping[int, str], by: int | None, at: datetime
) -> dict[str, list[Recipient]]:
    """To whom each of our texts goes.

    Args:
        rows: With their persons and Members.
        steps: What happened, by the key of each.
        by: The key of who acted, who is not told of it.
    """
    told: defaultdict[str, list[Recipient]] = defaultdict(list)
    classes = consultation.classes
    # Its class is the one of the first day, or of today once that is over.
    day = max(consultation.day(at), consultation.first_day)
    for row in rows:
        template = MADE.get(row.status) if steps[row.pk] in _MAKING else AFTER.get(steps[row.pk])
        if template == "confirmed" and not _sits(row, classes, day):
            template = CONFIRMED_APART
        if template is not None:
            told[template].append(Recipient.registered(row))
    _tell_focal_points(told, consultation, rows, steps, by, at)
    _tell_colleagues(told, consultation, rows, steps)
    return dict(told)


def _sits(row: Registration, classes: Classes, day: date) -> bool:
    """Whether somebody may enter sittings on a day."""
    own = queries.capacity(row, classes, day)
    return isinstance(own, Role) or own.has(Right.ENTER)


def is_told(step: str) -> bool:
    """Whether anybody is told of a step."""
    return step in _TOLD


def _tell_focal_points(
    told: dict[str, list[Recipient]],
    consultation: Consultation,
    rows: Sequence[Registration],
    steps: Mapping[int, str],
    by: int | None,
    at: datetime,
) -> None:
    """Who answers for a Member is asked to endorse, and told what became of its people: one mail for all of them."""
    about: defaultdict[tuple[str, int], list[Registration]] = defaultdict(list)
    for row in rows:
        if row.member_id is None or steps[row.pk] == Action.PEOPLE_IMPORT.value:
            continue
        template = TO_FOCAL_POINT.get(steps[row.pk])
        if row.status == RegistrationStatus.PENDING.value:
            template = "endorsement_wanted"
        if template is not None:
            about[template, row.member_id].append(row)
    if not about:
        return
    answering = focal_points(consultation, at, {member for _template, member in about})
    for (template, member), theirs in about.items():
        person = answering.get(member)
        others = [row for row in theirs if person is not None and row.person_id != person.pk]
        if person is None or person.pk == by or not others or others[0].member is None:
            continue
        told[template].append(Recipient.focal_point(person, others[0].member, [row.pk for row in others]))


def _tell_colleagues(
    told: dict[str, list[Recipient]],
    consultation: Consultation,
    rows: Sequence[Registration],
    steps: Mapping[int, str],
) -> None:
    """Everybody who acts for the body is told who is to do so too, whoever let them in (rule 38)."""
    about: defaultdict[str, list[Registration]] = defaultdict(list)
    waiting = {RegistrationStatus.PENDING.value, RegistrationStatus.ENDORSED.value}
    for row in rows:
        if Role(row.role) not in TWO_PERSONS:
            continue
        if row.status == RegistrationStatus.CONFIRMED.value and steps[row.pk] == Action.REGISTRATION_CONFIRM.value:
            about["role_confirmed"].append(row)
        elif row.status in waiting and steps[row.pk] in _ENTERING:
            about["role_entered"].append(row)
    if not about:
        return
    colleagues = queries.acting_for_the_body(consultation)
    for template, theirs in about.items():
        for colleague in colleagues:
            others = [row.pk for row in theirs if row.person_id != colleague.person_id]
            if others:
                told[template].append(Recipient.registered(colleague, others))
