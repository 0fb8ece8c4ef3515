"""Who is signed out and opens or sends something is led to sign in, and from there back to the page they were on."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponseBase]


def came_from(request: HttpRequest) -> str:
    """The path of the page of ours that sent this, with its query; empty where the browser does not say."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def say_nothing_was_sent(request: HttpRequest) -> None:
    """Say so on the page of signing in. A script that saves a draft tells its reader itself."""
    if request.headers.get("Sec-Fetch-Dest", "document") == "document":
        messages.warning(request, _("You are signed out, so nothing was sent. Sign in, then send it again."))


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the page of signing in, and back: of something sent, to the page with its form, where it is still typed.

    The address of a form may take no reading, so that it is no place to come back to.
    """
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    say_nothing_was_sent(request)
    return redirect_to_login(came_from(request) or request.get_full_path())


def signed_in(view: View) -> View:
    """A view that only somebody signed in reaches."""

    @wraps(view)
    def asked(request: HttpRequest, **arguments: object) -> HttpResponseBase:
        return view(request, **arguments) if request.user.is_authenticated else sign_in_first(request)

    return asked
