"""The addresses of a connection test: it begins, and it is finished with what it measured.

Each comes twice: for who has signed in, and for who came by a personal link, which opens the tests of one registration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hemicycle.consultations.own_words import of_consultation
from hemicycle.journal.address import address_of
from hemicycle.journal.record import Performer
from hemicycle.live import bodies, push_access, rate_limit
from hemicycle.live.answers import answer, refusal
from hemicycle.live.reasons import LiveCode
from hemicycle.live.taking_part import TakingPart, taking_part
from hemicycle.mail import links
from hemicycle.people.access import Requirement, requires
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.support import connection_tests as queries
from hemicycle.support import media_rooms
from hemicycle.support.actions import connection_tests as actions
from hemicycle.support.measurements import EntryMeasurements, Measurements

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponseBase, JsonResponse

    from hemicycle.support.models import ConnectionTest

    View = Callable[..., HttpResponseBase]

#: What a test measured, many times over.
BODY_LIMIT = 16_384


@dataclass(frozen=True)
class Tester(TakingPart):
    """Who tests.

    Attributes:
        secret: Of the personal link by which they came; empty for who has signed in.
    """

    secret: str = ""

    def address(self, name: str, test: ConnectionTest) -> str:
        """An address of a test, by the way they came; ``name`` is ``finish`` or ``result``."""
        if self.secret:
            return reverse(f"connection_test_link_{name}", args=[self.secret, test.pk])
        return reverse(f"connection_test_{name}", args=[self.consultation.slug, test.pk])


def _signed_in(view: Callable[..., JsonResponse]) -> View:
    """For who has signed in and may test."""

    @taking_part(Action.CONNECTION_TEST)
    @wraps(view)
    def guarded(request: HttpRequest, who: TakingPart, **arguments: int) -> JsonResponse:
        return view(request, Tester(who.registration, who.performer), **arguments)

    return guarded


def _by_link(view: Callable[..., JsonResponse]) -> View:
    """For who came by a personal link; one that opens nothing is not found, whatever is wrong with it."""

    @requires(Requirement.NOBODY)
    @require_POST
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str, **arguments: int) -> JsonResponse:
        link = links.tester(token, timezone.now())
        if link is None:
            raise Http404
        of_consultation(link.registration.consultation)
        performer = Performer(address=address_of(request), system="link")
        return view(request, Tester(link.registration, performer, token), **arguments)

    return guarded


def _begin(_request: HttpRequest, who: Tester) -> JsonResponse:
    """A new test, with what its page connects to."""
    if not rate_limit.permits(who.registration.pk):
        return refusal(Reason(LiveCode.TOO_MANY))
    now = timezone.now()
    try:
        test = actions.begin(who.consultation.pk, who.performer, now, who.registration.pk)
    except Refusal as refused:
        return refusal(refused.reason)
    return answer(
        {
            "ok": True,
            "test": test.pk,
            "code": test.code,
            "carries_in": _seconds_until(test.carries_at, now),
            "media": media_rooms.open_room(test),
            "push": push_access.test_access(test.pk),
            "finish": who.address("finish", test),
        }
    )


def _seconds_until(turn: datetime | None, now: datetime) -> float:
    return max(0.0, (turn - now).total_seconds()) if turn else 0.0


def _finish(request: HttpRequest, who: Tester, pk: int) -> JsonResponse:
    """What a test measured, once; where its result is read."""
    test = queries.find(who.consultation, pk)
    if test is None or test.registration_id != who.registration.pk:
        raise Http404
    if not rate_limit.permits(who.registration.pk):
        return refusal(Reason(LiveCode.TOO_MANY))
    measurements, now = bodies.read(request, Measurements, BODY_LIMIT), timezone.now()
    if measurements is None:
        return refusal(Reason(LiveCode.MALFORMED))
    # Before it is judged: an engine that does not answer now was not kept away by somebody's network.
    there = media_rooms.close_room(test, now)
    try:
        test = actions.finish(who.consultation.pk, who.performer, now, test.pk, measurements, media_there=there)
    except Refusal as refused:
        return refusal(refused.reason)
    return answer({"ok": True, "result": who.address("result", test)})


def _entry(request: HttpRequest, who: Tester) -> JsonResponse:
    """What a page measured of its own connection as its person entered a sitting."""
    if not rate_limit.permits(who.registration.pk):
        return refusal(Reason(LiveCode.TOO_MANY))
    measurements = bodies.read(request, EntryMeasurements, BODY_LIMIT)
    if measurements is None:
        return refusal(Reason(LiveCode.MALFORMED))
    try:
        actions.entered(who.consultation.pk, who.performer, timezone.now(), who.registration.pk, measurements)
    except Refusal as refused:
        return refusal(refused.reason)
    return answer({"ok": True})


begin, finish, entry = _signed_in(_begin), _signed_in(_finish), _signed_in(_entry)
begin_by_link, finish_by_link = _by_link(_begin), _by_link(_finish)
