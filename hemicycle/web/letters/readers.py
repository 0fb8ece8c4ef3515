"""Who reads the letters of a consultation that were sent, and for which Members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone

from hemicycle.consultations.own_words import of_consultation
from hemicycle.correspondence import letter_queries
from hemicycle.journal.address import address_of
from hemicycle.people import queries as people
from hemicycle.people.access import Requirement
from hemicycle.web.access import visitors
from hemicycle.web.access.page import Permission
from hemicycle.web.letters import posting

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from hemicycle.mail.models import Delivery
    from hemicycle.people.models import Member


@dataclass(frozen=True)
class Reader:
    """Somebody who reads letters.

    Attributes:
        answers_for: The Members whose focal point they are at this moment.
    """

    consultation: Consultation
    answers_for: list[Member]
    performer: Performer
    now: datetime


@dataclass(frozen=True)
class LetterReader(Reader):
    """Somebody who reads a letter that was sent."""

    letter: Letter


@dataclass(frozen=True)
class MailReader:
    """Whoever got the mail of a letter, and has not signed in.

    Attributes:
        address: The network address that the request came from.
    """

    letter: Letter
    delivery: Delivery
    address: str | None
    now: datetime


def _reader(request: HttpRequest, arguments: dict[str, Any]) -> Reader:
    consultation, now = visitors.find_consultation(arguments.pop("slug")), timezone.now()
    person = visitors.person(request)
    members = people.answers_for(person, consultation, now)
    # Whoever has delegated their authority goes on to read what their Member is asked.
    if not members and not people.holds_mandate(person, consultation, now):
        visitors.take_part(person, consultation, now.astimezone(consultation.zone).date())
    return Reader(consultation, members, visitors.performer(request), now)


def _of_letter(request: HttpRequest, arguments: dict[str, Any]) -> LetterReader:
    reader = _reader(request, arguments)
    letter = letter_queries.by_symbol(reader.consultation, arguments.pop("symbol"))
    if letter is None:
        raise Http404
    return LetterReader(reader.consultation, reader.answers_for, reader.performer, reader.now, letter)


def _by_mail(request: HttpRequest, arguments: dict[str, Any]) -> MailReader:
    now = timezone.now()
    delivery = posting.delivery_of(arguments["token"], now)
    letter = letter_queries.of_mailing(delivery.mailing_id) if delivery else None
    if delivery is None or letter is None:
        raise Http404
    of_consultation(letter.consultation)
    return MailReader(letter, delivery, address_of(request), now)


#: Whoever takes part in the consultation that ``slug`` names, and every focal point, registered or not.
READER = Permission(Requirement.PART, _reader)
#: The same, of the letter that ``symbol`` names.
READER_OF_LETTER = Permission(Requirement.PART, _of_letter)
#: Whoever has the address with the ``token`` that their mail gave them.
BY_MAIL = Permission(Requirement.NOBODY, _by_mail)
