"""Tells the sender that the message came: once, as an answer to it, and never to a program."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.arrivals import destinations
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.consultations import local
from hemicycle.mail.audience import Recipient
from hemicycle.mail.queueing import queue
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.people.messages import refusal_message
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.reasons import ReasonCode

#: So many acknowledgements go to one address within a day.
A_DAY = 10
TEXT = "arrival_received"
TEXTS = {
    TEXT: Template(
        gettext_lazy("Acknowledgement of a message that came by e-mail"),
        lambda: _("Received: {their_subject}"),
        lambda: _(
            "Dear {name},\n\nyour message “{their_subject}” was received on {received}. Its number is {number}.\n\n"
            "{next_step}\n\nNothing in it counts as a reply or a contribution before it is confirmed."
        ),
        registered=False,
        names=("their_subject", "received", "number", "next_step"),
    )
}
#: What waits and what happens next, as the sender is told, by the reason for which a message waits.
NEXT_STEPS: dict[ReasonCode, Callable[[], str]] = {
    ArrivalCode.CERTAIN: lambda: _("What it says was entered, and awaits the confirmation of the Member."),
    ArrivalCode.UNREADABLE: lambda: _(
        "It could not be read in full. The secretariat looks at the original. If it was damaged on its way, send it "
        "again."
    ),
    ArrivalCode.ENCRYPTED: lambda: _("It is encrypted, so that it cannot be read here. Send it again unencrypted."),
    ArrivalCode.SENDER_UNKNOWN: lambda: _(
        "Your address is not known here. The secretariat finds out for which Member you write before it files the "
        "message. If you are registered, write from the address of your registration."
    ),
    ArrivalCode.PLACE_UNKNOWN: lambda: _(
        "It does not say which letter, item or contribution it is about. The secretariat reads it and files it."
    ),
    ArrivalCode.PLACE_OVER: lambda: _(
        "What it is about has ended. The secretariat reads it, and tells you whether anything can still be done."
    ),
    ArrivalCode.OTHER_MEMBER: lambda: _(
        "It is about a letter to another Member than yours. The secretariat finds out for which Member you write."
    ),
    ArrivalCode.FILES_APART: lambda: _(
        "{number} of its attachments cannot be taken: they are of a kind that is not accepted, are damaged, or run by "
        "themselves. The secretariat reads the rest. Send what is missing as a Word document without macros, or as a "
        "PDF."
    ),
    ArrivalCode.FILES_TOO_MANY: lambda: _(
        "It has more attachments than are read by themselves. The secretariat looks at the others in the original."
    ),
    ArrivalCode.ANSWER_UNCLEAR: lambda: _(
        "Your choices could not be read from the text. The secretariat enters the reply from the message, and the "
        "Member confirms it. The link in the letter leads to the form, where you can reply yourself."
    ),
    ArrivalCode.NOTHING_ASKED: lambda: _("The letter asks for no reply. The secretariat reads the message."),
    ArrivalCode.VOTE_BY_MESSAGE: lambda: _(
        "Votes in this ballot are sealed until the deadline, so none is taken from a message. Vote online by the link "
        "in the letter, before the deadline."
    ),
    ArrivalCode.NO_MANDATE: lambda: _(
        "A reply is given by the focal point of the Member, whose address is another one. Ask the focal point to reply "
        "before the deadline."
    ),
}


def listen() -> None:
    """The desk knows this mail by its name."""
    TEMPLATES.update(TEXTS)


def sent_today(address: str, at: datetime) -> int:
    """How many acknowledgements went to an address within a day."""
    rows = Arrival.objects.filter(envelope_from=address.lower(), acknowledged=True, at__gt=at - timedelta(days=1))
    return rows.count()


def acknowledge(arrival: Arrival, consultation: Consultation, at: datetime) -> None:
    """Queue it, in the transaction in which the message is read, to its return path (RFC 3834)."""
    person = arrival.person
    own = person is not None and person.email.lower() == arrival.envelope_from
    reason = Reason.from_json(arrival.why)
    destination = destinations.of(arrival.place)
    words = {**NEXT_STEPS, **(destination.next_steps if destination else {})}
    # Whoever gave another address than the one that they wrote from is told nothing about that one.
    told = reason.code in words and arrival.sender.lower() == arrival.envelope_from
    recipient = Recipient(
        person.name if own and person else arrival.sender_name or arrival.envelope_from,
        arrival.envelope_from,
        person.language if own and person else consultation.languages.last_resort,
        person=person if own else None,
        member=arrival.member if own else None,
    )

    def known() -> dict[str, str]:
        return {
            "their_subject": arrival.subject or _("without a subject"),
            "received": local.moment(arrival.at, consultation.zone),
            "number": str(arrival.pk),
            "next_step": refusal_message(reason, consultation.zone, words) if told else _("The secretariat reads it."),
        }

    queue(consultation, TEXT, [recipient], at, known, answers=arrival.message_id)
    arrival.acknowledged = True
