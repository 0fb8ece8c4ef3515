"""Members confirm or withdraw their names of a contribution; a second person confirms what was entered (24, 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.contributions import notices
from hemicycle.contributions.actions.under_act import contribution_of, person_of, restate
from hemicycle.contributions.models import SubmitterAnswer
from hemicycle.journal.record import Performer
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.people.independence import are_independent
from hemicycle.rules.contributions import Name, may_answer, may_confirm_entered, may_return_entered
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.contributions.models import Submitter
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.mail.models import Delivery
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member, Person

#: Who acts where a contact, who has no account, uses the link in the mail.
BY_LINK = "contribution link"


def answer(
    consultation: int, performer: Performer, at: datetime, *, contribution: int, member: Member, confirmed: bool
) -> None:
    """A Member confirms or withdraws its name.

    Raises:
        Refusal: it does not submit this one, has said so already, or the contribution is posted or withdrawn.
    """
    with carry_out(consultation, performer, Action.CONTRIBUTION_NAME, at, member=member) as act:
        _answered(act, contribution, member, confirmed=confirmed, person=performer.person)


def answer_by_link(
    submitter: Submitter, delivery: Delivery, address: str | None, at: datetime, *, confirmed: bool
) -> None:
    """A recipient of the mail uses its link: a focal point, as long as they are one, or a contact of the Member.

    Raises:
        Refusal: as for ``answer``; or the mail was not about this Member, or the Member was asked again since.
    """
    if delivery.mailing_id != submitter.mailing_id or delivery.member_id != submitter.member_id or delivery.copy:
        raise Refusal(MailCode.NO_SUCH_LINK)
    performer = Performer(delivery.person, address, "" if delivery.person else BY_LINK)
    consultation, member = submitter.contribution.consultation_id, submitter.member
    with carry_out(consultation, performer, Action.CONTRIBUTION_NAME, at, member=member) as act:
        key = submitter.contribution_id
        _answered(act, key, member, confirmed=confirmed, person=delivery.person, delivery=delivery)
        act.facts.update(delivery=delivery.pk)


def _answered(
    act: Act,
    contribution: int,
    member: Member,
    *,
    confirmed: bool,
    person: Person | None,
    delivery: Delivery | None = None,
) -> None:
    seen = contribution_of(act, contribution)
    require(may_answer(seen.course, member.code, confirmed=confirmed))
    _write(act, seen, member.code, confirmed=confirmed, person=person, delivery=delivery)


def _write(
    act: Act,
    seen: SeenContribution,
    code: str,
    *,
    confirmed: bool,
    person: Person | None,
    delivery: Delivery | None = None,
) -> None:
    submitter = seen.submitter(code)
    if submitter is None:
        raise LookupError("the rule lets only submitters answer")
    SubmitterAnswer.objects.create(
        submitter=submitter,
        version=seen.latest.number,
        confirmed=confirmed,
        person=person,
        delivery=delivery,
        at=act.at,
    )
    act.facts.update(confirmed=confirmed, named=code)
    now = restate(act, seen.row.pk)
    if confirmed and seen.entered and code == seen.latest.member.code:
        notices.tell_received(now, act.at)
    if not confirmed:
        notices.tell_withdrawn(now, submitter.member, act.at)


def return_entered(consultation: int, performer: Performer, at: datetime, *, contribution: int) -> None:
    """Somebody of the secretariat found that what was entered is no contribution, or another one (rule 21).

    It stays on record without a Member. The links that were sent open nothing more to confirm.

    Raises:
        Refusal: somebody has confirmed it, or nothing was entered.
    """
    person = person_of(performer)
    with carry_out(consultation, performer, Action.CONTRIBUTION_EDIT, at) as act:
        seen = contribution_of(act, contribution)
        require(may_return_entered(seen.course, entered=seen.entered))
        for row, name in seen.names:
            if name is Name.UNANSWERED:
                number = seen.latest.number
                SubmitterAnswer.objects.create(submitter=row, version=number, confirmed=False, person=person, at=at)
        act.facts.update(returned=True)
        restate(act, contribution)


def confirm_entered(consultation: int, performer: Performer, at: datetime, *, contribution: int) -> None:
    """Somebody of the secretariat has compared what another of them entered with its source (rule 21).

    Raises:
        Refusal: they entered it themselves, are not independent of who did, or there is nothing to confirm.
    """
    person = person_of(performer)
    with carry_out(consultation, performer, Action.CONTRIBUTION_CONFIRM, at) as act:
        seen = contribution_of(act, contribution)
        code, first = seen.latest.member.code, seen.entered_by
        independent = first is None or are_independent(act.consultation, first, person)
        require(
            may_confirm_entered(seen.course, code, person.pk, entered=seen.entered, by=first, independent=independent)
        )
        _write(act, seen, code, confirmed=True, person=person)
