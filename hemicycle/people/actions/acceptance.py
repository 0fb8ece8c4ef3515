"""A person with another capacity in the consultation accepts a mandate before it counts (rule 39)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people import capacities, queries
from hemicycle.people.act import carry_out
from hemicycle.people.actions import mandate_ends
from hemicycle.people.models import FocalPoint
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.mandates import may_accept, may_give
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def accept(consultation: int, performer: Performer, at: datetime, mandate: int) -> FocalPoint:
    """Answer for a Member from now on, or from when the mandate starts. Whoever did so before does it no longer.

    Raises:
        Refusal: it is not theirs, over, accepted already, or several capacities are not allowed any more.
    """
    row = FocalPoint.objects.filter(pk=mandate, consultation=consultation).select_related("member", "person").first()
    if row is None:
        raise Refusal(PeopleCode.NO_SUCH_MANDATE)
    own = row.person if performer.person == row.person else None
    with carry_out(consultation, performer, Action.FOCAL_POINT_ACCEPT, at, member=row.member, about=own) as act:
        row.refresh_from_db(fields=["end", "accepted_at"])
        require(may_accept(row.mandate, performer.person.pk if performer.person else None, at))
        other = capacities.has_another(act.consultation, row.person, row.member, max(row.start, at), row.end)
        allowed = act.settings.several_capacities
        require(may_give(delegated=True, other=other, allowed=allowed, has_instrument=row.instrument_id is not None))
        act.capacity = queries.class_of(row.member, act.classes, act.day)
        act.place = f"focal_point:{row.pk}"
        row.accepted_at = at
        row.save(update_fields=["accepted_at"])
        ended: list[int] = []
        if row.delegated_by_id is None:
            before = mandate_ends.replaced_by(row, act.consultation.focal_points.filter(member=row.member))
            ended = mandate_ends.end(before, max(row.start, at))
        act.facts.update(ended=ended)
        mandate_ends.tell(given=[row.pk], ended=ended)
    return row
