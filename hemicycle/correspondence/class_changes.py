"""A class to which a letter goes, or went, stays (rule 5), and while Members are asked so do their rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.consultations.joins import comma
from hemicycle.correspondence.models import Addressee, Letter
from hemicycle.correspondence.queries import asking_now
from hemicycle.people.changes import classes_changing
from hemicycle.rules.capacity import Right
from hemicycle.rules.classes import ceasing, may_change_while_asked, may_remove_class, same_but_for_names
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.rules.capacity import Classes


def listen() -> None:
    """Object from now on."""
    classes_changing.connect(_stay, dispatch_uid="classes of letters")


def _stay(*, consultation: Consultation, before: Classes, after: Classes, at: datetime, **_: Any) -> None:
    if gone := ceasing(before, after):
        _require_unnamed(consultation, gone)
    if not same_but_for_names(before, after):
        letters = [row.letter.symbol for row in asking_now(consultation, at) if _means_something(row, before, after)]
        require(may_change_while_asked(comma().join(letters)))


def _require_unnamed(consultation: Consultation, gone: frozenset[str]) -> None:
    letters = Letter.objects.filter(consultation=consultation).select_related("enquiry")
    named = {
        row.pk for row in letters if gone & {*row.addressed, *(row.enquiry.asked if hasattr(row, "enquiry") else ())}
    }
    sent = Addressee.objects.filter(letter__consultation=consultation, capacity__in=gone)
    named.update(sent.values_list("letter", flat=True))
    require(may_remove_class(letters=len(named)))


def _means_something(enquiry: Enquiry, before: Classes, after: Classes) -> bool:
    """Whether Members, as what they are asked, may reply and vote, and their wishes count, otherwise than before."""
    asked = Addressee.objects.filter(letter=enquiry.letter_id, capacity__in=enquiry.asked).values_list(
        "capacity", flat=True
    )
    return any(
        (key in before.having(right)) != (key in after.having(right))
        for key in set(asked)
        for right in (Right.ANSWER, Right.VOTE, Right.PROPOSE)
    )
