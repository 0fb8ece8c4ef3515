"""Those whose connection is not known to work before a sitting are asked to test it, all with one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.mail.audience import Recipient, Selection
from hemicycle.mail.models import Mailing
from hemicycle.mail.own_texts import worded
from hemicycle.mail.queueing import deliver, languages_of
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.readiness import Connection
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.models import Sitting
from hemicycle.support.readiness import readiness

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer

#: What is written to those whose connection is so.
TEXTS = {Connection.UNTESTED: "connection_test_link", Connection.UNUSABLE: "connection_test_again"}


@dataclass(frozen=True)
class Asked:
    """Who is asked to test before a sitting.

    Attributes:
        sitting: Its key.
        connection: Of those who are asked: one of ``TEXTS``.
        again: Those too who were asked within the day.
    """

    sitting: int
    connection: Connection
    again: bool = False


def to_ask(sitting: Sitting, asked: Asked, at: datetime) -> list[Recipient]:
    """Whom it reaches at this moment."""
    chosen = readiness(sitting).to_ask(asked.connection, at, again=asked.again)
    return [Recipient.registered(one.registration) for one in chosen]


def unsent(consultation: Consultation, asked: Asked, recipients: list[Recipient], at: datetime) -> Mailing:
    """The mail as it would go out to them, which is not saved."""
    template = TEXTS[asked.connection]
    subject, body = worded(consultation, template, languages_of(consultation, recipients))
    return Mailing(consultation=consultation, template=template, subject=subject, body=body, at=at)


def ask(consultation: int, performer: Performer, at: datetime, asked: Asked, expected: int) -> Mailing:
    """Send everybody of these a personal link to test, each in their language.

    Args:
        expected: To how many the sender was told that it goes.

    Raises:
        Refusal: the sitting is gone, it would reach nobody, or another number of people by now.
    """
    with carry_out(consultation, performer, Action.MAIL_SEND, at) as act:
        sitting = Sitting.objects.filter(consultation=consultation, pk=asked.sitting).first()
        if sitting is None:
            raise Refusal(AgendaCode.NO_SUCH_SITTING)
        sitting.consultation = act.consultation
        people = to_ask(sitting, asked, at)
        if not people:
            raise Refusal(MailCode.MAIL_TO_NOBODY)
        if len(people) != expected:
            raise Refusal(MailCode.MAIL_PEOPLE_CHANGED, number=len(people), expected=expected)
        mailing = unsent(act.consultation, asked, people, at)
        keys = tuple(one.registration.pk for one in people if one.registration)
        mailing.selection, mailing.sent_by = Selection(registrations=keys).as_json(), performer.person
        mailing.save()
        deliver(mailing, people, at)
        act.place = f"mailing:{mailing.pk}"
        act.facts.update(template=mailing.template, people=len(people), sitting=sitting.pk, again=asked.again)
    return mailing
