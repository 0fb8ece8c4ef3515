"""Correcting the published agenda once the consultation is closed (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda import comparing, notices, publishing
from hemicycle.agenda.correcting import renamed
from hemicycle.agenda.models import AgendaPublication
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.agenda.correcting import ItemNaming
    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer


def correct_agenda(  # noqa: PLR0913 - who, when, which version, what of it, and why
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    seen: str,
    items: Mapping[int, ItemNaming],
    words: Text,
    tell: bool = False,
) -> AgendaPublication:
    """Publish a correction of the agenda that is in force: titles and documents of items. Its drafts stay as they are.

    Args:
        seen: The ``version`` that is corrected, as it was when the correction was typed.
        items: By the key of the item.
        words: Why, in each language in which there is a paper.
        tell: Its readers get a mail.

    Raises:
        Refusal: the consultation is open, another version was published meanwhile, or as ``agenda.correcting.renamed``
            and ``agenda.publishing.correct`` say.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at, corrects=lambda: True) as act:
        before = publishing.to_correct(act, AgendaPublication.Kind.AGENDA, seen)
        content = renamed(act.consultation, before.content, items)
        made = publishing.correct(act, before, content, comparing.agendas, words=words)
        if tell:
            notices.tell(made)
    return made
