"""What the outcomes of an item are called: the secretariat sets the words, and nobody the keys (rules 26 and 27)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.outcome_names import NAME_LENGTH
from hemicycle.consultations.settings import settings_of
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.outcomes import may_be_called
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.rules.outcomes import Outcome


def seen_of(consultation: Consultation) -> str:
    """Tells whether the names are still those that somebody began to change."""
    kept = json.dumps(consultation.settings.get("outcomes", {}), sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()


def name_outcomes(
    consultation: int, performer: Performer, at: datetime, wanted: Mapping[Outcome, Text], *, seen: str
) -> bool:
    """Set what they are called; what has no words in any language is called as usual.

    Args:
        seen: What ``seen_of`` said when the change began.

    Returns:
        Whether anything was changed.

    Raises:
        Refusal: a name says that something was decided, or is too long; or somebody has changed them meanwhile.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        cleaned = {outcome.value: clean_texts(texts) for outcome, texts in wanted.items()}
        after = {key: texts for key, texts in cleaned.items() if texts}
        for texts in after.values():
            require(may_be_called(texts))
            if any(len(name) > NAME_LENGTH for name in texts.values()):
                raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=NAME_LENGTH)
        row = act.consultation
        before = row.settings.get("outcomes", {})
        if seen_of(row) != seen:
            raise Refusal(AgendaCode.OUTCOMES_CHANGED_MEANWHILE)
        row.settings = {**row.settings, "outcomes": after}
        row.save(update_fields=["settings"])
        act.settings = settings_of(row.settings)
        act.facts.update(outcomes={"before": before, "after": after})
    return bool(before != after)
