"""What changes of shifts have in common: what the journal and people are told, and how shifts follow their sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.models import Registration
from hemicycle.rules.reasons import require
from hemicycle.rules.shifts import may_take_away
from hemicycle.sittings import shift_mails
from hemicycle.sittings.models import BoothShift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hemicycle.people.act import Act
    from hemicycle.sittings.models import Sitting


def note(act: Act, changed: Sequence[tuple[BoothShift, str]]) -> None:
    """What changed for whom, for the journal."""
    act.facts["shifts"] = [
        *act.facts.get("shifts", []),
        *(
            [row.sitting_id, row.registration_id, row.language, row.begins_at.isoformat(), row.ends_at.isoformat(), did]
            for row, did in changed
        ),
    ]


def people_of(
    changed: Sequence[tuple[BoothShift, str]], sittings: Mapping[int, Sitting]
) -> list[tuple[Sitting, Registration]]:
    """Whose shifts changed in which sitting, as mails are told of it."""
    keys = {row.registration_id for row, _did in changed}
    people = Registration.objects.select_related("person").in_bulk(keys)
    return [(sittings[row.sitting_id], people[row.registration_id]) for row, _did in changed]


def follow(act: Act, sitting: Sitting, opens: datetime) -> None:
    """Move the shifts of a sitting that will open at another time by as much, within the act that moves it.

    Who has one is told. A shift that is no more within a sitting that became shorter is pointed out to the secretariat.
    """
    by = opens - sitting.opens_at
    rows = list(BoothShift.objects.filter(sitting=sitting, cancelled_at=None)) if by else []
    for row in rows:
        row.begins_at, row.ends_at, row.sequence = row.begins_at + by, row.ends_at + by, row.sequence + 1
    if rows:
        BoothShift.objects.bulk_update(rows, ["begins_at", "ends_at", "sequence"])
        changed = [(row, "moved") for row in rows]
        note(act, changed)
        shift_mails.tell(act, people_of(changed, {sitting.pk: sitting}))


def require_none(sitting: Sitting) -> None:
    """Let a sitting be taken off only where nobody has a shift in it.

    Raises:
        Refusal: otherwise.
    """
    require(may_take_away(sitting.number, BoothShift.objects.filter(sitting=sitting, cancelled_at=None).count()))
