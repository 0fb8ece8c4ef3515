"""Which Members take part in a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.actions.members import changing
from hemicycle.people.changes import member_leaving
from hemicycle.people.models import Invitation
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER, may_take_out

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def invite(consultation: int, performer: Performer, at: datetime, code: str) -> None:
    """A Member takes part: people may register for it. Inviting it once more changes nothing.

    Raises:
        Refusal: there is no such Member.
    """
    with changing(consultation, performer, at, code) as (act, member):
        _, made = Invitation.objects.get_or_create(consultation=act.consultation, member=member)
        act.facts.update(invited=made)


def take_out(consultation: int, performer: Performer, at: datetime, code: str) -> None:
    """A Member takes part no longer.

    Raises:
        Refusal: somebody is registered for it, and nobody is to lose their place unheard; another room needs it,
            as who was asked by a letter stays; or it takes no part.
    """
    with changing(consultation, performer, at, code) as (act, member):
        registered = act.consultation.registrations.filter(member=member)
        number = registered.exclude(status__in=[status.value for status in OVER]).count()
        require(may_take_out(number))
        member_leaving.send(sender=Invitation, consultation=act.consultation.pk, member=member)
        deleted, _ = act.consultation.invitations.filter(member=member).delete()
        if not deleted:
            raise Refusal(PeopleCode.MEMBER_TAKES_NO_PART)
        act.facts.update(taken_out=True)
