"""Pages that load themselves again while something goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Seconds after which a page of a mail that goes out is loaded again.
REFRESH = "5"


def refreshed(request: HttpRequest, response: HttpResponse, *, running: bool) -> HttpResponse:
    """Load the page again while a mail goes out, unless its reader asked for it to stand still.

    The address is named: a browser that came here with a part of a page in its address would only go to that part.
    """
    if running and "still" not in request.GET:
        response.headers["Refresh"] = f"{REFRESH}; url={request.get_full_path()}"
    return response
