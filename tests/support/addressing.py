"""A letter that a test makes as if it had been sent: to whom it went is written down, as sending does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence.models import Addressee
from hemicycle.people import queries as people
from hemicycle.people import voting
from hemicycle.people.models import Member
from tests.classes import KEYS

if TYPE_CHECKING:
    from collections.abc import Collection

    from hemicycle.correspondence.models import Letter


def address(letter: Letter, to: Collection[str] = KEYS) -> Letter:
    """It went to every Member that is invited now, each in its class and with its vote on the day of sending.

    Args:
        to: Only those of these classes.
    """
    if letter.sent_at is None:
        return letter
    day = letter.consultation.day(letter.sent_at)
    classes = letter.consultation.classes
    known = set(letter.addressees.values_list("member", flat=True))
    invited = Member.objects.filter(invitations__consultation=letter.consultation).exclude(pk__in=known)
    Addressee.objects.bulk_create(
        Addressee(
            letter=letter,
            member=member,
            capacity=people.class_of(member, classes, day).value,
            may_vote=voting.may_vote(member, people.class_of(member, classes, day), day),
        )
        for member in invited.prefetch_related("organ_seats", "vote_suspensions")
        if people.class_of(member, classes, day).value in to
    )
    return letter
