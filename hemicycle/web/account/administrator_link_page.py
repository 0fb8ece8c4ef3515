"""The link by which an administrator signs in for the first time: a page with one button, as of a personal link."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from hemicycle.mail import administrator_links as links
from hemicycle.mail.links import State
from hemicycle.people.access import Requirement
from hemicycle.people.queries import registrations_of
from hemicycle.web.access.page import FORM, PageRefused, Permission, page
from hemicycle.web.account import limited_session, security_log

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import AdministratorLink

_TEMPLATE = "web/account/administrator_link.html"
_SOMEBODY_ELSE = "somebody_else"


class _NoSuchLink(PageRefused):
    """It was not copied whole, or belongs to another installation."""

    def response(self, request: HttpRequest) -> HttpResponse:
        return render(request, _TEMPLATE, {"state": "unknown"}, status=HTTPStatus.NOT_FOUND)


@dataclass(frozen=True)
class _AtLink:
    """A link, and the moment at which somebody opens it."""

    link: AdministratorLink
    now: datetime


def _at_link(request: HttpRequest, arguments: dict[str, Any]) -> _AtLink:
    link = links.find(arguments.pop("token"))
    if link is None:
        security_log.note("link_refused", request, failed=True, state="unknown")
        raise _NoSuchLink
    return _AtLink(link, timezone.now())


@never_cache
@page(Permission(Requirement.NOBODY, _at_link), FORM)
def administrator_link(request: HttpRequest, at: _AtLink) -> HttpResponse:
    """Say what the link is for; at the button, use it. What is not good says what to do instead."""
    link = at.link
    if request.user.is_authenticated and request.user.pk != link.administrator.person_id:
        return _page(request, link, _SOMEBODY_ELSE, HTTPStatus.CONFLICT)
    state = links.state(link, at.now)
    if state is State.GOOD and request.method != "POST":
        return _page(request, link, state.value, HTTPStatus.OK)
    if state is State.GOOD and not links.use(link, at.now):  # somebody was quicker
        state = State.USED
    if state is not State.GOOD:
        security_log.note("link_refused", request, failed=True, state=state.value)
        return _page(request, link, state.value, HTTPStatus.GONE)
    return _enter(request, link)


def _page(request: HttpRequest, link: AdministratorLink, state: str, status: HTTPStatus) -> HttpResponse:
    context = {"person": link.administrator.person, "state": state, "hours": links.HOURS}
    return render(request, _TEMPLATE, context, status=status)


def _enter(request: HttpRequest, link: AdministratorLink) -> HttpResponse:
    """Sign in, and go to the set-up page; a second factor, where it is required, is set up or given on the way."""
    person = link.administrator.person
    security_log.note("link_used", request, person=person.pk, purpose="administrator")
    limited_session.open_up(request)
    if request.user.is_authenticated:
        return redirect("setup")
    # A link in a mailbox is no sign-in after which factors may be set up, for it would take over what somebody has
    # (docs/decisions/0034-what-a-personal-link-opens.md). Who takes part in nothing yet has nothing.
    if not registrations_of(person):
        record_authentication(request, person, "code")
    return cast("HttpResponse", perform_login(request, person, redirect_url=reverse("setup")))
