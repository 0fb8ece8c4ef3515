"""What cannot be read at all: the page says why, and what to do."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.shortcuts import render

from hemicycle.web.access.largest_request import MEGABYTES, FilesTooLarge
from hemicycle.web.access.signing_in_first import came_from

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Of what is too long, so much is read and thrown away: a browser shows an answer only once it has sent all.
_READ = 64 * 1024 * 1024
_PIECE = 1024 * 1024


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django refuses to read."""
    too_long = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    if isinstance(exception, RequestDataTooBig):
        _read_rest(request)
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_long else HTTPStatus.BAD_REQUEST
    context = {"too_long": too_long, "files": isinstance(exception, FilesTooLarge), "most": MEGABYTES}
    return render(request, "400.html", context, status=status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's interface
    """Answer a form of a page that is older than its reader's sign-in, with the way back to that page."""
    return render(request, "403_csrf.html", {"back": came_from(request)}, status=HTTPStatus.FORBIDDEN)


def _read_rest(request: HttpRequest) -> None:
    left = _READ
    with suppress(OSError):  # nobody waits for the answer any more
        while left > 0 and request.read(_PIECE):
            left -= _PIECE
