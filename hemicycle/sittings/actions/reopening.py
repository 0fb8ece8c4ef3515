"""A sitting that was ended is opened again on its own day, with a reason for the record (rule 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.details import clean
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_reopen
from hemicycle.rules.reasons import require
from hemicycle.sittings import queries
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.models.sittings import WORDS_LENGTH

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def reopen(sitting: int, performer: Performer, at: datetime, *, reason: str) -> None:
    """Open it again: what was recorded before stays as it was, and who presided presides.

    Nobody comes back by themselves: its room is another one, which each person enters anew.

    Raises:
        Refusal: it has not ended, it is another day's, another sitting is open, or no reason is given.
    """
    words = clean(reason)[:WORDS_LENGTH]
    with carry_out(sitting, performer, Action.SITTING_REOPEN, at, beside_others=True) as act:
        row, another = act.sitting, queries.other_going_on(act.sitting)
        own_day = queries.is_own_day(row, at)
        require(
            may_reopen(
                SittingState(row.state), own_day=own_day, another=another.number if another else None, reason=words
            )
        )
        ended = row.state_since or at
        row.reopenings.create(registration=act.registration, ended_at=ended, at=at, words=words)
        row.state, row.state_since = SittingState.OPEN.value, at
        row.room_number += 1
        # Who may publish is read from the database, before the act is settled.
        row.save(update_fields=["state", "state_since", "room_number"])
        row.leads.create(registration=act.registration, start=at)
        act.facts.update(ended=ended.isoformat(), reason=words)
        act.changes("sitting", "queue", "items")
