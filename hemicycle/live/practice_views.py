"""The address to which a page tells that its person has practised alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.live import bodies, rate_limit
from hemicycle.live.answers import answer, refusal
from hemicycle.live.reasons import LiveCode
from hemicycle.live.taking_part import taking_part
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.support.actions import practices

if TYPE_CHECKING:
    from django.http import HttpRequest, JsonResponse

    from hemicycle.live.taking_part import TakingPart

#: What a page tells of a practice, many times over.
BODY_LIMIT = 2_048


@taking_part(Action.PRACTISE)
def finish(request: HttpRequest, who: TakingPart) -> JsonResponse:
    """Keep a practice that was finished, and say whether it counts."""
    if not rate_limit.permits(who.registration.pk):
        return refusal(Reason(LiveCode.TOO_MANY))
    practised = bodies.read(request, practices.Practised, BODY_LIMIT)
    if practised is None:
        return refusal(Reason(LiveCode.MALFORMED))
    try:
        made = practices.finish(who.consultation.pk, who.performer, timezone.now(), who.registration.pk, practised)
    except Refusal as refused:
        return refusal(refused.reason)
    return answer({"ok": True, "practised": made.counts})
