"""Who gives and who reads a Member's reply, and what they are told who may not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
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
from hemicycle.web.access.page_actions import NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.seen_replies import Reader, Respondent
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Member, Person

#: The action whose sender is asked about by the act alone, under its lock: what is taken needs no page.
SUBMITS = "submit"


@dataclass(frozen=True)
class AtReply:
    """A focal point who replies for a Member.

    What a page shows is read when it is asked for: an answer that is taken needs none of it, for the act reads under
    its lock whatever it decides by.

    Attributes:
        read: Reads all that a page says of the reply; raises ``PageRefused`` or ``Http404`` where it is not theirs.
        slug: The consultation's.
        key: The enquiry's.
        code: The Member that the address names; empty for none.
        now: The moment at which they look.
        performer: They, for an action of a room.
    """

    read: Callable[[], Respondent]
    person: Person
    slug: str
    key: int
    code: str
    now: datetime
    performer: Performer

    @cached_property
    def respondent(self) -> Respondent:
        """All that a page says of the reply, and whether it is theirs to give."""
        return self.read()

    @cached_property
    def answering(self) -> tuple[Enquiry, Member]:
        """What they answer, and for which Member: for an act that itself asks whether it is theirs."""
        known = seen_replies.answering(self.slug, self.person, self.key, self.code)
        return known or (self.respondent.enquiry, self.respondent.member)


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


def _at(
    request: HttpRequest, arguments: dict[str, Any], read: Callable[[Callable[[], Respondent]], Respondent]
) -> AtReply:
    slug, person = arguments.pop("slug"), visitors.person(request)
    key, code, now = arguments.pop("pk"), request.GET.get("member", ""), timezone.now()
    found = partial(_respondent, slug, person, key, code, now)
    return AtReply(partial(read, found), person, slug, key, code, now, visitors.performer(request))


def _respondent(slug: str, person: Person, key: int, code: str, now: datetime) -> Respondent:
    try:
        return seen_replies.respondent(visitors.find_consultation(slug), person, key, code, now)
    except Enquiry.DoesNotExist as error:
        raise Http404 from error


def _on_page(request: HttpRequest, arguments: dict[str, Any]) -> AtReply:
    def read(found: Callable[[], Respondent]) -> Respondent:
        try:
            return found()
        except NotTheirs as why:
            raise _NotTheirs(why) from why
        except ChooseMember as several:
            raise _ChooseMember(several) from several

    at = _at(request, arguments, read)
    if request.POST.get(NAME) != SUBMITS:
        at.respondent  # noqa: B018 - whoever may not reply is told before anything is done
    return at


def _by_script(request: HttpRequest, arguments: dict[str, Any]) -> AtReply:
    def read(found: Callable[[], Respondent]) -> Respondent:
        try:
            return found()
        except NotTheirs as why:
            raise _Told(refusal_message(why.reason, why.consultation.zone), HTTPStatus.FORBIDDEN) from why
        except ChooseMember as several:
            raise _Told(_("Choose the Member for which you reply."), HTTPStatus.CONFLICT) from several

    at = _at(request, arguments, read)
    at.respondent  # noqa: B018 - as above
    return at


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
    return visitor.may_read(Action.REPLIES_SEE)


#: A focal point who replies to the enquiry that ``slug`` and ``pk`` name; of several Members that they answer for,
#: ``member`` in the query names one. Whether an answer that is submitted is theirs to give, its act asks; who is
#: refused there sees what they would have seen here (docs/decisions/0048-a-submitted-answer-is-asked-about-once.md).
RESPONDENT = Permission(Requirement.MANDATE, _on_page)
#: The same, for a script of the page.
RESPONDENT_BY_SCRIPT = Permission(Requirement.MANDATE, _by_script)
#: Somebody who may read the reply that ``slug``, ``pk`` and ``code`` name, or the version with that ``number`` of it.
READER = Permission(Requirement.REPLY, _reader)
