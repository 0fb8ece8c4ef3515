"""A mail to many as its readers get it, before it is sent: one of them in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.languages import NATIVE_NAMES, first_of
from hemicycle.mail.message import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.mail.audience import Recipient
    from hemicycle.mail.models import Mailing


@dataclass(frozen=True)
class Preview:
    """The mail as one of its recipients gets it, and how many get it in this language."""

    language: str
    name: str
    number: int
    to: Recipient
    subject: str
    body: str


def previews(mailing: Mailing, everybody: Iterable[Recipient], sample: str = "") -> list[Preview]:
    """One for each language that goes out, with the values of somebody who gets it.

    Args:
        mailing: With its consultation, subject and body; it need not be saved.
        sample: Address of the recipient whose mail is shown in their language; of the first, where nobody has it.
    """
    by_language: dict[str, list[Recipient]] = {}
    for recipient in everybody:
        language = first_of((recipient.language, mailing.consultation.languages.last_resort), mailing.body)
        by_language.setdefault(language, []).append(recipient)
    found = []
    for code, people in by_language.items():
        to = next((recipient for recipient in people if recipient.address == sample), people[0])
        said = text(mailing, mailing.consultation, to, lambda _purpose: f"[{_('each person’s own link')}]")
        found.append(Preview(code, NATIVE_NAMES[code], len(people), to, said.subject, said.body))
    return found
