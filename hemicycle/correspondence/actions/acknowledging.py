"""An addressee says that a letter has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence import addressees, letter_queries, queries
from hemicycle.correspondence.models import Acknowledgement
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.journal.record import Performer
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out_in_share
from hemicycle.rules.enquiries import may_be_answered
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from hemicycle.correspondence.models import Letter
    from hemicycle.mail.models import Delivery
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member

#: Who acts where a contact, who has no account, uses the link in the mail.
BY_LINK = "letter link"


def acknowledge(letter: Letter, performer: Performer, at: datetime, member: Member) -> Acknowledgement:
    """The Member's focal point acknowledges a letter; the first time counts.

    Raises:
        Refusal: it was not sent, does not go to this Member, or this person does not answer for it.
    """
    with _carry_out(letter, performer, at, member) as act:
        made = _acknowledge(letter, member, at, person=performer)
        act.place = f"letter:{letter.pk}"
        act.facts.update(letter=letter.symbol)
    return made


def acknowledge_by_link(letter: Letter, delivery: Delivery, address: str | None, at: datetime) -> Acknowledgement:
    """Whoever got the mail uses its link: a focal point, as long as they are one, or a contact of the Member.

    Raises:
        Refusal: as for ``acknowledge``; or the mail was not of this letter, or a copy for information.
    """
    if delivery.mailing_id not in letter_queries.mailings(letter) or delivery.member is None or delivery.copy:
        raise Refusal(MailCode.NO_SUCH_LINK)
    performer = Performer(delivery.person, address, "" if delivery.person else BY_LINK)
    with _carry_out(letter, performer, at, delivery.member) as act:
        made = _acknowledge(letter, delivery.member, at, person=performer, delivery=delivery)
        act.place = f"letter:{letter.pk}"
        act.facts.update(letter=letter.symbol, delivery=delivery.pk)
    return made


def _carry_out(letter: Letter, performer: Performer, at: datetime, member: Member) -> AbstractContextManager[Act]:
    return carry_out_in_share(
        letter.consultation_id,
        performer,
        Action.LETTER_ACKNOWLEDGE,
        at,
        member=member,
        asked_as=queries.addressed_class(letter.pk, member),
        corrects=lambda: letter.corrects,
    )


def _acknowledge(
    letter: Letter, member: Member, at: datetime, *, person: Performer, delivery: Delivery | None = None
) -> Acknowledgement:
    require(may_be_answered(sent=letter.sent))
    if not addressees.goes_to(letter, member):
        raise Refusal(CorrespondenceCode.LETTER_NOT_TO_MEMBER)
    made, _new = Acknowledgement.objects.get_or_create(
        letter=letter, member=member, defaults={"person": person.person, "delivery": delivery, "at": at}
    )
    return made
