"""The shapes in which the room's addresses answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from hemicycle.live import messages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http import HTTPStatus

    from hemicycle.rules.reasons import Reason


def answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    """An answer, with the server's time, which teaches the page's clock."""
    return JsonResponse({**content, "now": timezone.now().isoformat()}, status=status)


def refusal(reason: Reason, status: HTTPStatus | None = None) -> JsonResponse:
    """The shape of every refusal: ``{ok: false, reason, message, now}``."""
    message = messages.refusal_message(reason)
    return answer({"ok": False, "reason": reason.as_json(), "message": message}, status or reason.status)


def with_documents(content: dict[str, Any], documents: Mapping[str, str]) -> HttpResponse:
    """An answer with ``documents``, whose JSON is there already: it is the same for everybody who asks at once."""
    head = json.dumps({"ok": True, **content, "now": timezone.now().isoformat()})
    tail = ", ".join(f"{json.dumps(name)}: {text}" for name, text in documents.items())
    return HttpResponse(f'{head[:-1]}, "documents": {{{tail}}}}}', content_type="application/json")
