"""A practice is kept once somebody has finished it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from hemicycle.people.act import carry_out_in_share
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.practice import PracticeKind, PracticeStep, in_order, kind_of, may_keep
from hemicycle.rules.reasons import require
from hemicycle.support.actions.own_registration import locked
from hemicycle.support.connection_tests import capacity_of
from hemicycle.support.models import Practice

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer

#: A page that was left open overnight says so long, and no longer.
_LONGEST = 32_767


class Practised(BaseModel):
    """What a page tells of a practice that was finished in it.

    Attributes:
        seconds: From the first step to the end.
        skipped: Steps that were skipped.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: PracticeKind
    seconds: Annotated[int, Field(ge=0, le=_LONGEST)]
    skipped: Annotated[tuple[PracticeStep, ...], Field(max_length=len(PracticeStep))] = ()


def finish(consultation: int, performer: Performer, at: datetime, registration: int, practised: Practised) -> Practice:
    """Keep a practice of one's own registration.

    Raises:
        Refusal: the registration is not theirs, not confirmed or of a class that does not practise, or has practised
            too often within the hour.
    """
    with carry_out_in_share(consultation, performer, Action.PRACTISE, at, member=None) as act:
        row = locked(act, registration)
        capacity = capacity_of(row, act.day)
        require(may(capacity, Action.PRACTISE))
        recent = row.practices.filter(finished_at__gt=at - timedelta(hours=1)).count()
        require(may_keep(practised.kind, kind_of(capacity), in_last_hour=recent))
        skipped = [step.value for step in in_order(practised.kind, practised.skipped)]
        made = Practice.objects.create(
            registration=row,
            kind=practised.kind.value,
            finished_at=at,
            seconds=practised.seconds,
            skipped=skipped,
        )
        act.place = f"practice:{made.pk}"
        act.facts.update(registration=row.pk, kind=made.kind, seconds=made.seconds, skipped=skipped)
    return made
