"""What cannot be read at all: the page says why, and what to do."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.shortcuts import render

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
    return render(request, "400.html", {"too_long": too_long}, status=status)


def _read_rest(request: HttpRequest) -> None:
    left = _READ
    with suppress(OSError):  # nobody waits for the answer any more
        while left > 0 and request.read(_PIECE):
            left -= _PIECE
