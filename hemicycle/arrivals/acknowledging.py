"""Tells the sender that the message came: once, as an answer to it, and never to a program."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.arrivals.models import Arrival
from hemicycle.consultations import local
from hemicycle.mail.audience import Recipient
from hemicycle.mail.queueing import queue
from hemicycle.mail.texts import TEMPLATES, Template

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation

#: So many acknowledgements go to one address within a day.
A_DAY = 10
TEXT = "arrival_received"
TEXTS = {
    TEXT: Template(
        gettext_lazy("Acknowledgement of a message that came by e-mail"),
        lambda: _("Received: {their_subject}"),
        lambda: _(
            "Dear {name},\n\nyour message “{their_subject}” was received on {received}. Its number is {number}.\n\n"
            "The secretariat reads it. Nothing in it counts as a reply or a contribution before it is confirmed."
        ),
        registered=False,
        names=("their_subject", "received", "number"),
    )
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
        }

    queue(consultation, TEXT, [recipient], at, known, answers=arrival.message_id)
    arrival.acknowledged = True
