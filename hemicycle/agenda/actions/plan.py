"""The draft of the time plan: minutes, and what each sitting needs besides (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.agenda.changes import agenda_changed
from hemicycle.agenda.models import Item
from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.act import carry_out
from hemicycle.rules.estimates import may_frame, may_take
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.time_plan import MOST_SITTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.rules.time_plan import Frame


@dataclass(frozen=True)
class Draft:
    """What a time plan is made of, beside its days and the order of the agenda.

    Attributes:
        minutes: ``{item: minutes}``.
        earliest: The sitting, counted from 0, before which an item is not taken: ``{item: sitting}``.
    """

    frame: Frame
    minutes: Mapping[int, int] = field(default_factory=dict)
    earliest: Mapping[int, int] = field(default_factory=dict)


def check(draft: Draft) -> None:
    """Refuse a draft that nobody can mean.

    Raises:
        Refusal: with the first number that is out of range.
    """
    for minutes in draft.minutes.values():
        require(may_take(minutes))
    require(may_take(draft.frame.pause_after))
    for minutes in (draft.frame.introduction, draft.frame.pause, draft.frame.closing):
        require(may_frame(minutes))
    if any(not 0 <= sitting < MOST_SITTINGS for sitting in draft.earliest.values()):
        raise Refusal(AgendaCode.NO_SUCH_SITTING)


def edit(consultation: int, performer: Performer, at: datetime, draft: Draft, *, edition: int) -> None:
    """Write a draft down; what it does not name stays.

    Args:
        edition: Of the plan, as it was seen.

    Raises:
        Refusal: somebody has changed the plan meanwhile, an item left the agenda, or a number is out of range.
    """
    check(draft)
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        require_edition(programme.plan_edition, edition)
        named = draft.minutes.keys() | draft.earliest.keys()
        rows = list(Item.objects.filter(consultation=consultation, pk__in=named, position__isnull=False))
        if len(rows) != len(named):
            raise Refusal(AgendaCode.ITEM_LEFT_AGENDA)
        changed = {}
        for row in rows:
            minutes, earliest = draft.minutes.get(row.pk, row.minutes), draft.earliest.get(row.pk, row.earliest)
            if (minutes, earliest) != (row.minutes, row.earliest):
                changed[str(row.pk)] = {"before": [row.minutes, row.earliest], "after": [minutes, earliest]}
                row.minutes_set = row.minutes_set or minutes != row.minutes
                row.minutes, row.earliest = minutes, earliest
        Item.objects.bulk_update(rows, ["minutes", "minutes_set", "earliest"])
        frame = draft.frame
        programme.introduction, programme.pause = frame.introduction, frame.pause
        programme.pause_after, programme.closing = frame.pause_after, frame.closing
        programme.plan_edition += 1
        programme.save()
        act.place = f"plan:{consultation}"
        act.facts.update(items=changed, frame=vars(frame))
        act.announce(agenda_changed)


def use_estimates(consultation: int, performer: Performer, at: datetime, *, edition: int) -> int:
    """Give each item of the agenda the minutes that are estimated for it; how many got others than before.

    Raises:
        Refusal: somebody has changed the plan meanwhile.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        require_edition(programme.plan_edition, edition)
        advice = read_advice(act.consultation)
        rows, before = [], {}
        for assessment in assessments(act.consultation, advice):
            if assessment.item.position is not None and assessment.item.minutes != assessment.estimate.minutes:
                before[str(assessment.item.pk)] = assessment.item.minutes
                assessment.item.minutes, assessment.item.minutes_set = assessment.estimate.minutes, False
                rows.append(assessment.item)
        Item.objects.bulk_update(rows, ["minutes", "minutes_set"])
        programme.plan_edition += 1
        programme.save(update_fields=["plan_edition"])
        act.place = f"plan:{consultation}"
        act.facts.update(estimated=before)
        act.announce(agenda_changed)
    return len(rows)
