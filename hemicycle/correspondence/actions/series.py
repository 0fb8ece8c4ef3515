"""The series in which the next letters of a consultation are numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import symbols
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def set_series(consultation: int, performer: Performer, at: datetime, series: str) -> None:
    """Say in which series the next letters of a consultation are; in that of the last one, where that is not said.

    Args:
        series: ``{yyyy}`` or ``{yy}`` is the year of each letter.

    Raises:
        Refusal: not this person's to say, or no symbol can be made with it.
    """
    kept = symbols.cleaned_setting(series)
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row, before = act.consultation, act.settings.letter_series
        if before == kept:
            act.cancel()
            return
        row.settings = {**row.settings, "letter_series": kept}
        settings_of(row.settings)
        row.save(update_fields=["settings"])
        act.facts.update(setting="letter_series", before=before, after=kept)
