"""Mails about cases: the acknowledgement of one that came, and what the desk answers, in its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.mail.audience import Recipient
from hemicycle.mail.queueing import queue
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.people.details import clean
from hemicycle.support.models import MESSAGE_LENGTH, CaseArrival, CaseMailing, HelpCase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.arrivals.models import Arrival
    from hemicycle.people.models import Person

RECEIVED, ANSWER = "help_received", "help_answer"
TEXTS = {
    RECEIVED: Template(
        gettext_lazy("Acknowledgement of a message to the help desk"),
        lambda: _("[{number}] Received: {their_subject}"),
        lambda: _(
            "Dear {name},\n\nthe help desk has your message “{their_subject}”. Its number is {number}: name it if you "
            "call.\n\nTo add something, answer this message."
        ),
        registered=False,
        names=("number", "their_subject"),
    ),
    ANSWER: Template(
        gettext_lazy("Answer of the help desk"),
        lambda: _("[{number}] {their_subject}"),
        lambda: _("Dear {name},\n\n{answer}\n\nIf this does not help, answer this message. Its number is {number}."),
        registered=False,
        names=("number", "their_subject", "answer"),
        required=("answer",),
    ),
}


def listen() -> None:
    """The desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)


def latest_of(case: HelpCase) -> Arrival | None:
    """The e-mail that came last in a case, of which the sender was not erased; none for another channel."""
    rows = CaseArrival.objects.filter(case=case).exclude(arrival__sender="").select_related("arrival__person")
    row = rows.order_by("-pk").first()
    return row.arrival if row else None


def received(case: HelpCase) -> list[Arrival]:
    """The e-mails that came in a case, in the order in which they did, without those that were erased."""
    rows = CaseArrival.objects.filter(case=case, message__isnull=False, arrival__original__isnull=False)
    return [row.arrival for row in rows.select_related("arrival__original").order_by("message")]


def as_message(arrival: Arrival) -> str:
    """Its subject and text, as a message of a case; what is longer is cut, and the page of the case has all of it."""
    said = _said(arrival) or "–"
    return said if len(said) <= MESSAGE_LENGTH else f"{said[: MESSAGE_LENGTH - 1]}…"


def is_cut(arrival: Arrival) -> bool:
    """Whether it says more than a message of a case holds."""
    return len(_said(arrival)) > MESSAGE_LENGTH


def _said(arrival: Arrival) -> str:
    return clean("\n\n".join(filter(None, (arrival.subject, arrival.text))), lines=True)


def acknowledge(case: HelpCase, arrival: Arrival, at: datetime) -> None:
    """Queue the acknowledgement, in the transaction in which the message is read."""
    _send(RECEIVED, case, arrival, at, {}, None)


def send(case: HelpCase, arrival: Arrival, at: datetime, text: str, by: Person | None) -> None:
    """Queue an answer, in the thread of the e-mail that came last."""
    _send(ANSWER, case, arrival, at, {"answer": text}, by)


def _send(
    template: str, case: HelpCase, arrival: Arrival, at: datetime, more: Mapping[str, str], by: Person | None
) -> None:
    person = case.registration.person if case.registration else None
    recipient = Recipient(
        person.name if person else arrival.sender_name or arrival.sender,
        person.email if person else arrival.sender,
        person.language if person else case.consultation.languages.last_resort,
        person=person,
    )

    def known() -> dict[str, str]:
        subject = arrival.subject or _("without a subject")
        return {"number": str(case.number), "their_subject": subject, **more}

    mailing = queue(case.consultation, template, [recipient], at, known, by, answers=arrival.message_id)
    CaseMailing.objects.create(case=case, mailing=mailing)
