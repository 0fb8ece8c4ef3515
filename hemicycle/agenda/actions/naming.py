"""Whether the agenda that goes out names the States that asked for an item or advised against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def name_states(consultation: int, performer: Performer, at: datetime, *, named: bool) -> None:
    """Set it for the versions to come; those that were published keep what they have.

    Raises:
        Refusal: they do not prepare the agenda.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        row = act.consultation
        if act.settings.states_on_agenda == named:
            act.cancel()
            return
        act.place = f"agenda:{row.pk}"
        act.facts.update(states_on_agenda=[act.settings.states_on_agenda, named])
        row.settings = {**row.settings, "states_on_agenda": named}
        row.save(update_fields=["settings"])
