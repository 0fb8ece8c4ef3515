"""Mails and personal links, in templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_datetime
from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import reader_language
from hemicycle.people import links, retention

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import PersonalLink, Registration

register = template.Library()
STATES = {
    links.State.GOOD: _("good"),
    links.State.USED: _("used"),
    links.State.EXPIRED: _("expired"),
    links.State.REVOKED: _("revoked"),
}


@dataclass(frozen=True)
class LinkRow:
    """A link and what it is now."""

    link: PersonalLink
    good: bool
    state: str


@register.simple_tag
def links_of(registration: Registration) -> list[LinkRow]:
    """Every personal link of a registration, the latest first."""
    now = timezone.now()
    found = [(link, links.state(link, now)) for link in registration.links.all()]
    return [LinkRow(link, state is links.State.GOOD, str(STATES[state])) for link, state in found]


@register.filter
def moment(at: datetime, of: Consultation) -> str:
    """Day and time, short, in the consultation's zone: "9 Jun 2020, 12:00"."""
    shown = at.astimezone(of.zone)
    if reader_language() == "en":  # the day comes before the month here
        return str(format_datetime(shown, "d MMM y, HH:mm", locale="en"))
    return str(format_datetime(shown, "medium", locale=reader_language()))


@register.simple_tag
def kept_until(consultation: Consultation) -> date:
    """The last day on which personal data of a consultation is kept."""
    return retention.due_on(consultation)


@register.simple_tag
def retention_is_due(consultation: Consultation) -> bool:
    """Whether that day is over."""
    return retention.is_due(consultation, timezone.now())
