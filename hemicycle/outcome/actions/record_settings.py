"""How long the text of a statement may be, and for how long a summary record may be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.settings import settings_of
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


@dataclass(frozen=True)
class RecordSettings:
    """What is set for all records of a consultation, as its settings have it.

    Attributes:
        statement_words: So many words the text of a statement may have.
        correction_days: For so many days a summary record may be corrected; one that was circulated keeps its period.
    """

    statement_words: int
    correction_days: int


def set_records(consultation: int, performer: Performer, at: datetime, wanted: RecordSettings) -> bool:
    """Set it.

    Returns:
        Whether anything is another one now.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        changed: dict[str, list[Any]] = {
            name: [before, now] for name, now in vars(wanted).items() if (before := getattr(act.settings, name)) != now
        }
        if not changed:
            act.cancel()
            return False
        row = act.consultation
        row.settings = {**row.settings, **vars(wanted)}
        settings_of(row.settings)
        row.save(update_fields=["settings"])
        act.facts.update(changed=changed)
    return True
