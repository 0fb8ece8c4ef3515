"""Requests of the help desk: reads of them, and what ends them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from hemicycle.rules.help_requests import OPEN_STATES, RequestKind, RequestState
from hemicycle.support import calls, live_connections
from hemicycle.support.models import HelpRequest

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import HelpCase

#: So many of one person are shown beside their messages.
SHOWN = 10


def latest(sitting: Sitting, registration: int) -> list[HelpRequest]:
    """The latest requests to somebody in a sitting, oldest first."""
    rows = HelpRequest.objects.filter(sitting=sitting, case__registration=registration)
    return list(rows.select_related("asked_by__person", "case").order_by("-pk")[:SHOWN])[::-1]


def of_case(case: HelpCase) -> list[HelpRequest]:
    """Every request in a case, oldest first."""
    return list(HelpRequest.objects.filter(case=case).select_related("asked_by__person").order_by("pk"))


def open_ones(registration: int, at: datetime) -> list[HelpRequest]:
    """Requests to somebody, in any case of theirs, that wait, or are carried out or watched."""
    rows = HelpRequest.objects.filter(_unfinished(), case__registration=registration)
    return [row for row in rows if row.state(at) in OPEN_STATES]


def watch_of(sitting: Sitting, registration: int, at: datetime) -> HelpRequest | None:
    """The request by which somebody lets the help desk see their connection in a sitting now."""
    watches = HelpRequest.objects.filter(
        _unfinished(), sitting=sitting, case__registration=registration, kind=RequestKind.WATCH.value, agreed=True
    )
    return next((row for row in watches.order_by("-pk") if row.state(at) is RequestState.AGREED), None)


def end(case: HelpCase, at: datetime) -> None:
    """End what is asked, carried out or watched in a case, which is another one's now, or over."""
    ended = False
    for request in HelpRequest.objects.select_for_update().filter(_unfinished(), case=case):
        if request.state(at) in OPEN_STATES:  # what has lapsed says so
            finish(request, at)
            ended = True
    if ended:
        calls.tell_rooms(case)


def finish(request: HelpRequest, at: datetime) -> None:
    """Nothing more becomes of a request; the identifier of its device goes, and what was seen of a connection."""
    request.ended_at, request.device = min(at, request.until), ""
    request.save()
    if request.of is RequestKind.WATCH:
        transaction.on_commit(partial(live_connections.forget, request))


def _unfinished() -> Q:
    return Q(ended_at=None)
