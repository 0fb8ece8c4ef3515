"""Answers in text come compressed: many delegations have a narrow line (docs/decisions/0065-what-a-page-weighs.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

#: Bytes that travel in one packet anyway.
PACKET = 1400
#: Files of people and papers are compressed already.
TEXTS = frozenset({"application/json", "application/javascript", "image/svg+xml"})


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages, JSON and exports in text, where the browser takes it and nobody learns from their length.

    A page elsewhere can have a browser ask for an address of ours with words of its choice, and who listens on the line
    sees how long the answer is: the better it compresses, the more the words are like what else is there (BREACH). What
    another site asks for with words is therefore sent as it is. The length of everything else is partly chance.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where that is of use and safe."""
        if not isinstance(response, HttpResponse):  # a file, as it is read
            return response
        if len(response.content) < PACKET or not _is_text(response) or _is_asked_by_another_site(request):
            return response
        return super().process_response(request, response)


def _is_text(response: HttpResponseBase) -> bool:
    kind = response.get("Content-Type", "").partition(";")[0].strip()
    return kind.startswith("text/") or kind in TEXTS


def _is_asked_by_another_site(request: HttpRequest) -> bool:
    """Whether the browser says so, of an address with words in it."""
    return bool(request.META.get("QUERY_STRING")) and request.headers.get("Sec-Fetch-Site") in {
        "cross-site",
        "same-site",
    }
