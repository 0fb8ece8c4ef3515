"""Mails and personal links, in templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hemicycle.arrivals.addressing import address_of
from hemicycle.mail import links
from hemicycle.people import retention

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import PersonalLink
    from hemicycle.people.models import Registration

register = template.Library()
STATES = {
    links.State.GOOD: _("valid"),
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
    rows = [(link, links.state(link, now)) for link in registration.links.all()]
    return [LinkRow(link, state is links.State.GOOD, str(STATES[state])) for link, state in rows]


@register.simple_tag
def kept_until(consultation: Consultation) -> date:
    """The last day on which personal data of a consultation is kept."""
    return retention.due_on(consultation)


@register.simple_tag
def people_due(consultation: Consultation) -> int:
    """Of how many people it is due to be deleted."""
    return retention.people_due(consultation, timezone.now())


@register.simple_tag
def address_for(consultation: Consultation, kind: str = "") -> str:
    """To which people write to a consultation, for instance with a ``contribution``; empty where no mail is taken."""
    return address_of(consultation, kind)
