"""While a sitting goes on nobody gets other rights, and a class in which somebody spoke stays (rule 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.people.changes import classes_changing
from hemicycle.rules.classes import ceasing, may_change_now, may_remove_class
from hemicycle.rules.reasons import require
from hemicycle.sittings.models import Turn
from hemicycle.sittings.queries import going_on

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import Classes


def listen() -> None:
    """Object from now on."""
    classes_changing.connect(_stay, dispatch_uid="classes of sittings")


def _stay(*, consultation: Consultation, before: Classes, after: Classes, **_: Any) -> None:
    sitting = going_on(consultation)
    require(may_change_now(before, after, sitting=sitting.number if sitting else None))
    if gone := ceasing(before, after):
        turns = Turn.objects.filter(sitting__consultation=consultation, capacity__in=gone).count()
        require(may_remove_class(turns=turns))
