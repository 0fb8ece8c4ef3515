"""Who is told of a Member's reply, where the secretariat or the chair did something with it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.mail.audience import Recipient, Selection, To, recipients

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member, Person


class Told(StrEnum):
    """As what somebody is told for a Member."""

    FOCAL_POINT = "focal_point"
    CONTACTS = "contacts"
    GAVE_IT = "gave_it"
    NOBODY = "nobody"


_WORDS: dict[Told, _StrPromise] = {
    Told.FOCAL_POINT: _("The focal point is informed."),
    Told.CONTACTS: _("The Member has no focal point: its contacts are informed."),
    Told.GAVE_IT: _("The Member has no focal point and no contact: the person who gave the reply is informed."),
    Told.NOBODY: _(
        "Nobody is informed: the Member has no focal point and no contact. Enter a contact, and inform it of this."
    ),
}


def told_for(
    consultation: Consultation, member: Member, at: datetime, gave: Person | None = None
) -> tuple[Told, list[Recipient]]:
    """Who is told for a Member: who answers for it at this moment, else its contacts, else whoever gave the answer.

    A Member that answered on paper only has nobody who answers for it.

    Args:
        gave: Who gave the answer, where they are known.
    """
    chosen = recipients(consultation, Selection(To.MEMBERS, members=(member.code,)), at)
    rows = [row for row in chosen if row.address and (row.person is None or not row.person.forgotten_at)]
    if rows:
        return Told.FOCAL_POINT if rows[0].person else Told.CONTACTS, rows
    if gave is not None and not gave.forgotten_at:
        return Told.GAVE_IT, [Recipient.focal_point(gave, member)]
    return Told.NOBODY, []


def who_is_told(consultation: Consultation, member: Member, at: datetime, gave: Person | None = None) -> str:
    """The same in words, for whoever did it."""
    return str(_WORDS[told_for(consultation, member, at, gave)[0]])
