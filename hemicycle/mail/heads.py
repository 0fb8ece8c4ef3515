"""The daily head of the journal's chain, to those who would notice another one: the chair and the secretariat.

A copy outside the installation is what makes the chain evidence: whoever could write the whole chain anew could not
change these mails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local, own_words
from hemicycle.consultations.languages import django_language
from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Seal
from hemicycle.mail.audience import Recipient
from hemicycle.mail.models import Mailing
from hemicycle.mail.own_texts import worded
from hemicycle.mail.placeholders import fill_known
from hemicycle.mail.queueing import deliver, languages_of
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from datetime import datetime

HEAD = "journal_head"
#: What the text names beside what every mail may: filled in when it is queued.
PLACEHOLDERS = ("head", "entries", "sealed")
_TO = (Role.CHAIR.value, Role.SECRETARIAT.value)

TEXTS: dict[str, Template] = {
    HEAD: Template(
        gettext_lazy("State of the record, daily"),
        lambda: _("State of the record: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the record of actions had {entries} sealed entries on {sealed}. Its last seal:\n\n"
            "{head}\n\n"
            "Please keep this e-mail. The seal will prove that no entry up to this one has been changed, "
            "removed or added."
        ),
        names=PLACEHOLDERS,
        required=("head", "entries", "sealed"),
    ),
}


def listen() -> None:
    """The desk knows this mail by its name from now on."""
    TEMPLATES.update(TEXTS)


def send_due(at: datetime) -> int:
    """Queue the head for each consultation that is under way, once on each of its days; return how many mailings.

    Where nothing was sealed since the last one, none is sent.
    """
    last = Seal.objects.last()
    if last is None:
        return 0
    under_way = [
        row
        for row in Consultation.objects.select_related("body").order_by("pk")
        if not row.closed and row.day(at) <= row.last_day
    ]
    return sum(_is_due(row, last, at) and _send(row, last, at) for row in under_way)


def _is_due(consultation: Consultation, last: Seal, at: datetime) -> bool:
    before = Mailing.objects.filter(consultation=consultation, template=HEAD).first()
    if before is None:
        return True
    return consultation.day(before.at) < consultation.day(at) and before.selection != {"seal": last.number}


def _send(consultation: Consultation, last: Seal, at: datetime) -> bool:
    rows = Registration.objects.select_related("person", "member").filter(
        consultation=consultation, role__in=_TO, status=RegistrationStatus.CONFIRMED.value, person__forgotten_at=None
    )
    recipients = [Recipient.registered(row) for row in rows.order_by("pk")]
    if not recipients:
        return False
    subject, body = worded(consultation, HEAD, languages_of(consultation, recipients))
    for code in body:
        with translation.override(django_language(code)), own_words.within(consultation):
            values = {
                "head": str(last),
                "entries": str(last.number),
                "sealed": local.to_the_second(last.at, consultation.zone) + own_time_of(last.at),
            }
        subject[code], body[code] = fill_known(subject[code], values), fill_known(body[code], values)
    with transaction.atomic():
        mailing = Mailing.objects.create(
            consultation=consultation, template=HEAD, subject=subject, body=body, selection={"seal": last.number}, at=at
        )
        deliver(mailing, recipients, at)
    return True
