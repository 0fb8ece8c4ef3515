"""The address by which a page shows the help desk its live connection, and at which the help desk reads it.

It needs neither the media engine nor the push engine: it works while they do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hemicycle.fields.keys import key_of
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


@require_http_methods(["GET", "POST"])
@entering
def assistance(request: HttpRequest, who: Entered) -> JsonResponse:
    """Send the figures of one's own connection; or read those of somebody (``of``), and what was asked of them."""
    if not rate_limit.permits(who.registration.pk, "assistance:"):
        return refusal(Reason(LiveCode.TOO_MANY))
    return _keep(request, who) if request.method == "POST" else _read(request, who)


def _keep(request: HttpRequest, who: Entered) -> JsonResponse:
    watch = requests.watch_of(who.sitting, who.registration.pk, timezone.now())
    if watch is None:
        return refusal(Reason(RuleCode.NOT_WATCHED))
    figures = bodies.read(request, LiveConnection, BODY_LIMIT)
    if figures is None:
        return refusal(Reason(LiveCode.MALFORMED))
    live_connections.keep(watch, figures)
    return answer({"ok": True})


def _read(request: HttpRequest, who: Entered) -> JsonResponse:
    now = timezone.now()
    permitted = scopes.may_read(who.registration, who.capacity, Action.HELP_READ, who.sitting.consultation.day(now))
    if isinstance(permitted, Refused):
        return refusal(permitted.reason)
    owner = key_of(request.GET.get("of", ""))
    if owner is None or not queries.takes_part(who.sitting, owner):
        raise Http404
    watch = requests.watch_of(who.sitting, owner, now)
    figures = live_connections.newest(watch) if watch else None
    asked = [row.model_dump(mode="json") for row in build_desk.requests_to(who.sitting, owner)]
    return answer({"ok": True, "requests": asked, "figures": figures.model_dump(mode="json") if figures else None})
