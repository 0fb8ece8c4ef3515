"""Personal links: a page with one button, for programs that look at mail follow links and press none."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.fields.keys import key_of
from hemicycle.journal.address import address_of
from hemicycle.journal.record import Performer
from hemicycle.mail import links
from hemicycle.mail.messages import refusal_message
from hemicycle.people import queries as people
from hemicycle.people.access import Requirement
from hemicycle.rules.permissions import Action
from hemicycle.sittings.queries import going_on
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, SEND, PageRefused, Permission, page
from hemicycle.web.access.page_actions import NAME, PageAction, run, told_there
from hemicycle.web.account import limited_session, security_log

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import PersonalLink
    from hemicycle.web.access.page_actions import Again


#: How the page of a link answers, by what the link is; it tells of no refusal.
_STATUSES = {
    "good": HTTPStatus.OK,
    "somebody_else": HTTPStatus.CONFLICT,
    links.State.USED.value: HTTPStatus.GONE,
    links.State.EXPIRED.value: HTTPStatus.GONE,
    links.State.REVOKED.value: HTTPStatus.GONE,
}


#: The links that sign somebody in.
_SIGN_IN = frozenset({links.Purpose.ENTER.value, links.Purpose.REGISTRATION.value})


class _NoSuchLink(PageRefused):
    """It was not copied whole, or belongs to another installation."""

    def response(self, request: HttpRequest) -> HttpResponse:
        return render(request, "web/account/personal_link.html", {"state": "unknown"}, status=HTTPStatus.NOT_FOUND)


@dataclass(frozen=True)
class _AtLink:
    """A personal link, and the moment at which somebody opens it.

    Attributes:
        performer: The system, from their address: who holds the link is not known before they use it.
    """

    link: PersonalLink
    secret: str
    performer: Performer
    now: datetime


def _at_link(request: HttpRequest, arguments: dict[str, Any]) -> _AtLink:
    secret = arguments.pop("token")
    link = links.find(secret)
    if link is None:
        security_log.note("link_refused", request, failed=True, state="unknown")
        raise _NoSuchLink
    return _AtLink(link, secret, Performer(address=address_of(request), system="link"), timezone.now())


def _send_another(at: _AtLink, _request: HttpRequest, _form: None) -> str:
    """To the address of the registration, whoever asks: who reads it there is the one whom it is for."""
    row = at.link.registration
    links.send(row.consultation_id, at.performer, at.now, row.pk, links.Purpose(at.link.purpose))
    return _("A new link is on its way to the address of the registration.")


SEND_ANOTHER = PageAction("again", Action.LINK_SEND, _send_another)


@never_cache
@page(Permission(Requirement.NOBODY, _at_link), FORM)
def personal_link(request: HttpRequest, at: _AtLink) -> HttpResponse:
    """Say what a link is for; at the button, use it. What is not good offers a new one.

    To use it is to sign in, which is no action of the table of permissions.
    """
    link = at.link
    if link.purpose == links.Purpose.TEST.value and links.state(link, at.now) is links.State.GOOD:
        return redirect("connection_test_link", at.secret)  # it signs nobody in
    if request.method == "POST" and request.POST.get(NAME) == SEND_ANOTHER.name:
        return _run_again(request, at)
    if request.user.is_authenticated and request.user.pk != link.registration.person_id:
        return _page(request, link, "somebody_else")
    state = links.state(link, at.now)
    if state is not links.State.GOOD:
        security_log.note("link_refused", request, failed=True, state=state.value)
        return _page(request, link, state.value)
    if request.method != "POST":
        return _page(request, link, "good")
    if not links.use(link, at.now):  # somebody was quicker
        return _page(request, link, links.State.USED.value)
    return _enter(request, link)


def _page(request: HttpRequest, link: PersonalLink, state: str) -> HttpResponse:
    return render(request, "web/account/personal_link.html", {"link": link, "state": state}, status=_STATUSES[state])


def _run_again(request: HttpRequest, at: _AtLink) -> HttpResponse:
    def again(refused: Again) -> HttpResponse:
        if refused.reason is not None:
            messages.error(request, refusal_message(refused.reason, at.link.registration.consultation.zone))
        context = {"link": at.link, "state": "asked"}
        return render(request, "web/account/personal_link.html", context, status=refused.status)

    return run(request, at, SEND_ANOTHER, then=request.path, again=again)


def _enter(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Sign in, and go where the link leads; a second factor, where it is required, is asked for on the way."""
    security_log.note("link_used", request, person=link.registration.person_id, purpose=link.purpose)
    row = link.registration
    if link.purpose not in _SIGN_IN:
        raise PermissionDenied("purpose")
    if link.purpose == links.Purpose.REGISTRATION.value:
        goes_to = reverse("registration", args=[row.consultation.slug])
        if not request.user.is_authenticated or limited_session.is_limited(request):
            limited_session.limit(request, row.consultation.slug)
    else:
        sitting = going_on(row.consultation)
        goes_to = reverse("room", args=[sitting.pk]) if sitting else reverse("home")
        limited_session.open_up(request)
    if request.user.is_authenticated:
        return redirect(goes_to)
    return cast("HttpResponse", perform_login(request, row.person, redirect_url=goes_to))


@dataclass(frozen=True)
class _AtRegistration:
    """Somebody who has signed in, and the key of a registration, theirs or not."""

    consultation: Consultation
    key: int
    performer: Performer
    now: datetime


def _at_registration(request: HttpRequest, arguments: dict[str, Any]) -> _AtRegistration:
    consultation, key = visitors.find_consultation(arguments.pop("slug")), arguments.pop("pk")
    if limited_session.is_limited(request):
        own = people.registration_of(visitors.person(request), consultation)
        if own is None or own.pk != key:  # of the secretariat too: a link to one's registration opens no desk
            raise PermissionDenied("limited_session")
    return _AtRegistration(consultation, key, visitors.performer(request), timezone.now())


def _revoke(at: _AtRegistration, request: HttpRequest, _form: None) -> str:
    links.revoke(at.consultation.pk, at.performer, at.now, at.key, key_of(request.POST["link"]) or 0)
    return _("The link was revoked.")


def _send(at: _AtRegistration, request: HttpRequest, _form: None) -> str:
    links.send(at.consultation.pk, at.performer, at.now, at.key, links.Purpose(request.POST["purpose"]))
    return _("The link is on its way.")


REVOKE = PageAction("revoke", Action.LINK_SEND, _revoke)
SEND_LINK = PageAction("send", Action.LINK_SEND, _send)


def _asked(request: HttpRequest) -> PageAction[_AtRegistration]:
    """What a form asks for, by the field that it sends.

    Raises:
        Http404: no form of ours sends this.
    """
    if key_of(request.POST.get("link", "")) is not None:
        return REVOKE
    if request.POST.get("purpose") in links.Purpose.values:
        return SEND_LINK
    raise Http404


# Whether it is somebody's own is asked by the action, which alone knows whose registration it is about.
@page(Permission(Action.LINK_SEND, _at_registration), SEND)
def registration_links(request: HttpRequest, at: _AtRegistration) -> HttpResponse:
    """Send a link anew, or revoke one: the secretariat, or the person themselves."""
    back = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(back, allowed_hosts=None, require_https=request.is_secure())
    then = back if back.startswith("/") and allowed else reverse("home")

    again = told_there(request, then, lambda reason: refusal_message(reason, at.consultation.zone))
    return run(request, at, _asked(request), then=then, again=again)
