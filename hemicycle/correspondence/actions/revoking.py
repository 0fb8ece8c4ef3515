"""The link in a letter's mail is revoked: it was forwarded, or went to the wrong address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries
from hemicycle.mail.models import Delivery
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer


def revoke_link(letter: Letter, performer: Performer, at: datetime, delivery: int) -> None:
    """Make the link of one of a letter's mails open nothing; one that is revoked stays so.

    Raises:
        Refusal: the letter has no such mail, or this person may not.
    """
    with carry_out(letter.consultation_id, performer, Action.LETTER_SEND, at) as act:
        rows = Delivery.objects.filter(pk=delivery, mailing__in=letter_queries.mailings(letter))
        if not rows.exists():
            raise Refusal(MailCode.NO_SUCH_LINK)
        act.place = f"letter:{letter.pk}"
        act.facts.update(letter=letter.symbol, revoked=delivery)
        rows.filter(link_revoked_at=None).update(link_revoked_at=at)
