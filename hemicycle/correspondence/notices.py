"""Mails that go out by themselves: receipts for replies, and reminders to those who have not answered."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.correspondence.changes import reply_changed
from hemicycle.correspondence.messages import assessment_message
from hemicycle.correspondence.models import ReplyVersion
from hemicycle.mail.audience import Recipient
from hemicycle.mail.models import Mailing
from hemicycle.mail.notices import deliver
from hemicycle.mail.placeholders import fill_known
from hemicycle.mail.texts import TEMPLATES, Template, worded
from hemicycle.mail.values import page
from hemicycle.people import queries as people
from hemicycle.rules.deadlines import Deadline
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.people.models import Person

log = logging.getLogger(__name__)

REMINDER = "reply_reminder"
#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = ("letter", "deadline", "reply_page", "receipt", "received", "standing")
TEXTS: dict[str, Template] = {
    "reply_receipt": Template(
        gettext_lazy("Receipt for a reply"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe reply of {member} to letter {letter} was received on {received}.\n\nReceipt number: "
            "{receipt}\n{standing}\n\nThe deadline is {deadline}. Until then you can change the reply; every version "
            "is kept. To see it: {reply_page}"
        ),
        registered=False,
    ),
    "reply_late": Template(
        gettext_lazy("Receipt for a late reply"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe reply of {member} to letter {letter} was received on {received}.\n\nReceipt number: "
            "{receipt}\n{standing}\n\nThe deadline was {deadline}. To see the reply, with every version: {reply_page}"
        ),
        registered=False,
    ),
    "reply_entered": Template(
        gettext_lazy("A reply from paper, mail or telephone was confirmed"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe secretariat entered a reply of {member} to letter {letter} that reached it on "
            "{received} otherwise than online, and a second person confirmed it.\n\nReceipt number: {receipt}\n"
            "{standing}\n\nPlease look whether it is what your Member answered: {reply_page}"
        ),
        registered=False,
    ),
    "reply_accepted": Template(
        gettext_lazy("A late reply was accepted"),
        lambda: _("Your late reply counts: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe chair accepted the reply of {member} to letter {letter}, which came late.\n\nReceipt "
            "number: {receipt}\n{standing}\n\nTo see it: {reply_page}"
        ),
        registered=False,
    ),
    REMINDER: Template(
        gettext_lazy("Reminder to those who have not replied"),
        lambda: _("Please reply to letter {letter}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nletter {letter} asks {member} for a reply, and none has been received yet. The deadline "
            "is {deadline}.\n\nPlease reply here: {reply_page}\n\nIf you have sent the reply on paper or by mail, you "
            "need not do anything: the secretariat is entering it."
        ),
        registered=False,
    ),
}


def listen() -> None:
    """Send receipts from now on; the desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)
    reply_changed.connect(_tell, dispatch_uid="correspondence.notices")


def queue(
    consultation: Consultation,
    template: str,
    recipients: Iterable[Recipient],
    at: datetime,
    known: Callable[[], Mapping[str, str]],
    sender: Person | None = None,
) -> Mailing:
    """Queue one of these texts to some people, each in their language.

    Args:
        known: What its own placeholders stand for, in the language of that moment.
        sender: Who sends it; nobody, where it goes out by itself.
    """
    to = list(recipients)
    subject, body = worded(template, {recipient.language for recipient in to} | {"en"})
    for code in body:
        with translation.override(translation.get_supported_language_variant(code)):
            values = known()
        subject[code], body[code] = fill_known(subject[code], values), fill_known(body[code], values)
    with transaction.atomic():
        mailing = Mailing.objects.create(
            consultation=consultation, template=template, subject=subject, body=body, at=at, sent_by=sender
        )
        deliver(mailing, to, at)
    return mailing


def about(enquiry: Enquiry) -> dict[str, str]:
    """What every one of these mails may say of an enquiry, in the language of that moment."""
    return {
        "letter": enquiry.letter.symbol,
        "deadline": local.deadline(enquiry.deadline),
        "reply_page": page("reply", enquiry.letter.consultation.slug, str(enquiry.pk)),
    }


def in_words(moment: datetime, zone: ZoneInfo) -> str:
    """A moment to the second, in a zone (rule 17)."""
    return local.deadline(Deadline(moment.astimezone(zone).replace(tzinfo=None, microsecond=0), zone))


def _tell(*, version: int | None, act: str, **_: Any) -> None:
    """Queue what follows from an act on a reply. It is done: that a mail cannot be queued must not undo it."""
    if version is None:
        return
    try:
        _after(version, Action(act))
    except Exception:
        log.exception("no mail could be queued after %s on version %s", act, version)


def _after(key: int, action: Action) -> None:
    related = ReplyVersion.objects.select_related("person", "reply__member", "reply__enquiry__letter__consultation")
    row = related.get(pk=key)
    enquiry, at = row.reply.enquiry, timezone.now()
    late = not enquiry.deadline.met(row.received_at)
    template = {
        Action.REPLY_GIVE: "reply_late" if late else "reply_receipt",
        Action.REPLY_CONFIRM: "" if row.returned_at else "reply_entered",
        Action.REPLY_ACCEPT: "reply_accepted",
    }.get(action, "")
    person = row.person if action is Action.REPLY_GIVE else _answering(row, at)
    if not template or person is None or person.forgotten_at is not None:
        return

    def known() -> dict[str, str]:
        received = in_words(row.received_at, ZoneInfo(enquiry.zone))
        standing = assessment_message(row.reply.why)
        if row.journal_head:
            standing += "\n" + _("Seal of the record: %(seal)s") % {"seal": row.journal_head}
        return {**about(enquiry), "receipt": row.receipt, "received": received, "standing": standing}

    queue(enquiry.letter.consultation, template, [Recipient.focal_point(person, row.reply.member)], at, known)


def _answering(row: ReplyVersion, at: datetime) -> Person | None:
    """Who answers for the Member now; where nobody does, whoever gave the answer."""
    mandate = people.authority_of(row.reply.enquiry.letter.consultation, row.reply.member, at)
    return mandate.person if mandate else row.person
