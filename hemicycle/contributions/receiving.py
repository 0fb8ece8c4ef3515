"""What arrives by mail as a contribution is entered with its source, and waits to be confirmed (rules 21 and 25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.contributions.actions.submitting import Source, enter
from hemicycle.rules.replies import Channel

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.contributions.content import Content
    from hemicycle.contributions.models import ContributionVersion
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Member, Upload


def from_mail(  # noqa: PLR0913 - what a mail says
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    member: Member,
    content: Content,
    mail: Upload,
    received: datetime,
    file: Upload | None = None,
    pages: int = 0,
) -> ContributionVersion:
    """Enter what a mail contributes for a Member.

    The Member's focal point, or else its contacts, get a link of their own by which they confirm it, or withdraw it; a
    second person of the secretariat may compare it with the mail instead. Until then it counts for nothing.

    Args:
        performer: Who of the secretariat filed the mail; or, without a person, the part of the system that took it.
        content: What was read from it; its ``members`` are those that it names beside the one that sends it.
        mail: As it arrived, byte for byte.
        received: When it did: late is what arrived late, whenever it is filed.
        file: Its attachment that is the contribution, where its text is not.

    Raises:
        Refusal: it lacks what the template asks for, or its item is not listed: it stays where the secretariat
            files it.
    """
    source = Source(Channel.MAIL, received, mail)
    return enter(consultation, performer, at, member=member, content=content, source=source, pages=pages, upload=file)
