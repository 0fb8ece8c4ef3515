"""What the agenda changes in the sittings: their documents follow, and what was discussed stays on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import F

from hemicycle.agenda.changes import agenda_changed, items_leaving, speaking_order_changing
from hemicycle.rules.candidates import may_leave
from hemicycle.rules.floor import SittingState
from hemicycle.rules.queue import may_reorder
from hemicycle.rules.reasons import require
from hemicycle.sittings import item_turns, speaker_queue
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Discussion, Sitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.agenda.models import Item
    from hemicycle.rules.capacity import Classes


def on_leaving(*, items: Sequence[int], **_: Any) -> None:
    """Keep an item on the agenda that was opened in a sitting.

    Raises:
        Refusal: one of them was.
    """
    opened = Discussion.objects.filter(item__in=items).select_related("item").first()
    position = opened.item.position or 0 if opened else 0
    require(may_leave(opened=opened is not None, position=position))


def on_order(*, item: Item, after: Sequence[str], classes: Classes, **_: Any) -> None:
    """Keep those who wait where they stand, while the item is under discussion.

    Raises:
        Refusal: somebody would be moved.
    """
    # Locked, so that nobody asks meanwhile.
    open_in = Sitting.objects.filter(discussions__item=item, discussions__end=None)
    for sitting in open_in.select_for_update(of=("self",)):
        rows = list(speaker_queue.waiting(sitting.pk))
        before = item_turns.order_of(sitting, classes, rows)
        requests = [speaker_queue.request_of(row, classes) for row in rows]
        require(may_reorder(requests, before, replace(before, first=tuple(after))))


def on_change(*, consultation: int, **_: Any) -> None:
    """Publish the items of each sitting that somebody is in, with what there is to read under them, and the queue."""
    tell_rooms(consultation, "items", "queue", "documentation")


def tell_rooms(consultation: int, *names: str) -> None:
    """Publish documents of each sitting that somebody is in, under a number that no client has seen."""
    rows = Sitting.objects.filter(consultation=consultation, attendances__isnull=False)
    for key in rows.exclude(state=SittingState.ENDED.value).values_list("pk", flat=True).distinct():
        Sitting.objects.filter(pk=key).update(sequence=F("sequence") + 1)
        documents_changed.send(sender=Sitting, sitting=key, names=frozenset(names))


def listen() -> None:
    """Called once, when Django is ready."""
    items_leaving.connect(on_leaving, dispatch_uid="discussed items stay")
    speaking_order_changing.connect(on_order, dispatch_uid="who waits stays")
    agenda_changed.connect(on_change, dispatch_uid="items of sittings")
