"""How fast one person may ask the room's addresses, looked at before the database is asked anything.

Pages ask when they enter, when they come back, and every two seconds while the push engine is away. A program that asks
as fast as it is answered would keep everybody's commands waiting. Counted in each process for itself, for it is this
process's time that is at stake; what a person may do in all is limited elsewhere (``rate_limit``).
"""

from __future__ import annotations

import math
import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import translation

from hemicycle.live import answers
from hemicycle.live.reasons import LiveCode
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, JsonResponse


@dataclass(frozen=True)
class Pace:
    """A bucket.

    Attributes:
        most: Requests' worth that may come at once.
        per_second: Worth that comes back in each second.
    """

    most: float
    per_second: float


READING, COMMANDS = Pace(40, 5), Pace(60, 6)
#: By the last part of an address: which bucket it empties, and by how much. Joining costs ten times a command's time.
COSTS = {"join": (READING, 5.0), "push": (READING, 1.0), "documents": (READING, 1.0), "commands": (COMMANDS, 1.0)}
ADDRESS = re.compile(r"/sittings/\d+/(join|push|documents|commands)$")
#: People remembered; those who asked longest ago are forgotten.
REMEMBERED = 20_000


class Buckets:
    """What each person has left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[tuple[str, Pace], tuple[float, float]] = OrderedDict()

    def take(self, who: str, pace: Pace, cost: float) -> float:
        """Take so much; seconds until that is possible, and nothing is taken, where it is not."""
        now = self._clock()
        with self._lock:
            left, since = self._left.pop((who, pace), (pace.most, now))
            left = min(pace.most, left + (now - since) * pace.per_second)
            enough = left >= cost
            self._left[who, pace] = (left - cost if enough else left, now)
            if len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
        return 0.0 if enough else (cost - left) / pace.per_second

    def clear(self) -> None:
        """Forget everybody."""
        self._left.clear()


buckets = Buckets()
#: Whose a session is, as far as this process has seen it used. One person's sessions share a bucket.
_persons: OrderedDict[str, str] = OrderedDict()


class PacingMiddleware:
    """Answers 429 with ``Retry-After`` to who asks faster than a page does. Stands before everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        found = ADDRESS.match(request.path_info)
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME) if found else None
        if found is None or session is None:
            return self._get_response(request)
        cost = COSTS[found[1]]
        seconds = buckets.take(_persons.get(session, session), *cost)
        if seconds:
            return _too_many(request, seconds)
        response = self._get_response(request)
        if session not in _persons and (person := request.session.get(SESSION_KEY)):
            _persons[session] = f"person {person}"
            buckets.take(_persons[session], *cost)
            if len(_persons) > REMEMBERED:
                _persons.popitem(last=False)
        return response


def _too_many(request: HttpRequest, seconds: float) -> JsonResponse:
    with translation.override(translation.get_language_from_request(request)):
        response = answers.refusal(Reason(LiveCode.TOO_MANY))
    response.headers["Retry-After"] = str(math.ceil(seconds))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Length"] = str(len(response.content))
    # A line in the log for each would cost more than all the rest of it.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - as Django's own views do
    return response
