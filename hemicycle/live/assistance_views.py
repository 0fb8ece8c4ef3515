"""The addresses by which a page shows the help desk its live connection, and at which the help desk reads it.

They need neither the media engine nor the push engine: they work while those do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from hemicycle.live import bodies, build_desk, rate_limit
from hemicycle.live.answers import answer, refusal
from hemicycle.live.reasons import LiveCode
from hemicycle.live.views import entering
from hemicycle.people import scopes
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refused
from hemicycle.sittings import queries
from hemicycle.support import live_connections, requests
from hemicycle.support.live_connections import LiveConnection

if TYPE_CHECKING:
    from django.http import HttpRequest, JsonResponse

    from hemicycle.live.views import Entered

#: The lists of many devices with long names, and a little more.
BODY_LIMIT = 65_536
#: They are sent and read every two seconds, and counted apart from what a hand does.
KIND = "assistance:"


@require_POST
@entering
def assistance(request: HttpRequest, who: Entered) -> JsonResponse:
    """Send the figures of one's own connection, while it is watched."""
    if not rate_limit.permits(who.registration.pk, KIND):
        return refusal(Reason(LiveCode.TOO_MANY))
    watch = requests.watch_of(who.sitting, who.registration.pk, timezone.now())
    if watch is None:
        return refusal(Reason(RuleCode.NOT_WATCHED))
    figures = bodies.read(request, LiveConnection, BODY_LIMIT)
    if figures is None:
        return refusal(Reason(LiveCode.MALFORMED))
    live_connections.keep(watch, figures)
    return answer({"ok": True})


@require_GET
@entering
def assisted(_request: HttpRequest, who: Entered, registration: int) -> JsonResponse:
    """What was asked of somebody's page, for the help desk, and the newest figures while they let it see them."""
    now = timezone.now()
    permitted = scopes.may_read(who.registration, who.capacity, Action.HELP_READ, who.sitting.consultation.day(now))
    if isinstance(permitted, Refused):
        return refusal(permitted.reason)
    if not rate_limit.permits(who.registration.pk, KIND):
        return refusal(Reason(LiveCode.TOO_MANY))
    if not queries.takes_part(who.sitting, registration):
        raise Http404
    watch = requests.watch_of(who.sitting, registration, now)
    figures = live_connections.newest(watch) if watch else None
    asked = [row.model_dump(mode="json") for row in build_desk.requests_to(who.sitting, registration)]
    return answer({"ok": True, "requests": asked, "figures": figures.model_dump(mode="json") if figures else None})
