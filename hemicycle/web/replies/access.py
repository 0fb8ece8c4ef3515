"""Who gives and who reads a Member's reply, and what they are told who may not."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.correspondence import seen_replies
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Enquiry, Reply
from hemicycle.correspondence.seen_replies import ChooseMember, NotForThem, NotTheirs
from hemicycle.people.access import Requirement
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visitors
from hemicycle.web.access.page import PageRefused, Permission

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.seen_replies import Reader, Respondent
    from hemicycle.journal.record import Performer


@dataclass(frozen=True)
class AtReply:
    """A focal point who replies for a Member.

    Attributes:
        performer: They, for an action of a room.
    """

    respondent: Respondent
    performer: Performer

    @property
    def now(self) -> datetime:
        """The moment at which they look."""
        return self.respondent.now


class _NotTheirs(PageRefused):
    def __init__(self, why: NotTheirs) -> None:
        self.why = why

    def response(self, request: HttpRequest) -> HttpResponse:
        why = self.why
        delegated = why.member is not None and why.reason.code == "mandate_delegated"
        context = {
            "consultation": why.consultation,
            "code": why.reason.code,
            "words": refusal_message(why.reason, why.consultation.zone),
            "member": why.member,
            "holder": why.holder,
            "delegation": reverse("delegation", args=[why.consultation.slug, why.member.code])
            if why.member and delegated
            else "",
        }
        return render(request, "web/replies/refused.html", context, status=HTTPStatus.FORBIDDEN)


class _ChooseMember(PageRefused):
    def __init__(self, several: ChooseMember) -> None:
        self.several = several

    def response(self, request: HttpRequest) -> HttpResponse:
        context = {"enquiry": self.several.enquiry, "members": self.several.members}
        return render(request, "web/replies/choose.html", context)


class _Told(PageRefused):
    """A script is told in words."""

    def __init__(self, message: str, status: HTTPStatus) -> None:
        self.message, self.status = message, status

    def response(self, _request: HttpRequest) -> HttpResponse:
        return JsonResponse({"message": self.message}, status=self.status)


def _find(request: HttpRequest, arguments: dict[str, Any]) -> AtReply:
    consultation, person = visitors.find_consultation(arguments.pop("slug")), visitors.person(request)
    key, code = arguments.pop("pk"), request.GET.get("member", "")
    try:
        respondent = seen_replies.respondent(consultation, person, key, code, timezone.now())
    except Enquiry.DoesNotExist as error:
        raise Http404 from error
    return AtReply(respondent, visitors.performer(request))


def _on_page(request: HttpRequest, arguments: dict[str, Any]) -> AtReply:
    try:
        return _find(request, arguments)
    except NotTheirs as why:
        raise _NotTheirs(why) from why
    except ChooseMember as several:
        raise _ChooseMember(several) from several


def _by_script(request: HttpRequest, arguments: dict[str, Any]) -> AtReply:
    try:
        return _find(request, arguments)
    except NotTheirs as why:
        raise _Told(refusal_message(why.reason, why.consultation.zone), HTTPStatus.FORBIDDEN) from why
    except ChooseMember as several:
        raise _Told(_("Say for which Member you reply."), HTTPStatus.CONFLICT) from several


def _reader(request: HttpRequest, arguments: dict[str, Any]) -> Reader:
    consultation, now = visitors.find_consultation(arguments.pop("slug")), timezone.now()
    reply_key, number = (arguments.pop("pk"), arguments.pop("code")), arguments.get("number", 0)
    sees_all = _sees_all(request, consultation, now)
    try:
        return seen_replies.reader(
            consultation, visitors.person(request), now, reply_key, sees_all=sees_all, number=number
        )
    except NotForThem as error:
        raise PermissionDenied("reply") from error
    except Reply.DoesNotExist as error:
        raise Http404 from error


def _sees_all(request: HttpRequest, consultation: Consultation, now: datetime) -> bool:
    today = now.astimezone(consultation.zone).date()
    try:
        visitor = visitors.take_part(visitors.person(request), consultation, today)
    except PermissionDenied:
        return False
    return visitor.may(Action.REPLIES_SEE)


#: A focal point who replies to the enquiry that ``slug`` and ``pk`` name; of several Members that they answer for,
#: ``member`` in the query names one.
RESPONDENT = Permission(Requirement.MANDATE, _on_page)
#: The same, for a script of the page.
RESPONDENT_BY_SCRIPT = Permission(Requirement.MANDATE, _by_script)
#: Somebody who may read the reply that ``slug``, ``pk`` and ``code`` name, or the version with that ``number`` of it.
READER = Permission(Requirement.REPLY, _reader)
