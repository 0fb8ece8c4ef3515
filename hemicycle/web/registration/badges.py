"""Badges and name plates, and the code on a badge that shows whether it is good."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hemicycle.consultations.joins import isolated
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.local import long_period
from hemicycle.people import queries
from hemicycle.people.member_names import member_name
from hemicycle.rules.capacity import ParticipationClass
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.pdf import pdf
from hemicycle.web.toolkit.text_fitting import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.people.participants import Participant
    from hemicycle.rules.capacity import Capacity

#: So many are made at once; more are taken in parts, so that a request is short and the room is not slowed down.
AT_ONCE = 100
#: Badges on a page.
LAYOUTS = {"a6": 1, "a4": 4}
#: Of the signature, in bytes: 128 bits are not guessed.
_SIGNATURE = 16
#: No key that a database gives out has more hexadecimal digits; a longer number cannot be signed.
_KEY_LENGTH = 16
#: A Member's name of so many characters is not broken over lines of a name plate.
_ON_ONE_LINE = 30
#: Of the bands of classes, in ``badges.css``.
_COLOURS = 4


@dataclass(frozen=True)
class Badge:
    """What is printed on one badge; sizes are in points."""

    name: str
    name_size: int
    member: str
    member_size: int
    capacity: str
    band: str
    languages: str
    code: SafeString


@dataclass(frozen=True)
class Plate:
    """What is printed on one name plate: "Name, Country"."""

    text: str
    size: int


def token(registration: Registration) -> str:
    """Names a registration to whoever checks its badge. It says nothing about the person, and cannot be made up.

    Changing the installation's secret key makes every badge void.
    """
    return f"{registration.pk:x}.{_signature(registration.consultation_id, registration.pk)}"


def _signature(consultation: int, key: int) -> str:
    digest = salted_hmac("hemicycle.web.badge", f"{consultation}.{key}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:_SIGNATURE]).decode().rstrip("=")


def registration_of(consultation: Consultation, asked: str) -> Registration | None:
    """Whose badge a token is of; ``None`` for one that is forged, or of another consultation."""
    number, _dot, signature = asked.partition(".")
    if len(number) > _KEY_LENGTH:
        return None
    try:
        key = int(number, 16)
    except ValueError:
        return None
    if not constant_time_compare(signature, _signature(consultation.pk, key)):
        return None
    return queries.find_registration(consultation, key)


def badges(consultation: Consultation, people: Sequence[Participant], layout: str) -> bytes:
    """Badges as PDF, in the present language.

    Args:
        layout: One of ``LAYOUTS``.
    """
    made, on_page = [_badge(consultation, participant) for participant in people], LAYOUTS[layout]
    sheets = [made[start : start + on_page] for start in range(0, len(made), on_page)]
    title = str(consultation)
    context = {"title": title, "title_size": fit(title, 89, 13, 11), "sheets": sheets, "layout": layout}
    return pdf(
        "registration/badges",
        {**context, "period": long_period(consultation.first_day, consultation.last_day)},
        labels.issuer(consultation),
        trial=consultation.trial,
    )


def plates(consultation: Consultation, people: Sequence[Participant]) -> bytes:
    """Name plates as PDF, in the present language: A4, folded, to be read from both sides."""
    return pdf(
        "registration/plates",
        {"plates": [_plate(participant) for participant in people]},
        labels.issuer(consultation),
        trial=consultation.trial,
    )


def _badge(consultation: Consultation, participant: Participant) -> Badge:
    registration = participant.registration
    name, member = registration.person.name, _stands_for(participant)
    address = reverse("badge_check", args=[consultation.slug, token(registration)])
    languages = dict.fromkeys([*registration.booth_languages, registration.person.language])
    return Badge(
        name=name,
        name_size=fit(name, 89, 36, 30),
        member=member,
        member_size=fit(member, 89, 15, 20),
        capacity=labels.capacity(participant.capacity),
        band=_band(consultation, participant.capacity),
        languages=" · ".join(NATIVE_NAMES[code] for code in languages),
        code=_drawn(settings.PUBLIC_ADDRESS + address),
    )


def _band(consultation: Consultation, capacity: Capacity) -> str:
    """The style class of the band: classes have the colours in the order of their lists, and then again."""
    if not isinstance(capacity, ParticipationClass):
        return capacity.value
    return f"class-{consultation.classes.place(capacity) % _COLOURS}"


def _plate(participant: Participant) -> Plate:
    member = _stands_for(participant) or labels.capacity(participant.capacity)
    if len(member) <= _ON_ONE_LINE:
        member = member.replace(" ", "\N{NO-BREAK SPACE}")
    text = _("%(name)s, %(member)s") % {
        "name": isolated(participant.registration.person.name),
        "member": isolated(member),
    }
    return Plate(text, fit(text, 250, 76, 66))


def _stands_for(participant: Participant) -> str:
    member = participant.registration.member
    return member_name(member) if member else ""


def _drawn(address: str) -> SafeString:
    """The address as a QR code, in SVG, with words for who cannot see it: the library draws it from squares alone."""
    words = _("Code by which the secretariat checks that this badge is valid")
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True, title=words)
    return mark_safe(drawn)  # noqa: S308
