"""Who may read a Member's reply: whoever answers for it, whoever gave it, and those who see every reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Reply
from hemicycle.people import queries as people
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.registration import may_answer_for
from hemicycle.web.access import visitors
from hemicycle.web.replies.respondent import find_enquiry, versions_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.correspondence.models import Enquiry, ReplyVersion
    from hemicycle.people.models import Member


@dataclass(frozen=True)
class Reading:
    """A reply, and somebody who reads it.

    Attributes:
        answers: They answer for the Member now.
        sees_all: They see every reply of the consultation.
    """

    enquiry: Enquiry
    reply: Reply
    versions: tuple[ReplyVersion, ...]
    now: datetime
    answers: bool
    sees_all: bool

    @property
    def member(self) -> Member:
        """Whose reply it is."""
        return self.reply.member


def read(request: HttpRequest, slug: str, key: int, code: str, number: int | None = None) -> Reading:
    """A Member's reply, as its reader may see it.

    Args:
        number: Only that version is asked for, which whoever gave it may always see.

    Raises:
        Http404: there is no such reply, or no such version.
        PermissionDenied: it is none of theirs.
    """
    consultation = get_object_or_404(Consultation, slug=slug)
    person, now = visitors.person(request), timezone.now()
    sees_all = _sees_all(request, consultation, now)
    held = [row.mandate for row in consultation.focal_points.filter(person=person, member__code=code)]
    enquiry = find_enquiry(consultation, key)
    rows = Reply.objects.filter(enquiry=enquiry, member__code=code) if enquiry else Reply.objects.none()
    reply = rows.select_related("member").prefetch_related("member__names", "member__council_seats").first()
    versions = versions_of(reply)
    own = any(version.number == number and version.person_id == person.pk for version in versions)
    if not (sees_all or own or any(mandate.covers(now) for mandate in held)):
        raise PermissionDenied("reply")
    if enquiry is None or reply is None or (number and number not in {version.number for version in versions}):
        raise Http404
    reply.enquiry = enquiry
    answers = bool(held) and isinstance(
        may_answer_for(people.mandates(consultation, reply.member), person.pk, now), Allowed
    )
    return Reading(enquiry, reply, versions, now, answers, sees_all)


def _sees_all(request: HttpRequest, consultation: Consultation, now: datetime) -> bool:
    today = now.astimezone(consultation.zone).date()
    try:
        visitor = visitors.take_part(visitors.person(request), consultation, today)
    except PermissionDenied:
        return False
    return visitor.may(Action.REPLIES_SEE)
