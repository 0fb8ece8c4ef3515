"""What every answer carries, and what stands before every page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.urls import reverse

from hemicycle.people import second_factor
from hemicycle.web.account import idle_sessions, limited_session, security_log

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
#: No page of a person: they sign for themselves, or carry nothing that is anybody's.
MACHINES = frozenset(
    {
        "health",
        "media_webhook",
        "push_connect",
        "steward_sittings",
        "steward_facts",
        "metrics",
        "room_words",
        "set_language",
        "security_txt",
    }
)
#: They refuse by themselves, with the reason that the room shows (``live.views``).
ROOM = frozenset(
    {
        "join",
        "push",
        "commands",
        "documents",
        "own_statement",
        "assistance",
        "assisted",
        "connection_test_begin",
        "connection_test_finish",
        "connection_test_entry",
        "practice_finish",
        "video_call_join",
    }
)
#: Ways to sign in: the factor is asked for at what comes after them. A link to test the connection signs nobody in.
ENTRANCES = frozenset(
    {
        *("enter", "personal_link", "administrator_link", "openid_connect_login", "openid_connect_callback"),
        *limited_session.TESTS_BY_LINK,
    }
)


class PermissionsPolicyMiddleware:
    """Tells the browser which devices the product may ask for, and that nobody else may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the header."""
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class SecurityLogMiddleware:
    """Writes into the security log who was refused what, and who asked too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        response = self._get_response(request)
        if response.status_code in REFUSALS:
            security_log.note_refusal(request, response.status_code)
        return response


class NotKeptMiddleware:
    """Keeps every answer that says nothing else out of all caches, the browser's too.

    On a shared computer the way back shows no page of whoever signed out. A page whose form would be lost says
    otherwise by itself (``toolkit.forms.answered_anew``); static files are answered before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the header."""
        response = self._get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class BeforePages(ABC):
    """Looks at the request for a page before the page does; machines are let through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],  # noqa: ARG002 - Django's interface
        arguments: tuple[Any, ...],  # noqa: ARG002 - the same
        named: dict[str, Any],  # noqa: ARG002 - the same
    ) -> HttpResponse | None:
        """Look, where it is a page that is asked for."""
        match = request.resolver_match
        page = (match.url_name if match else "") or ""
        return None if page in MACHINES else self.before(request, page)

    @abstractmethod
    def before(self, request: HttpRequest, page: str) -> HttpResponse | None:
        """The answer in place of that of the page of this name; None lets the page answer."""


class NoNulMiddleware(BeforePages):
    """Answers 400 to a NUL in an address or a form: nobody types one, and PostgreSQL keeps none.

    Machines send bodies, which are read as they came.
    """

    def before(self, request: HttpRequest, page: str) -> None:  # noqa: ARG002 - whichever page it is
        """Refuse it before any page reads it.

        Raises:
            BadRequest: there is one.
        """
        fields = [*request.GET.lists(), *request.POST.lists()]
        if "\0" in request.path_info or any("\0" in text for name, values in fields for text in (name, *values)):
            raise BadRequest("a NUL in an address or a form")


def _of_signing_in(page: str) -> bool:
    """The pages by which one signs in and out, and sets up or gives a second factor."""
    return page.startswith(("account_", "mfa_")) or page in ENTRANCES


class SecondFactorMiddleware(BeforePages):
    """Leads whoever must give a second factor, and has not, to where they set one up or give it."""

    def before(self, request: HttpRequest, page: str) -> HttpResponse | None:
        """Stop here what is not among the pages of signing in; a new page is stopped until it is named above."""
        if page in ROOM or _of_signing_in(page) or not second_factor.missing(request):
            return None
        if limited_session.is_limited(request):  # a link sets up no factor, and gives none
            return limited_session.refused(request)
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        goes_to = ways[0]["url"] if ways else reverse("account_security")
        return redirect(
            f"{goes_to}?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else goes_to
        )


class LastSeenMiddleware(BeforePages):
    """Keeps when and from where each session was last used, to some minutes, and ends one that is used no longer."""

    def before(self, request: HttpRequest, page: str) -> None:  # noqa: ARG002 - the same
        """Look at the session before the page does; whoever is signed out here is asked to sign in by the page."""
        if request.user.is_authenticated:
            idle_sessions.note_or_end(request)
