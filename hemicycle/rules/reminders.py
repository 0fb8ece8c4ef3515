"""When whoever has not answered is reminded of a deadline."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.rules.deadlines import Deadline

#: Days before the deadline, where nothing else is set.
USUAL_DAYS = (7, 2, 1)
MOST_DAYS = 60
#: A reminder goes out in the morning, where the deadline is given.
MORNING = time(9)


def moment(deadline: Deadline, days: int) -> datetime:
    """When a reminder so many days before a deadline goes out: in the morning of that day there (rule 17)."""
    day = deadline.local.date() - timedelta(days=days)
    return datetime.combine(day, MORNING, deadline.zone).astimezone(UTC)


def due(deadline: Deadline, days: Iterable[int], *, given: datetime, at: datetime) -> int | None:
    """Which reminder is due: the last of those whose moment has come, however many were missed; ``None`` for none.

    One whose moment came before the deadline was known is none: the letter itself has just said it.

    Args:
        days: How many days before the deadline reminders go out.
        given: When the deadline was given, by the letter or by its last extension.
    """
    if not deadline.met(at):
        return None
    return min((day for day in days if given < moment(deadline, day) <= at), default=None)
