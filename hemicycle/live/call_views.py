"""The address by which a page joins a call of the help desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from hemicycle.live import rate_limit
from hemicycle.live.answers import answer, refusal
from hemicycle.live.reasons import LiveCode
from hemicycle.live.taking_part import taking_part
from hemicycle.rules.help_calls import may_join
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal, Refused
from hemicycle.support import calls, media_rooms
from hemicycle.support.actions import calls as actions

if TYPE_CHECKING:
    from django.http import HttpRequest, JsonResponse

    from hemicycle.live.taking_part import TakingPart


@taking_part(Action.HELP_POST)
def join(_request: HttpRequest, who: TakingPart, pk: int) -> JsonResponse:
    """What one of the two connects to; ``media`` is null while the media engine is away, and nobody has joined then."""
    mine, now = who.registration, timezone.now()
    call = calls.find(who.consultation, pk)
    if call is None or not call.is_of(mine.pk):
        raise Http404
    if not rate_limit.permits(mine.pk):
        return refusal(Reason(LiveCode.TOO_MANY))
    decision = may_join(call.state(now))
    if isinstance(decision, Refused):
        return refusal(decision.reason)
    media = media_rooms.open_call(call, mine.pk)
    if media is not None:
        try:
            actions.join(mine.consultation_id, who.performer, now, call.pk)
        except Refusal as refused:
            calls.close_room(call, now)  # it was ended meanwhile, and its room made again here
            return refusal(refused.reason)
    return answer({"ok": True, "media": media})
