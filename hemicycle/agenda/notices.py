"""Mails that say that the agenda or the time plan was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.languages import own
from hemicycle.mail.audience import Recipient, Selection, To, recipients
from hemicycle.mail.models import Delivery
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import page
from hemicycle.rules.admission import RegistrationStatus

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation

#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = ("publication", "what_changes", "publication_page")
_NAMES = {AgendaPublication.Kind.AGENDA: "agenda_published", AgendaPublication.Kind.TIME_PLAN: "time_plan_published"}
_PAGES = {AgendaPublication.Kind.AGENDA: "agenda", AgendaPublication.Kind.TIME_PLAN: "time_plan"}
TEXTS: dict[str, Template] = {
    "agenda_published": Template(
        gettext_lazy("The agenda was published"),
        lambda: _("Agenda {publication}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe agenda of the consultation “{consultation}” was published as {publication}. "
            "{what_changes}\n\nTo read it in your language: {publication_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("publication_page",),
    ),
    "time_plan_published": Template(
        gettext_lazy("The time plan was published"),
        lambda: _("Time management plan {publication}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the time management plan of the consultation “{consultation}” was published as {publication}. "
            "{what_changes}\n\n"
            "To read it in your language: {publication_page}\n"
            "If you have added it to your calendar, open the calendar file on that page again: changed entries are "
            "moved and removed entries are cancelled."
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("publication_page",),
    ),
}


def listen() -> None:
    """The desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)


def readers(consultation: Consultation, at: datetime) -> list[Recipient]:
    """Whom it tells: the confirmed participants, and the focal points who are not among them."""
    confirmed = Selection(statuses=(RegistrationStatus.CONFIRMED.value,))
    told = recipients(consultation, confirmed, at)
    known = {recipient.person for recipient in told}
    others = recipients(consultation, Selection(To.FOCAL_POINTS), at)
    # Who answers for two Members is told once.
    return told + list({row.person: row for row in others if row.person not in known and _can_be_told(row)}.values())


def _can_be_told(recipient: Recipient) -> bool:
    person = recipient.person
    return person is not None and person.is_active and person.forgotten_at is None


def tell(publication: AgendaPublication) -> None:
    """Queue the mails, within the act that publishes."""
    kind, consultation = AgendaPublication.Kind(publication.kind), publication.consultation

    def known() -> dict[str, str]:
        words = own(publication.what_changes)
        changes = _("Changes in this revision: {words}")
        if publication.correction:
            changes = _("Changes in this correction: {words}")
        return {
            "publication": publication.symbol,
            "what_changes": changes.replace("{words}", words) if words else "",
            "publication_page": page(_PAGES[kind], consultation.slug),
        }

    at = publication.published_at
    with within_the_act(f"publication {publication.pk}"):
        to = readers(consultation, at)
        if to:
            queue(consultation, _NAMES[kind], to, at, known, publication.published_by)


def told(publication: AgendaPublication) -> int:
    """How many persons are told of it."""
    name = _NAMES[AgendaPublication.Kind(publication.kind)]
    of_this = {"consultation": publication.consultation_id, "template": name, "at": publication.published_at}
    return Delivery.objects.filter(**{f"mailing__{name}": value for name, value in of_this.items()}).count()
