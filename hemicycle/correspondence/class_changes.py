"""A class to which a letter goes, or went, stays: the letter names it (rule 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.models import Addressee, Letter
from hemicycle.people.changes import classes_changing
from hemicycle.rules.classes import ceasing, may_remove_class
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import Classes


def listen() -> None:
    """Object from now on."""
    classes_changing.connect(_stay, dispatch_uid="classes of letters")


def _stay(*, consultation: Consultation, before: Classes, after: Classes, **_: Any) -> None:
    gone = ceasing(before, after)
    if not gone:
        return
    letters = Letter.objects.filter(consultation=consultation).select_related("enquiry")
    named = {
        row.pk for row in letters if gone & {*row.addressed, *(row.enquiry.asked if hasattr(row, "enquiry") else ())}
    }
    sent = Addressee.objects.filter(letter__consultation=consultation, capacity__in=gone)
    named.update(sent.values_list("letter", flat=True))
    require(may_remove_class(letters=len(named)))
