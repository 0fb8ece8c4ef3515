"""Who reads the letters of a consultation that were sent, and for which Members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hemicycle.people import queries as people
from hemicycle.people.access import Requirement
from hemicycle.web.access import visitors
from hemicycle.web.access.page import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Performer
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


def _reader(request: HttpRequest, arguments: dict[str, Any]) -> Reader:
    consultation, now = visitors.find_consultation(arguments.pop("slug")), timezone.now()
    members = people.answers_for(visitors.person(request), consultation, now)
    if not members:
        visitors.take_part(visitors.person(request), consultation, now.astimezone(consultation.zone).date())
    return Reader(consultation, members, visitors.performer(request), now)


#: Whoever takes part in the consultation that ``slug`` names, and whoever answers for a Member, registered or not.
READER = Permission(Requirement.PART, _reader)
