"""What the agenda changes in the sittings: their documents follow, and what was discussed stays on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from hemicycle.agenda.changes import agenda_changed, items_leaving
from hemicycle.rules.candidates import may_leave
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import require
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Discussion, Sitting

if TYPE_CHECKING:
    from collections.abc import Sequence


def on_leaving(*, items: Sequence[int], **_: Any) -> None:
    """Keep an item on the agenda that was opened in a sitting.

    Raises:
        Refusal: one of them was.
    """
    opened = Discussion.objects.filter(item__in=items).select_related("item").first()
    position = opened.item.position or 0 if opened else 0
    require(may_leave(opened=opened is not None, position=position))


def on_change(*, consultation: int, **_: Any) -> None:
    """Publish the items of each sitting that somebody is in, under a number that no client has seen."""
    rows = Sitting.objects.filter(consultation=consultation, attendances__isnull=False)
    for key in rows.exclude(state=SittingState.ENDED.value).values_list("pk", flat=True).distinct():
        Sitting.objects.filter(pk=key).update(sequence=F("sequence") + 1)
        documents_changed.send(sender=Sitting, sitting=key, names=frozenset({"items"}))


def listen() -> None:
    """Called once, when Django is ready."""
    items_leaving.connect(on_leaving, dispatch_uid="discussed items stay")
    agenda_changed.connect(on_change, dispatch_uid="items of sittings")
