"""Whether the mailbox can be read: noted by the worker, told to the secretariat and the operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.core.cache import cache

_KEY = "arrivals.mailbox"


class Cause(StrEnum):
    """Why it cannot be read."""

    SERVER = "server"
    SIGNING_IN = "signing_in"
    FOLDER = "folder"


@dataclass(frozen=True)
class Away:
    """Since when it cannot be read, and why."""

    since: datetime
    cause: Cause


def note(cause: Cause, at: datetime) -> None:
    """It cannot be read."""
    before = away()
    since = before.since if before else at
    cache.set(_KEY, [since.isoformat(), cause.value], None)


def note_back() -> None:
    """It can be read."""
    cache.delete(_KEY)


def away() -> Away | None:
    """Since when it cannot be read; none where it can be, or where none is set."""
    kept = cache.get(_KEY) if settings.MAIL_IN_IMAP else None
    return Away(datetime.fromisoformat(kept[0]), Cause(kept[1])) if kept else None
