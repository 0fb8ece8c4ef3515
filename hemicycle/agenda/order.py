"""The order of the agenda, and the editions of its drafts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.agenda import advice as advice_
from hemicycle.agenda.changes import agenda_changed, items_leaving
from hemicycle.agenda.models import Item, Programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.people.act import Act


def programme_under(act: Act) -> Programme:
    """The consultation's programme, made where there is none yet; its consultation is locked by the act."""
    found, _made = Programme.objects.get_or_create(consultation=act.consultation)
    return found


def require_edition(present: int, seen: int) -> None:
    """Compare the edition that somebody saw with the present one.

    Raises:
        Refusal: somebody else has changed the draft meanwhile.
    """
    if present != seen:
        raise Refusal(AgendaCode.DRAFT_CHANGED_MEANWHILE)


def settle(act: Act) -> bool:
    """Number anew what belongs on the agenda, and take off what does not; whether that changed anything."""
    heard = advice_.advice(act.consultation, act.day)
    found = advice_.assessments(act.consultation, heard)
    belonging = advice_.drawn_up(found)
    before = [one.item.pk for one in sorted(_placed(found), key=lambda one: one.item.position or 0)]
    kept = {one.item.pk for one in belonging}
    leaving = [key for key in before if key not in kept]
    if leaving:
        items_leaving.send(sender=Item, items=leaving)
    joining = [one for one in belonging if one.item.position is None]
    for one in joining:
        one.item.earliest = 0
        if not one.item.minutes_set:
            one.item.minutes = one.estimate.minutes
    Item.objects.bulk_update([one.item for one in joining], ["minutes", "earliest"])
    renumber(act, [one.item for one in belonging])
    act.facts.update(joined=[one.item.pk for one in joining], left=leaving)
    return bool(joining or leaving)


def _placed(found: Sequence[advice_.ItemAssessment]) -> list[advice_.ItemAssessment]:
    return [one for one in found if one.item.position is not None]


def renumber(act: Act, items: Sequence[Item]) -> None:
    """Give the items their positions in this order, and no other item any; say so after the commit."""
    Item.objects.filter(consultation=act.consultation, position__isnull=False).update(position=None)
    for position, item in enumerate(items, start=1):
        item.position = position
    Item.objects.bulk_update(items, ["position"])
    programme = programme_under(act)
    programme.agenda_edition += 1
    programme.save(update_fields=["agenda_edition"])
    signal_agenda_changed(act)


def signal_agenda_changed(act: Act) -> None:
    """Tell the other rooms after the commit."""
    told = partial(agenda_changed.send, sender=Item, consultation=act.consultation.pk)
    transaction.on_commit(told)
