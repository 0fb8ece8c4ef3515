"""What every answer carries, and what stands before every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.shortcuts import redirect
from django.urls import reverse

from hemicycle.people import second_factor, sign_ins

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

SEEN_SECONDS = 300
#: No page of a person: they sign for themselves, or carry nothing that is anybody's.
MACHINES = frozenset(
    {"health", "media_webhook", "push_connect", "steward_sittings", "steward_facts", "room_words", "set_language"}
)
#: They refuse by themselves, with the reason that the room shows (``live.views``).
ROOM = frozenset({"join", "push", "commands", "documents"})
#: Ways to sign in: the factor is asked for at what comes after them.
ENTRANCES = frozenset({"enter", "personal_link", "openid_connect_login", "openid_connect_callback"})


class PermissionsPolicyMiddleware:
    """Tells the browser which devices the product may ask for, and that nobody else may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the header."""
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


def _of_signing_in(name: str) -> bool:
    """The pages by which one signs in and out, and sets up or gives a second factor."""
    return name.startswith(("account_", "mfa_")) or name in ENTRANCES


class SecondFactorMiddleware:
    """Leads whoever must give a second factor, and has not, to where they set one up or give it."""

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
    ) -> HttpResponseRedirect | None:
        """Stop here what is not among the pages of signing in; a new page is stopped until it is named above."""
        match = request.resolver_match
        name = (match.url_name if match else "") or ""
        if name in MACHINES | ROOM or _of_signing_in(name) or not second_factor.missing(request):
            return None
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        goes_to = ways[0]["url"] if ways else reverse("account_security")
        return redirect(
            f"{goes_to}?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else goes_to
        )


class LastSeenMiddleware:
    """Keeps when and from where each session was last seen, to some minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write it down where the last note is old."""
        response = self._get_response(request)
        match = request.resolver_match
        if match and match.url_name not in MACHINES and request.user.is_authenticated:
            note_session(request)
        return response


def note_session(request: HttpRequest) -> None:
    """Write down that a session is in use: from where, and when; once in ``SEEN_SECONDS``."""
    if cache.add(f"session.seen:{request.session.session_key}", 1, SEEN_SECONDS):
        sign_ins.seen_now(request)
