"""A person who is withdrawn or refused loses their mandates too, unless it is said that these stay (rule 39)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from hemicycle.people import capacities
from hemicycle.people.actions import mandate_ends
from hemicycle.people.actions.focal_points import is_theirs
from hemicycle.people.details import clean
from hemicycle.people.models import FocalPoint
from hemicycle.rules.capacity import Role
from hemicycle.rules.mandates import may_leave
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration


def leave(act: Act, rows: Sequence[Registration], stays_why: str | None = None) -> None:
    """End the mandates of whoever leaves, in the act by which they do, or keep why they stay.

    Args:
        rows: Registrations that are being withdrawn or refused.
        stays_why: Why their mandates stay; ``None`` where they end.

    Raises:
        Refusal: a mandate is not theirs to withdraw who takes the step, or nobody says why it stays.
    """
    mandates = list(capacities.held(act.consultation, {row.person_id for row in rows}, act.at))
    member = {row.person_id: row.member_id for row in rows}
    by, why = act.performer.person, clean(stays_why or "")
    secretariat = act.capacity is Role.SECRETARIAT or by is None
    # A focal point decides about their own Member's mandates; people decide about all of theirs.
    concerned = [row for row in mandates if secretariat or row.person == by or row.member_id == member[row.person_id]]
    theirs = secretariat or all(is_theirs(row, by, act.at) for row in concerned)
    if not concerned:
        return
    require(may_leave(theirs=theirs, stays=stays_why is not None, words=why))
    if stays_why is not None:
        FocalPoint.objects.filter(pk__in=[row.pk for row in concerned]).update(stays_why=why[:300])
        # Under a name by which retention takes words about a person out of the journal.
        act.facts.update(mandates_stay={str(row.pk): {"words": why} for row in concerned})
        return
    every = list(act.consultation.focal_points.filter(member__in={row.member_id for row in concerned}))
    ending = {row.pk: row for row in [*concerned, *mandate_ends.under(concerned, every)]}
    ends = {key: row.end for key, row in ending.items()}
    ended = mandate_ends.end(ending.values(), act.at)
    act.facts.update(mandates_ended={str(key): _iso(ends[key]) for key in ended})
    mandate_ends.tell(ended=ended)


def come_back(act: Act, ended: Mapping[str, str | None], at: datetime, people: Collection[int]) -> None:
    """Restore the mandates that ended with an act that is taken back, where nobody was named since.

    They are those of these people, and what was delegated under them.

    Args:
        ended: The ends that they had before, by their keys, as the journal has them.
        at: When that act ended them.
    """
    rows = act.consultation.focal_points.filter(pk__in=[int(key) for key in ended])
    restored = list[int]()
    for row in rows.order_by("pk"):  # whoever delegates has a mandate already
        if row.person_id not in people and row.delegated_by_id not in restored:
            continue
        since = act.consultation.focal_points.filter(member=row.member_id, pk__gt=row.pk, delegated_by=None)
        if row.end != max(row.start, at) or row.withdrawn_why or since.exists():
            continue
        row.end = _moment(ended[str(row.pk)])
        row.save(update_fields=["end"])
        restored.append(row.pk)
    if restored:
        act.facts.update(mandates_restored=restored)
        mandate_ends.tell(given=restored)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
