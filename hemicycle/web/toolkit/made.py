"""A file that took long to make says to the page that asked for it that its download begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    Answer = TypeVar("Answer", bound=HttpResponseBase)

#: What the page calls its request (``frontend/src/pages/toolkit/making.ts``): of the query, and of the cookie.
NAME = "made"
_MARK = re.compile(r"[0-9a-f]{1,32}")
_SECONDS = 60


def begun(request: HttpRequest, answer: Answer) -> Answer:
    """The same answer, with the mark of its request in a cookie that the page's script reads, for a minute."""
    mark = request.GET.get(NAME, "")
    if _MARK.fullmatch(mark):
        answer.set_cookie(
            NAME,
            mark,
            max_age=_SECONDS,
            path=request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Strict",
        )
    return answer
