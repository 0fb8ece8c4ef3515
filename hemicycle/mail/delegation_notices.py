"""Mails about a delegation: to whom authority is delegated, and to the person who delegated it (rule 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.mail.audience import Recipient
from hemicycle.mail.queueing import queue
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.people.models import FocalPoint

DELEGATED, COPY = "mandate_delegated", "mandate_delegated_copy"
#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = ("principal", "delegate", "from_when", "until_when")
TEXTS: dict[str, Template] = {
    DELEGATED: Template(
        gettext_lazy("Authority delegated, to the delegate"),
        lambda: _("You act for {member} by delegation: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "{principal}, focal point of {member}, has delegated to you the authority to act for it in the "
            "consultation “{consultation}” ({dates}).\n\n"
            "From: {from_when}\n"
            "Until: {until_when}\n\n"
            "Afterwards {principal} acts for {member} again, and can end the delegation at any time. The mandates are "
            "shown here: {delegation_page}\n\n"
            "If you think that this is a mistake, please write to the secretariat."
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("principal", "from_when", "until_when"),
    ),
    COPY: Template(
        gettext_lazy("Authority delegated, to the person who delegated it"),
        lambda: _("You have delegated your authority for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "{delegate} acts for {member} in the consultation “{consultation}” ({dates}) by your delegation, and has "
            "been informed.\n\n"
            "From: {from_when}\n"
            "Until: {until_when}\n\n"
            "To end the delegation earlier: {delegation_page}\n\n"
            "If you did not delegate it, please end it there and write to the secretariat."
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("delegate", "from_when", "until_when"),
    ),
}


def listen() -> None:
    """Called once, when Django is ready: the desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)


def tell(row: FocalPoint) -> None:
    """Queue what follows from a delegation: to the delegate, and a copy to the principal.

    Args:
        row: The mandate that was delegated, with ``delegated_by`` and the people of both.
    """
    principal = row.delegated_by.person if row.delegated_by else None
    if principal is None:
        return

    def known() -> dict[str, str]:
        return {
            "principal": principal.name,
            "delegate": row.shown_name,  # the principal learns nobody's name by typing an address
            "from_when": _moment(row, row.mandate.start),
            "until_when": _moment(row, row.end) if row.end else _("until it is withdrawn"),
        }

    now = timezone.now()
    for template, person in ((DELEGATED, row.person), (COPY, principal)):
        if person.forgotten_at is None:
            queue(row.consultation, template, [Recipient.focal_point(person, row.member)], now, known)


def _moment(row: FocalPoint, at: datetime) -> str:
    """A moment with its zone, to the minute, and by each reader's own clock."""
    minute = at.replace(second=0, microsecond=0)
    return local.moment(minute, row.consultation.zone) + own_time_of(minute)
