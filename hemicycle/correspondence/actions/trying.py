"""A letter is sent to oneself before it goes out: to see the mail as its addressees will."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.correspondence.actions.letters import draft
from hemicycle.correspondence.changes import letter_tried
from hemicycle.correspondence.models import Letter
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def try_out(letter: Letter, performer: Performer, at: datetime, language: str) -> None:
    """Send the mail of a draft to whoever asks for it, marked as a test; it stands in no log of the letter.

    Raises:
        Refusal: it was sent (rule 20), or is not written in this language.
    """
    with draft(letter, performer, at) as (act, row):
        if performer.person is None or not row.texts.filter(language=language).exists():
            raise Refusal(CorrespondenceCode.LETTER_WITHOUT_WORDS)
        act.facts.update(did="tried out", language=language)
        told = partial(letter_tried.send, sender=Letter, letter=row.pk, person=performer.person.pk, language=language)
        transaction.on_commit(told)
