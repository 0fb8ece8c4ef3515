"""The order of the agenda, and the editions of its drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.advice import ItemAssessment, assessments, drawn_up, read_advice
from hemicycle.agenda.changes import agenda_changed, items_leaving
from hemicycle.agenda.models import Item, Programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.people.act import Act


def programme_under(act: Act) -> Programme:
    """The consultation's programme, made where there is none yet; its consultation is locked by the act."""
    programme, _made = Programme.objects.get_or_create(consultation=act.consultation)
    return programme


def require_edition(present: int, seen: int) -> None:
    """Compare the edition that somebody saw with the present one.

    Raises:
        Refusal: somebody else has changed the draft meanwhile.
    """
    if present != seen:
        raise Refusal(AgendaCode.DRAFT_CHANGED_MEANWHILE)


def settle(act: Act) -> bool:
    """Number anew what belongs on the agenda, and take off what does not; whether that changed anything."""
    advice = read_advice(act.consultation)
    assessed = assessments(act.consultation, advice)
    belonging = drawn_up(assessed)
    before = [
        assessment.item.pk
        for assessment in sorted(_placed(assessed), key=lambda assessment: assessment.item.position or 0)
    ]
    staying = {assessment.item.pk for assessment in belonging}
    leaving = [key for key in before if key not in staying]
    if leaving:
        items_leaving.send(sender=Item, items=leaving)
    joining = [assessment for assessment in belonging if assessment.item.position is None]
    for assessment in joining:
        assessment.item.earliest = 0
        if not assessment.item.minutes_set:
            assessment.item.minutes = assessment.estimate.minutes
    Item.objects.bulk_update([assessment.item for assessment in joining], ["minutes", "earliest"])
    renumber(act, [assessment.item for assessment in belonging])
    act.facts.update(joined=[assessment.item.pk for assessment in joining], left=leaving)
    return bool(joining or leaving)


def _placed(assessed: Sequence[ItemAssessment]) -> list[ItemAssessment]:
    return [assessment for assessment in assessed if assessment.item.position is not None]


def renumber(act: Act, items: Sequence[Item]) -> None:
    """Give the items their positions in this order, and no other item any; say so after the commit."""
    Item.objects.filter(consultation=act.consultation, position__isnull=False).update(position=None)
    for position, item in enumerate(items, start=1):
        item.position = position
    Item.objects.bulk_update(items, ["position"])
    programme = programme_under(act)
    programme.agenda_edition += 1
    programme.save(update_fields=["agenda_edition"])
    act.announce(agenda_changed)
