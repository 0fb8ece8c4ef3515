"""What the push engine asks: who it is that connects."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponseForbidden, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hemicycle.live import push_access
from hemicycle.people.access import Requirement, requires

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

#: Codes from 4500 on tell a client not to try again: the page asks the room's own address why.
REFUSED: dict[str, Any] = {"disconnect": {"code": 4501, "reason": "join again"}}


class PushConnectMiddleware:
    """Answers the push engine before all that stands in front of pages: sessions, languages, what browsers are told.

    After the engine was restarted it asks for everybody at once. Who asks without its key goes the way of everybody,
    and is refused and noted there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._path = reverse("push_connect", urlconf="hemicycle.live.urls")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if request.path_info != self._path or request.method != "POST" or not _is_push_engine(request):
            return self._get_response(request)
        answer = _answer(request)
        answer.headers["Content-Length"] = str(len(answer.content))
        return answer


def _is_push_engine(request: HttpRequest) -> bool:
    expected = f"Bearer {settings.CENTRIFUGO_API_KEY}"
    return hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode())


@requires(Requirement.SIGNATURE)
@csrf_exempt
@require_POST
def connect(request: HttpRequest) -> HttpResponseBase:
    """Under which name somebody connects, or that they may not (any longer)."""
    return _answer(request) if _is_push_engine(request) else HttpResponseForbidden()


def _answer(request: HttpRequest) -> JsonResponse:
    try:
        token = json.loads(request.body)["data"]["token"]
    except (ValueError, LookupError, TypeError):
        return JsonResponse(REFUSED)
    name = push_access.who_connects(token) if isinstance(token, str) else None
    return JsonResponse({"result": {"user": name}} if name else REFUSED)
