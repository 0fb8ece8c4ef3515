"""Publishing the agenda, whole, as a version that never changes (rules 14 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda import comparing, notices, publishing, snapshots
from hemicycle.agenda.advice import as_candidate, assessments, drawn_up, out_of_date, read_advice, terms
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.agenda.untitled import require_titled
from hemicycle.people.act import carry_out
from hemicycle.rules.candidates import may_publish
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.verification import facts
from hemicycle.verification.facts import CANDIDATES

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer


def publish_agenda(  # noqa: PLR0913 - who, when, which version, and its words
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    edition: int,
    symbol: str = "",
    words: Text | None = None,
    titles_stand: bool = False,
    tell: bool = False,
) -> AgendaPublication:
    """Publish the agenda as it is drawn up.

    Args:
        edition: Of the agenda, as it was seen.
        symbol: Of the first version.
        words: What a revision changes, by language.
        titles_stand: Where an item has no title in a language, that paper shows the original one.
        tell: Its readers get a mail.

    Raises:
        Refusal: it has changed meanwhile, it is not up to date with what the States said, it is empty, a title
            is missing in some language, or as ``agenda.publishing.publish`` says.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        require_edition(programme_under(act).agenda_edition, edition)
        advice = read_advice(act.consultation)
        assessed, terms_of = assessments(act.consultation, advice), terms(act.consultation)
        require(may_publish(stale=len(out_of_date(assessed)), items=len(drawn_up(assessed))))
        content = snapshots.agenda(act.consultation, assessed, advice, act.day)
        require_titled(content, act.consultation.languages.documents, stand=titles_stand)
        kind = AgendaPublication.Kind.AGENDA
        act.facts[CANDIDATES] = facts.candidates(as_candidate(row, terms_of[row.item.listing]) for row in assessed)
        made = publishing.publish(act, kind, content, comparing.agendas, symbol=symbol, words=words or {})
        if tell:
            notices.tell(made)
    return made
