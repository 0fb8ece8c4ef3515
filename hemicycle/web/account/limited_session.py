"""A session that a personal link to one's registration began shows that registration, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

KEY = "purpose"
REGISTRATION = "registration"
#: Pages of such a session, beside those of signing in and out.
PAGES = frozenset(
    {
        "registration",
        "registration_change",
        "registration_withdraw",
        "registration_links",
        "personal_link",
        "administrator_link",
        "set_language",
        "room_words",
        "enter",
        "security_txt",
    }
)
#: By name, so that a page of signing in that is added is stopped: setting up a factor would make a link the account.
SIGNING_IN = frozenset(
    {
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_logout",
        "account_session",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)


def limit(request: HttpRequest) -> None:
    """Show one's registration only, from now on."""
    request.session[KEY] = REGISTRATION


def is_limited(request: HttpRequest) -> bool:
    """Whether the session shows one's registration only."""
    return request.session.get(KEY) == REGISTRATION


def refused(request: HttpRequest) -> HttpResponse:
    """The page that says what the session is for, and how to come to everything else."""
    return render(request, "web/account/only_registration.html", status=403)


def open_up(request: HttpRequest) -> None:
    """Show everything: the person has signed in for everything."""
    request.session.pop(KEY, None)


class PurposeMiddleware:
    """Stops what a session is not for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _arguments: tuple[Any, ...], _named: object
    ) -> HttpResponse | None:
        """Say so instead of another page, and how to come to it."""
        match = request.resolver_match
        name = (match.url_name if match else "") or ""
        if name in PAGES | SIGNING_IN or not request.user.is_authenticated or not is_limited(request):
            return None
        return refused(request)
