"""Mails about summary records: that one was circulated, and what became of a request to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.agenda.notices import readers
from hemicycle.consultations import local
from hemicycle.mail.audience import Recipient
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of, page

if TYPE_CHECKING:
    from hemicycle.outcome.models import CorrectionRequest, SummaryRecord

#: What these texts name beside what every mail may: filled in when they are queued.
CIRCULATED = ("sitting", "correct_until", "summary_page")
DECIDED = ("sitting", "answer", "summary_page")
TEXTS: dict[str, Template] = {
    "summary_circulated": Template(
        gettext_lazy("A summary record was circulated"),
        lambda: _("Summary record of sitting {sitting}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe summary record of sitting {sitting} of the consultation “{consultation}” is available "
            "to delegations: {summary_page}\n\n"
            "Delegations can ask for corrections of their own statements there until {correct_until}."
        ),
        registered=False,
        names=CIRCULATED,
        required=("correct_until", "summary_page"),
    ),
    "correction_decided": Template(
        gettext_lazy("Decision on a correction of a summary record"),
        lambda: _("Your correction of the summary record of sitting {sitting}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour delegation asked for a correction of the summary record of sitting {sitting} of the "
            "consultation “{consultation}”. {answer}\n\nThe summary record: {summary_page}"
        ),
        registered=False,
        names=DECIDED,
        required=("answer",),
    ),
}


def listen() -> None:
    """The desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)


def tell_circulated(record: SummaryRecord) -> None:
    """Queue the mails, within the act that circulates."""
    sitting, until, at = record.sitting, record.correct_until, record.circulated_at
    consultation = sitting.consultation
    if until is None or at is None:
        raise LookupError("a summary record that was not circulated is told to nobody")

    def known() -> dict[str, str]:
        return {
            "sitting": str(sitting.number),
            "correct_until": local.moment(until, consultation.zone) + own_time_of(until),
            "summary_page": page("summary", consultation.slug, str(sitting.pk)),
        }

    with within_the_act(f"summary record {record.pk}"):
        to = readers(consultation, at)
        if to:
            queue(consultation, "summary_circulated", to, at, known, record.circulated_by)


def tell_decided(request: CorrectionRequest) -> None:
    """Queue the mail to who asked, within the act that decides."""
    sitting, at = request.paragraph.record.sitting, request.decided_at
    consultation, who = sitting.consultation, request.registration
    if at is None:
        raise LookupError("a request on which nobody decided is told to nobody")

    def known() -> dict[str, str]:
        answer = _("It was accepted.")
        if not request.accepted:
            answer = _("It was declined: {reason}").replace("{reason}", request.reason)
        return {
            "sitting": str(sitting.number),
            "answer": answer,
            "summary_page": page("summary", consultation.slug, str(sitting.pk)),
        }

    with within_the_act(f"correction request {request.pk}"):
        if who.person.is_active and who.person.forgotten_at is None:
            queue(consultation, "correction_decided", [Recipient.registered(who)], at, known, request.decided_by)
