"""What a mail's placeholders stand for, for one recipient, in the language of that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_datetime
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.local import long_period
from hemicycle.mail import about_people
from hemicycle.mail.models import PersonalLink
from hemicycle.people.queries import member_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.audience import Recipient

Purpose = PersonalLink.Purpose


def values(
    recipient: Recipient, consultation: Consultation, wanted: Collection[str], link: Callable[[Purpose], str]
) -> dict[str, str]:
    """The values of the placeholders that a text uses.

    Args:
        link: Makes the address of a personal link; asked only for one that the text uses.
    """
    member, registration = recipient.member, recipient.registration
    every: dict[str, Callable[[], str]] = {
        "name": lambda: recipient.name,
        "member": lambda: member_name(member) if member else "",
        "consultation": lambda: str(consultation),
        "dates": lambda: long_period(consultation.first_day, consultation.last_day),
        "closes": lambda: _closes(consultation),
        "home_page": lambda: page("home"),
        "register_page": lambda: page("register", consultation.slug),
        "delegation_page": lambda: page("delegation", consultation.slug, member.code if member else ""),
        "own_mandates_page": lambda: page("own_mandates", consultation.slug),
        "registration_page": lambda: page("registration", consultation.slug),
        "guide_page": lambda: page("guide", consultation.slug),
        "status": lambda: registration.get_status_display() if registration else "",
        "words": lambda: registration.status_reason if registration else "",
        "people": lambda: about_people.people(recipient.about),
        "entered_by": lambda: about_people.entered_by(recipient.about),
        "confirmed_by": lambda: about_people.confirmed_by(recipient.about),
        "link": lambda: link(Purpose.ENTER),
        "registration_link": lambda: link(Purpose.REGISTRATION),
    }
    return {name: every[name]() for name in wanted}


def page(name: str, *arguments: str) -> str:
    """Address of a page; of the home page where there is no such page."""
    try:
        path = reverse(name, args=arguments)
    except NoReverseMatch:
        path = reverse("home")
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _locale() -> str:
    """CLDR's locale: in English the day comes before the month, which is written out, as Australia has it."""
    language = reader_language()
    return "en_AU" if language == "en" else language


def _closes(consultation: Consultation) -> str:
    """A sentence, where registration closes at some time."""
    closes = consultation.registration_closes_at
    if closes is None:
        return ""
    moment = format_datetime(closes.astimezone(consultation.zone), "long", locale=_locale())
    return _("Registration closes on %(moment)s.") % {"moment": moment}
