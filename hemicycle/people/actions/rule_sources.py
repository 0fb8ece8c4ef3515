"""What the secretariat sets down as the source of a rule, in each of the languages: of one, or of many in one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.models import RuleSource
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.rules.reasons import Rule


@dataclass(frozen=True)
class SourceChange:
    """What somebody typed as the source of a rule in one language.

    Attributes:
        before: What they saw there.
    """

    rule: Rule
    language: str
    before: str
    after: str


def set_source(consultation: int, performer: Performer, at: datetime, rule: Rule, text: Mapping[str, str]) -> None:
    """Keep a rule's source; one that is empty in every language is kept no more.

    What was published keeps the sources that it had.

    Raises:
        Refusal: they may not set anything for the consultation.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = act.consultation.rule_sources.filter(rule=rule.value).first()
        act.facts.update(_write(act.consultation, rule, row, text))


def set_sources(consultation: int, performer: Performer, at: datetime, changes: Iterable[SourceChange]) -> int:
    """Keep what was typed for many rules, in one act; return of how many. What nobody typed stays as it is.

    Raises:
        Refusal: as for ``set_source``; or somebody else changed one of them since it was shown.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        rows = {row.rule: row for row in act.consultation.rule_sources.all()}
        wanted: dict[Rule, dict[str, str]] = {}
        for change in changes:
            kept = rows[change.rule.value].text if change.rule.value in rows else {}
            if kept.get(change.language, "") not in {change.before, change.after}:
                raise Refusal(PeopleCode.SOURCE_CHANGED_MEANWHILE)
            wanted.setdefault(change.rule, dict(kept))[change.language] = change.after
        act.facts["sources"] = [
            _write(act.consultation, rule, rows.get(rule.value), text) for rule, text in wanted.items()
        ]
    return len(wanted)


def _write(consultation: Consultation, rule: Rule, row: RuleSource | None, text: Mapping[str, str]) -> dict[str, Any]:
    """Write one, and return its facts for the journal."""
    said = clean_texts(text)
    facts = {"rule": rule.value, "before": dict(row.text) if row else {}, "after": said}
    if said:
        row = row or RuleSource(consultation=consultation, rule=rule.value)
        row.text = said
        row.save()
    elif row is not None:
        row.delete()
    return facts
