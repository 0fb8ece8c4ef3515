"""Who reads the letters of a consultation that were sent, and for which Members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from hemicycle.consultations.models import Consultation
from hemicycle.people import queries as people
from hemicycle.web.access import visitors

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.people.models import Member


@dataclass(frozen=True)
class Reader:
    """Somebody who reads letters.

    Attributes:
        answers_for: The Members whose focal point they are at this moment.
    """

    consultation: Consultation
    answers_for: list[Member]


def reader(request: HttpRequest, slug: str, at: datetime) -> Reader:
    """The person as a reader: whoever takes part, and whoever answers for a Member, registered or not.

    Raises:
        Http404: there is no such consultation.
        PermissionDenied: they do neither.
    """
    consultation = get_object_or_404(Consultation, slug=slug)
    members = people.answers_for(visitors.person(request), consultation, at)
    if not members:
        visitors.take_part(visitors.person(request), consultation, at.astimezone(consultation.zone).date())
    return Reader(consultation, members)
