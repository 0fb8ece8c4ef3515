"""One of the secretariat confirms that personal data is deleted, or takes that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.act import carry_out
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.retention import open_deletion
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Deletion


def confirm(consultation: int, performer: Performer, at: datetime) -> Deletion:
    """Confirm what was announced: it begins when its time has come, and cannot be undone from then on.

    Raises:
        Refusal: nothing is announced, or it is confirmed already.
    """
    return _set(consultation, performer, at, confirmed=True)


def take_back(consultation: int, performer: Performer, at: datetime) -> Deletion:
    """Take the confirmation back, whoever gave it: nothing is deleted until somebody confirms again.

    Raises:
        Refusal: nothing is announced, or it is not confirmed.
    """
    return _set(consultation, performer, at, confirmed=False)


def _set(consultation: int, performer: Performer, at: datetime, *, confirmed: bool) -> Deletion:
    with carry_out(consultation, performer, Action.DELETION_CONFIRM, at) as act:
        row = open_deletion(act.consultation)
        if row is None or (row.confirmed_by is not None) is confirmed:
            raise Refusal(PeopleCode.DELETION_CHANGED)
        row.confirmed_by, row.confirmed_at = (performer.person, at) if confirmed else (None, None)
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        act.facts.update(deletion=row.pk, confirmed=confirmed, people=row.people, begins=row.begins_at.isoformat())
    return row
