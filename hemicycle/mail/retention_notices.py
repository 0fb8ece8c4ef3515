"""The mail to the secretariat that personal data is to be deleted, thirty days before that at least."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.mail.audience import Selection, To, recipients
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import page
from hemicycle.people import retention
from hemicycle.people.changes import deletion_announced
from hemicycle.people.models import Deletion
from hemicycle.rules.capacity import Role

ANNOUNCED = "deletion_announced"
#: What the text names beside what every mail may: filled in when it is queued.
PLACEHOLDERS = ("kept_until", "number", "begins", "deletion_page")
TEXTS: dict[str, Template] = {
    ANNOUNCED: Template(
        gettext_lazy("Deletion of personal data announced"),
        lambda: _("Personal data is to be deleted: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the personal data of the consultation “{consultation}” was kept until {kept_until}. It is to be deleted "
            "on {begins} at the earliest, once a member of the secretariat has confirmed this. Until then nothing is "
            "deleted.\n\n"
            "People concerned: {number}\n\n"
            "The record stays: Members, roles, replies, turns and acts, with a number in place of each name.\n\n"
            "To confirm the deletion, or to see how the data can be kept longer: {deletion_page}"
        ),
        names=PLACEHOLDERS,
        required=("kept_until", "begins", "deletion_page"),
    ),
}


def listen() -> None:
    """Called once, when Django is ready: the desk knows the mail by its name."""
    TEMPLATES.update(TEXTS)
    deletion_announced.connect(_tell, dispatch_uid="mail.retention_notices")


def _tell(*, deletion: int, **_more: Any) -> None:
    with within_the_act(f"deletion {deletion}"):
        row = Deletion.objects.select_related("consultation").get(pk=deletion)
        consultation, now = row.consultation, timezone.now()
        chosen = Selection(To.REGISTERED, classes=(Role.SECRETARIAT.value,), statuses=("confirmed",))
        to = recipients(consultation, chosen, now)

        def known() -> dict[str, str]:
            return {
                "kept_until": local.long_date(retention.due_on(consultation)),
                "number": str(row.people),
                "begins": local.long_date(consultation.day(row.begins_at)),
                "deletion_page": page("deletion", consultation.slug),
            }

        if to:
            queue(consultation, ANNOUNCED, to, now, known)
