"""The papers of what was sent, a letter or a language version of one: once they are made, its mails go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.correspondence.models import Letter
from hemicycle.mail.models import Delivery

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import LanguageVersion

#: Papers take less; whoever makes them longer was interrupted.
INTERRUPTED = timedelta(minutes=10)


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
