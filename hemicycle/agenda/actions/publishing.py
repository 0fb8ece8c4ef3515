"""Publishing the agenda, whole, as a version that never changes (rules 14 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda import advice as advice_
from hemicycle.agenda import comparing, publishing, snapshots
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.people.act import act
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.people.act import Performer


def publish_agenda(
    consultation: int, performer: Performer, at: datetime, *, edition: int, symbol: str = "", words: str = ""
) -> AgendaPublication:
    """Publish the agenda as it is drawn up.

    Args:
        edition: Of the agenda, as it was seen.
        symbol: Of the first version.
        words: What a revision changes.

    Raises:
        Refusal: it has changed meanwhile, it is not up to date with what the States said, it is empty, or as
            ``agenda.publishing.publish`` says.
    """
    with act(consultation, performer, Action.PLAN_EDIT, at) as under_way:
        require_edition(programme_under(under_way).agenda_edition, edition)
        heard = advice_.advice(under_way.consultation, under_way.day)
        found = advice_.standings(under_way.consultation, heard)
        stale = advice_.out_of_date(found)
        if stale:
            raise Refusal(RuleCode.AGENDA_OUT_OF_DATE, items=len(stale))
        content = snapshots.agenda(advice_.drawn_up(found), heard)
        if not content["items"]:
            raise Refusal(RuleCode.AGENDA_EMPTY)
        kind = AgendaPublication.Kind.AGENDA
        return publishing.publish(under_way, kind, content, comparing.agendas, symbol=symbol, words=words)
