"""Which Members take part in a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.act import carry_out
from hemicycle.people.actions.members import changing
from hemicycle.people.changes import member_leaving
from hemicycle.people.models import Invitation, Member
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER, may_take_out

if TYPE_CHECKING:
    from collections.abc import Collection
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


def invite_many(consultation: int, performer: Performer, at: datetime, codes: Collection[str] | None) -> int:
    """These Members take part, or every Member; in one act, with one entry.

    Args:
        codes: None for every Member of the body.

    Returns:
        How many of them took no part before.

    Raises:
        Refusal: none is chosen, or one of them is no Member any more.
    """
    with carry_out(consultation, performer, Action.MEMBER_EDIT, at) as act:
        rows = Member.objects.filter(body=act.consultation.body_id).order_by("code")
        chosen = list(rows if codes is None else rows.filter(code__in=codes))
        if not chosen:
            raise Refusal(PeopleCode.MEMBERS_NOT_CHOSEN)
        if codes is not None and len(chosen) != len(set(codes)):
            raise Refusal(PeopleCode.NO_SUCH_MEMBER)
        there = set(act.consultation.invitations.values_list("member", flat=True))
        invited = [member for member in chosen if member.pk not in there]
        Invitation.objects.bulk_create(Invitation(consultation=act.consultation, member=member) for member in invited)
        act.facts["invited"] = [member.code for member in invited]
    return len(invited)


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
