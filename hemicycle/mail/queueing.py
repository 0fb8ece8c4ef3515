"""Queues mails: to some people, and one of our texts whose own placeholders are filled in at once."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.placeholders import fill_known
from hemicycle.mail.texts import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.audience import Recipient
    from hemicycle.people.models import Person


#: What people wrote is filled in here, what stands in braces for each reader afterwards: their words name nothing.
_NO_BRACES = str.maketrans("{}", "()")
#: But a moment by each reader's own clock (``mail.values.own_time_of``).
_OWN_TIME = re.compile(r"(\{own_time_-?\d+\})")


def queue(
    consultation: Consultation,
    template: str,
    recipients: Iterable[Recipient],
    at: datetime,
    known: Callable[[], Mapping[str, str]],
    sender: Person | None = None,
) -> Mailing:
    """Queue one of these texts to some people, each in their language.

    Args:
        known: What its own placeholders stand for, in the language of that moment.
        sender: Who sends it; nobody, where it goes out by itself.
    """
    to = list(recipients)
    subject, body = worded(template, {recipient.language for recipient in to} | {"en"})
    for code in body:
        with translation.override(translation.get_supported_language_variant(code)):
            values = {name: _harmless(value) for name, value in known().items()}
        subject[code], body[code] = fill_known(subject[code], values), fill_known(body[code], values)
    with transaction.atomic():
        mailing = Mailing.objects.create(
            consultation=consultation, template=template, subject=subject, body=body, at=at, sent_by=sender
        )
        deliver(mailing, to, at)
    return mailing


def _harmless(value: str) -> str:
    parts = _OWN_TIME.split(value)
    return "".join(part if _OWN_TIME.fullmatch(part) else part.translate(_NO_BRACES) for part in parts)


def deliver(mailing: Mailing, recipients: Iterable[Recipient], at: datetime) -> list[Delivery]:
    """Queue a mail to each; call it inside the transaction that makes the mailing.

    Who has no text in their language gets English.
    """
    return Delivery.objects.bulk_create(
        Delivery(
            mailing=mailing,
            person=recipient.person,
            contact=recipient.contact,
            registration=recipient.registration,
            member=recipient.member,
            about=list(recipient.about),
            address=recipient.address,
            language=recipient.language if recipient.language in mailing.body else "en",
            token=secrets.token_hex(16),
            next_at=at,
        )
        for recipient in recipients
    )
