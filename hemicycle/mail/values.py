"""What a mail's placeholders stand for, for one recipient, in the language of that moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations.local import long_period
from hemicycle.mail import about_people
from hemicycle.mail.models import PersonalLink
from hemicycle.people.member_names import member_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.audience import Recipient
    from hemicycle.people.models import Person, Registration

Purpose = PersonalLink.Purpose
_OWN_TIME = "own_time_"


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
        "closes": lambda: _closes(consultation, recipient.person),
        "home_page": lambda: page("home"),
        "register_page": lambda: page("register", consultation.slug),
        "delegation_page": lambda: page("delegation", consultation.slug, member.code if member else ""),
        "own_mandates_page": lambda: page("own_mandates", consultation.slug),
        "registration_page": lambda: page("registration", consultation.slug),
        "guide_page": lambda: page("guide", consultation.slug),
        "status": lambda: registration.get_status_display() if registration else "",
        "words": lambda: registration.status_reason if registration else "",
        "reason": lambda: _reason(registration),
        "people": lambda: about_people.people(recipient.about),
        "entered_by": lambda: about_people.entered_by(recipient.about),
        "confirmed_by": lambda: about_people.confirmed_by(recipient.about),
        "link": lambda: link(Purpose.ENTER),
        "registration_link": lambda: link(Purpose.REGISTRATION),
        "test_link": lambda: link(Purpose.TEST),
    }
    return {name: every[name]() if name in every else _own_time(name, recipient, consultation) for name in wanted}


def own_time_of(moment: datetime) -> str:
    """A placeholder in braces: the moment as each reader's own clock shows it, with what parts it from what is before.

    It is empty for a reader whose zone is not known or has the consultation's time.
    """
    return f"{{{_OWN_TIME}{int(moment.timestamp())}}}"


def _own_time(name: str, recipient: Recipient, consultation: Consultation) -> str:
    """What such a placeholder stands for.

    Raises:
        KeyError: it is none.
    """
    if not name.startswith(_OWN_TIME):
        raise KeyError(name)
    moment = datetime.fromtimestamp(int(name.removeprefix(_OWN_TIME)), UTC)
    return and_own_time(moment, consultation, recipient.person)


def and_own_time(moment: datetime, consultation: Consultation, person: Person | None) -> str:
    """What follows a moment in words: the same by a reader's own clock; empty where it shows no other time."""
    own = local.own_time(moment, consultation.zone, person.time_zone if person else "")
    return _("; your own time: %(own)s") % {"own": own} if own else ""


def page(name: str, *arguments: str) -> str:
    """Address of a page; of the home page where there is no such page."""
    try:
        path = reverse(name, args=arguments)
    except NoReverseMatch:
        path = reverse("home")
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _reason(registration: Registration | None) -> str:
    """The words of whoever withdrew somebody, who may write another language, after what says that they are theirs."""
    words = registration.status_reason if registration else ""
    return _("Reason given: %(words)s") % {"words": words} if words else ""


def _closes(consultation: Consultation, person: Person | None) -> str:
    """A sentence, where registration closes at some time."""
    closes = consultation.registration_closes_at
    if closes is None:
        return ""
    moment = local.moment(closes, consultation.zone) + and_own_time(closes, consultation, person)
    return _("Registration closes on %(moment)s.") % {"moment": moment}
