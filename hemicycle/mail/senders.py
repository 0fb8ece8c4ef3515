"""The secretariat sets as whom a consultation writes its mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hemicycle.consultations.senders import ADDRESS_LENGTH, NAME_LENGTH, Sender
from hemicycle.consultations.settings import settings_of
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean, clean_texts
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer

#: A name with one of these is shown as an address by some mail programs, and as nothing by others.
_NOT_IN_NAMES = frozenset('@<>"')


def name_fault(name: str) -> Reason | None:
    """What is wrong with the name of a sender; an empty one is the installation's."""
    if len(name) > NAME_LENGTH or _NOT_IN_NAMES & set(name):
        return Reason(MailCode.SENDER_NAME, {"longest": NAME_LENGTH})
    return None


def set_sender(consultation: int, performer: Performer, at: datetime, wanted: Sender) -> None:
    """Set it: mails that are still to be sent have it too.

    Raises:
        Refusal: a name or an address is none.
    """
    sender = Sender(
        name=clean_texts(wanted.name),
        reply_to=_address(wanted.reply_to),
        help_address=_address(wanted.help_address),
    )
    for name in sender.name.values():
        if fault := name_fault(name):
            raise Refusal(fault)
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = act.consultation
        before, after = settings_of(row.settings).sender.model_dump(), sender.model_dump()
        if before == after:
            act.cancel()
        row.settings = {**row.settings, "sender": after}
        row.save(update_fields=["settings"])
        changed = {name: [before[name], now] for name, now in after.items() if before[name] != now}
        act.facts.update(did="sender", changed=changed)


def _address(given: str) -> str:
    """The address, checked; empty where none is given."""
    address = clean(given)
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal(MailCode.SENDER_ADDRESS, address=address) from error
    if len(address) > ADDRESS_LENGTH:
        raise Refusal(MailCode.SENDER_ADDRESS, address=address)
    return address
