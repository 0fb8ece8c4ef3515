"""A deadline that a letter extended, as sending the letter does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence.actions.replies import judge_late_ones_again
from hemicycle.people.act import carry_out
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from hemicycle.correspondence.models import DeadlineExtension, Enquiry, Letter
    from hemicycle.journal.record import Performer


def extend(
    enquiry: Enquiry, performer: Performer, at: datetime, *, letter: Letter, day: date, until: time = END_OF_DAY
) -> DeadlineExtension:
    """The letter goes out at this moment, and everybody has a later deadline."""
    assert performer.person is not None
    with carry_out(enquiry.letter.consultation_id, performer, Action.LETTER_SEND, at) as act:
        given = {"given_at": at, "given_by": performer.person}
        made = enquiry.extensions.create(letter=letter, day=day, time=until, **given)
        judge_late_ones_again(enquiry, at)
        act.place = f"letter:{letter.pk}"
    return made
