"""The papers of what was sent, a letter or a language version of one, and its mails, which wait until they are made."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hemicycle.correspondence.models import Letter
from hemicycle.mail import own_texts
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.queueing import deliver

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import LanguageVersion
    from hemicycle.journal.record import Performer
    from hemicycle.mail.audience import Recipient

#: Papers take less; whoever makes them longer was interrupted.
INTERRUPTED = timedelta(minutes=10)


def queue(  # noqa: PLR0913 - which texts, to whom, when, and in which thread
    consultation: Consultation,
    texts: tuple[str, str],
    people: list[Recipient],
    selection: dict[str, Any],
    performer: Performer,
    at: datetime,
    *,
    follows: Mailing | None = None,
) -> Mailing:
    """Queue its mails, within the act that sends it; they wait for the papers.

    Args:
        texts: The names of the mail, and of that of a copy for information.
        selection: As ``Mailing.selection``.
        follows: The mail of the letter that it corrects, extends or is a version of.
    """
    mail, copy = texts
    subject, body = own_texts.worded(consultation, mail)
    of_copies = own_texts.worded(consultation, copy) if copies_among(people) else ({}, {})
    mailing = Mailing.objects.create(
        consultation=consultation,
        template=mail,
        subject=subject,
        body=body,
        copy_subject=of_copies[0],
        copy_body=of_copies[1],
        selection=selection,
        sent_by=performer.person,
        at=at,
    )
    deliver(mailing, people, at, follows=follows)
    mailing.deliveries.update(next_at=None)
    return mailing


def copies_among(people: list[Recipient]) -> int:
    """How many of them get a copy for information."""
    return sum(to.copy for to in people)


def release(sent: Letter | LanguageVersion, at: datetime) -> int:
    """The papers are made: let the mails go. Returns how many."""
    with transaction.atomic():
        waiting = type(sent).objects.filter(pk=sent.pk).exclude(papers_state=Letter.PapersState.MADE)
        if not waiting.update(papers_state=Letter.PapersState.MADE):
            return 0
        mails = Delivery.objects.filter(mailing=sent.mailing_id, state=Delivery.State.QUEUED, next_at=None)
        return mails.update(next_at=at)


def failed(sent: Letter | LanguageVersion) -> None:
    """The papers could not be made: the desk's page says so, and they can be made again."""
    waiting = type(sent).objects.filter(pk=sent.pk, papers_state=Letter.PapersState.WAITING)
    waiting.update(papers_state=Letter.PapersState.FAILED)


def may_try_again(sent: Letter | LanguageVersion, at: datetime) -> bool:
    """Whether the papers can be made once more: that failed, or was interrupted."""
    interrupted = sent.sent_at is not None and at - sent.sent_at > INTERRUPTED
    waits = sent.papers_state == Letter.PapersState.WAITING
    return sent.papers_state == Letter.PapersState.FAILED or (waits and interrupted)
