"""Reminders: by themselves on some days before a deadline, and when the secretariat wishes."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db.models import Max

from hemicycle.correspondence import queries
from hemicycle.correspondence.models import Enquiry, Letter, Reminder
from hemicycle.correspondence.notice_texts import REMINDER
from hemicycle.correspondence.notices import about
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.journal.record import Performer
from hemicycle.mail.audience import Selection, To, recipients
from hemicycle.mail.queueing import queue
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import Act, carry_out
from hemicycle.rules import reminders as rules
from hemicycle.rules.enquiries import may_be_answered
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.mail.audience import Recipient
    from hemicycle.people.models import Member

log = logging.getLogger(__name__)


def remind(enquiry: Enquiry, performer: Performer, at: datetime) -> Reminder:
    """Remind every Member that has not answered, now; return the first of what was recorded.

    Raises:
        Refusal: not this person's to do; nobody is missing, none of them can be reached, the letter asks for
            silence, a reminder has just gone out, or the result is declared.
    """
    with carry_out(enquiry.letter.consultation_id, performer, Action.REPLY_REMIND, at) as act:
        current = _current(enquiry)
        last = current.reminders.filter(days=None).aggregate(last=Max("at"))["last"]
        require(rules.may_remind_again(last, at))
        members = queries.missing(current, act.day)
        to = _reached(act, members)
        if members and not to:
            raise Refusal(MailCode.MAIL_TO_NOBODY)
        return _record(act, current, members, to, None)[0]


def remind_due(at: datetime) -> int:
    """Send every reminder that is due; return to how many Members. The worker asks for it again and again."""
    running = Enquiry.objects.filter(
        letter__state=Letter.State.SENT, letter__consultation__closed_at=None, declared_at=None
    ).exclude(kind=Enquiry.Kind.SILENCE)
    sent = 0
    for enquiry in running.select_related("letter").prefetch_related("extensions"):
        days = _due(enquiry, at)
        if days is not None and _to_remind(enquiry, days, at):
            with suppress(Refusal):  # somebody answered, or was reminded, meanwhile
                sent += _remind_on(enquiry, days, at)
    return sent


def set_days(enquiry: Enquiry, performer: Performer, at: datetime, days: Iterable[int]) -> None:
    """Choose on which days before the deadline reminders go out; none for no reminder.

    Raises:
        Refusal: not this person's to do, or a day is out of bounds.
    """
    with carry_out(enquiry.letter.consultation_id, performer, Action.REPLY_REMIND, at) as act:
        wanted = sorted(set(days), reverse=True)
        require(rules.may_remind_on(wanted))
        Enquiry.objects.filter(pk=enquiry.pk).update(reminder_days=wanted)
        act.place = f"enquiry:{enquiry.pk}"
        act.facts.update(reminder_days=wanted)


def _due(enquiry: Enquiry, at: datetime) -> int | None:
    given = enquiry.deadline_given_at
    return rules.due(enquiry.deadline, enquiry.reminder_days, given=given, at=at) if given else None


def _to_remind(enquiry: Enquiry, days: int, at: datetime) -> list[Member]:
    """The Members that have not answered and have not had this reminder."""
    moment = enquiry.deadline.moment
    had = set(enquiry.reminders.filter(deadline=moment, days=days).values_list("member", flat=True))
    today = enquiry.letter.consultation.day(at)
    return [member for member in queries.missing(enquiry, today) if member.pk not in had]


def _remind_on(enquiry: Enquiry, days: int, at: datetime) -> int:
    performer = Performer(system="reminders")
    with carry_out(enquiry.letter.consultation_id, performer, Action.REPLY_REMIND, at) as act:
        current = _current(enquiry)
        if _due(current, at) != days:
            raise Refusal(CorrespondenceCode.NOBODY_TO_REMIND)
        members = _to_remind(current, days, at)
        return len(_record(act, current, members, _reached(act, members), days))


def _current(enquiry: Enquiry) -> Enquiry:
    """The enquiry as it is under the lock, if somebody may be reminded of it."""
    current = Enquiry.objects.select_related("letter__consultation").get(pk=enquiry.pk)
    require(may_be_answered(sent=current.letter.sent))
    by_silence = current.kind == Enquiry.Kind.SILENCE
    require(rules.may_remind(declared=current.declared_at is not None, by_silence=by_silence))
    return current


def _reached(act: Act, members: list[Member]) -> list[Recipient]:
    """By its focal point where a Member has one, else by its contacts."""
    if not members:
        raise Refusal(CorrespondenceCode.NOBODY_TO_REMIND)
    chosen = Selection(To.MEMBERS, members=tuple(member.code for member in members))
    return recipients(act.consultation, chosen, act.at)


def _record(act: Act, enquiry: Enquiry, members: list[Member], to: list[Recipient], days: int | None) -> list[Reminder]:
    at = act.at
    mailing = queue(
        act.consultation, REMINDER, to, at, lambda: about(enquiry), act.performer.person, follows=enquiry.letter.mailing
    )
    moment = enquiry.deadline.moment
    act.place = f"enquiry:{enquiry.pk}"
    act.facts.update(
        letter=enquiry.letter.symbol, days=days, members=[member.code for member in members], mails=len(to)
    )
    return Reminder.objects.bulk_create(
        Reminder(enquiry=enquiry, member=member, deadline=moment, days=days, mailing=mailing, at=at)
        for member in members
    )
