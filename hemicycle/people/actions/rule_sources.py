"""What the secretariat sets down as the source of a rule, in each of the languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.models import RuleSource
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.rules.reasons import Rule


def set_source(consultation: int, performer: Performer, at: datetime, rule: Rule, text: Mapping[str, str]) -> None:
    """Keep a rule's source; one that is empty in every language is kept no more.

    What was published keeps the sources that it had.

    Raises:
        Refusal: they may not set anything for the consultation.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        said = clean_texts(text)
        row = act.consultation.rule_sources.filter(rule=rule.value).first()
        act.facts.update(rule=rule.value, before=row.text if row else {}, after=said)
        if said:
            row = row or RuleSource(consultation=act.consultation, rule=rule.value)
            row.text = said
            row.save()
        elif row is not None:
            row.delete()
