"""What the push engine asks: who it is that connects."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponseForbidden, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hemicycle.live import push_access
from hemicycle.people.access import Requirement, requires

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

#: Codes from 4500 on tell a client not to try again: the page asks the room's own address why.
REFUSED: dict[str, Any] = {"disconnect": {"code": 4501, "reason": "join again"}}


@requires(Requirement.SIGNATURE)
@csrf_exempt
@require_POST
def connect(request: HttpRequest) -> HttpResponseBase:
    """Under which name somebody connects, or that they may not (any longer)."""
    expected = f"Bearer {settings.CENTRIFUGO_API_KEY}"
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode()):
        return HttpResponseForbidden()
    try:
        token = json.loads(request.body)["data"]["token"]
    except (ValueError, LookupError, TypeError):
        return JsonResponse(REFUSED)
    name = push_access.who_connects(token) if isinstance(token, str) else None
    return JsonResponse({"result": {"user": name}} if name else REFUSED)
