"""Queues mails: to some people, and one of our texts whose own placeholders are filled in at once."""

from __future__ import annotations

import logging
import re
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import OperationalError, transaction
from django.utils import translation

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import django_language, falling_back_to, first_of
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.own_texts import worded
from hemicycle.mail.placeholders import fill_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.audience import Recipient
    from hemicycle.people.models import Person


log = logging.getLogger(__name__)
#: What people wrote is filled in here, what stands in braces for each reader afterwards: their words name nothing.
_NO_BRACES = str.maketrans("{}", "()")
#: But a moment by each reader's own clock (``mail.values.own_time_of``).
_OWN_TIME = re.compile(r"(\{own_time_-?\d+\})")


@contextmanager
def within_the_act(about: str) -> Iterator[None]:
    """Around what queues the mails that follow from an act, in its transaction: once it is done, they are there.

    What cannot be queued does not undo the act: it alone is taken back, and logged. Where the database is busy or went
    away, the act fails as a whole, to be done again.

    Args:
        about: What the mails are about, for the log.
    """
    try:
        with transaction.atomic():
            yield
    except OperationalError:
        raise
    except Exception:
        log.exception("no mail could be queued about %s", about)


def queue(  # noqa: PLR0913 - what, to whom, when, and in which thread
    consultation: Consultation,
    template: str,
    recipients: Iterable[Recipient],
    at: datetime,
    known: Callable[[], Mapping[str, str]],
    sender: Person | None = None,
    *,
    answers: str = "",
    follows: Mailing | None = None,
) -> Mailing:
    """Queue one of these texts to some people, each in their language.

    Args:
        known: What its own placeholders stand for, in the language of that moment.
        sender: Who sends it; nobody, where it goes out by itself.
        answers: Identifier of the message that it answers by itself.
        follows: The mail in whose thread it stands, at each address that had it.
    """
    to = list(recipients)
    subject, body = worded(consultation, template, languages_of(consultation, to))
    for code in body:
        with (
            translation.override(django_language(code)),
            falling_back_to(consultation.languages.last_resort),
            own_words.within(consultation),
        ):
            values = {name: _harmless(value) for name, value in known().items()}
        subject[code], body[code] = fill_known(subject[code], values), fill_known(body[code], values)
    with transaction.atomic():
        mailing = Mailing.objects.create(
            consultation=consultation, template=template, subject=subject, body=body, at=at, sent_by=sender
        )
        deliver(mailing, to, at, answers=answers, follows=follows)
    return mailing


def _harmless(value: str) -> str:
    parts = _OWN_TIME.split(value)
    return "".join(part if _OWN_TIME.fullmatch(part) else part.translate(_NO_BRACES) for part in parts)


def languages_of(consultation: Consultation, recipients: Iterable[Recipient]) -> set[str]:
    """The languages in which mails of a consultation go to some people: its own, with what stands in for others."""
    own = consultation.languages
    return {own.written_for(recipient.language) for recipient in recipients} | {own.last_resort}


def deliver(
    mailing: Mailing,
    recipients: Iterable[Recipient],
    at: datetime,
    *,
    answers: str = "",
    follows: Mailing | None = None,
) -> list[Delivery]:
    """Queue a mail to each; call it inside the transaction that makes the mailing.

    Who has no text in their language gets the one that stands in for missing ones.

    Args:
        answers, follows: As for ``queue``.
    """
    instead = mailing.consultation.languages.last_resort
    before = {row.address: row for row in follows.deliveries.order_by("pk")} if follows else {}
    return Delivery.objects.bulk_create(
        Delivery(
            mailing=mailing,
            person=recipient.person,
            contact=recipient.contact,
            registration=recipient.registration,
            member=recipient.member,
            copy=recipient.copy,
            about=list(recipient.about),
            address=recipient.address,
            language=first_of((recipient.language, instead), mailing.body),
            token=secrets.token_hex(16),
            answers=answers,
            follows=before.get(recipient.address),
            next_at=at,
        )
        for recipient in recipients
    )
