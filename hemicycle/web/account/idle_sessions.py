"""A session that nobody uses ends; until then it is noted when and from where it was last used."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import ngettext

from hemicycle.people import sign_ins

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

#: Written down once in so many seconds, by each web process; an idle session may end so much earlier.
SEEN_SECONDS = 300
#: So often a person may put off the end that comes twelve hours after signing in; each time it is twelve hours more.
MOST_EXTENSIONS = 10


def note_or_end(request: HttpRequest) -> None:
    """Write down that a session is in use, or end it where it was not for ``SESSION_IDLE_MINUTES``.

    Whoever is signed out is told why where they sign in. A page that keeps itself up to date (``live``) is no use of
    the session: a screen that was left on would stay signed in. An open room is: its tokens are fetched anew.
    """
    asks_by_itself = "live" in request.GET
    key = f"session.seen:{request.session.session_key}"
    noted = caches["process"]
    if noted.get(key):
        return
    if not asks_by_itself and sign_ins.seen_again(request, _used_since()):  # most often: one statement
        noted.set(key, value=True, timeout=SEEN_SECONDS)
    elif _is_idle(request):
        logout(request)
        minutes = settings.SESSION_IDLE_MINUTES
        words = ngettext(
            "You were signed out after %(minutes)d minute without activity. Sign in again.",
            "You were signed out after %(minutes)d minutes without activity. Sign in again.",
            minutes,
        )
        messages.warning(request, words % {"minutes": minutes})
    elif not asks_by_itself:
        noted.set(key, value=True, timeout=SEEN_SECONDS)
        sign_ins.seen_now(request)


def seconds_left(request: HttpRequest) -> int:
    """How long the session goes on if nothing is done; 0 where it has ended, or nobody is signed in."""
    key, now = request.session.session_key, timezone.now()
    session = sign_ins.going_on([key], now).get(key) if key and request.user.is_authenticated else None
    if session is None:
        return 0
    ends = [session.expire_date]
    if minutes := settings.SESSION_IDLE_MINUTES:
        ends.append((sign_ins.last_seen(key) or now) + timedelta(minutes=minutes))
    return max(0, int((min(ends) - now).total_seconds()))


def put_off(request: HttpRequest) -> None:
    """Let the session go on as though it began now, up to ``MOST_EXTENSIONS`` times."""
    sign_ins.seen_now(request)
    extensions = sign_ins.extensions(request)
    if extensions < MOST_EXTENSIONS:
        sign_ins.put_off(request, extensions + 1)


def _used_since() -> datetime | None:
    """A session that was last used before this is idle; none is, where it is ``None``."""
    minutes = settings.SESSION_IDLE_MINUTES
    return timezone.now() - timedelta(minutes=minutes) if minutes else None


def _is_idle(request: HttpRequest) -> bool:
    since = _used_since()
    last = sign_ins.last_seen(request.session.session_key) if since else None
    return since is not None and last is not None and last < since
