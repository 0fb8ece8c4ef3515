"""A session that personal links to registrations began shows the registrations of those links, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

KEY = "purpose"
REGISTRATION = "registration"
#: Of the session: the names that the consultations of its links have in addresses, which never change.
OPENED = "registration_of"
#: Pages of such a session for the consultations of its links: one person is registered in several.
OF_A_LINK = frozenset({"registration", "registration_change", "registration_withdraw", "registration_links"})
#: A connection test by a link of its own, for any session.
TESTS_BY_LINK = frozenset(
    {
        "connection_test_link",
        "connection_test_link_begin",
        "connection_test_link_finish",
        "connection_test_link_result",
        "connection_test_link_letter",
    }
)
#: Its pages that are of no consultation, beside those of signing in and out.
PAGES = frozenset(
    {
        "personal_link",
        "administrator_link",
        "set_language",
        "room_words",
        "enter",
        "security_txt",
        *TESTS_BY_LINK,
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


def limit(request: HttpRequest, consultation: str) -> None:
    """Show one's registration in a consultation only, from now on, beside those that links opened before.

    Args:
        consultation: Its name in addresses.
    """
    before = request.session.get(OPENED, []) if is_limited(request) else []
    request.session[KEY], request.session[OPENED] = REGISTRATION, sorted({*before, consultation})


def is_limited(request: HttpRequest) -> bool:
    """Whether the session shows the registrations of its links only."""
    return request.session.get(KEY) == REGISTRATION


def refused(request: HttpRequest) -> HttpResponse:
    """The page that says what the session is for, and how to come to everything else."""
    return render(request, "web/account/only_registration.html", status=403)


def open_up(request: HttpRequest) -> None:
    """Show everything: the person has signed in for everything."""
    for key in (KEY, OPENED):
        request.session.pop(key, None)


def _is_open(request: HttpRequest, page: str, consultation: object) -> bool:
    """Whether a page is of the session: of one's registration, in the consultation of a link that was used."""
    if page in OF_A_LINK:
        return consultation in request.session.get(OPENED, [])
    return page in PAGES | SIGNING_IN


class PurposeMiddleware:
    """Stops what a session is not for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _arguments: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        """Say so instead of another page, and how to come to it."""
        match = request.resolver_match
        name = (match.url_name if match else "") or ""
        if not request.user.is_authenticated or not is_limited(request):
            return None
        if _is_open(request, name, named.get("slug")):
            return None
        return refused(request)
