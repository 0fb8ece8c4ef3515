"""A class that is to speak first on an item stays (rules 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.agenda.models import Item
from hemicycle.people.changes import classes_changing
from hemicycle.rules.classes import ceasing, may_remove_class
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import Classes


def listen() -> None:
    """Object from now on."""
    classes_changing.connect(_stay, dispatch_uid="classes of items")


def _stay(*, consultation: Consultation, before: Classes, after: Classes, **_: Any) -> None:
    if gone := ceasing(before, after):
        first = Item.objects.filter(consultation=consultation).values_list("speaks_first", flat=True)
        require(may_remove_class(items=sum(not gone.isdisjoint(keys) for keys in first)))
