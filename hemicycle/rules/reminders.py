"""When whoever has not answered is reminded of a deadline."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.rules.deadlines import Deadline

#: Days before the deadline, where nothing else is set.
USUAL_DAYS = (7, 2, 1)
MOST_DAYS = 60
#: The secretariat's own reminders are at least so far apart: a button pressed twice is one reminder.
APART = timedelta(minutes=10)
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


def may_remind(*, declared: bool, by_silence: bool) -> Decision:
    """Whether anybody is reminded of a letter that asks: as long as an answer counts (rule 18), and is needed.

    Args:
        by_silence: A Member that does not object to it agrees.
    """
    if declared:
        return refuse(RuleCode.RESULT_DECLARED)
    return refuse(RuleCode.SILENCE_NEEDS_NO_ANSWER) if by_silence else allow(RuleCode.NOTHING_AGAINST)


def may_remind_again(last: datetime | None, at: datetime) -> Decision:
    """Whether the secretariat may send another reminder of its own.

    Args:
        last: When it sent the last one.
    """
    if last is not None and last > at - APART:
        return refuse(RuleCode.REMINDED_JUST_NOW, minutes=int(APART.total_seconds() // 60))
    return allow(RuleCode.NOTHING_AGAINST)


def may_remind_on(days: Iterable[int]) -> Decision:
    """Whether reminders may go out so many days before a deadline."""
    if any(not 1 <= day <= MOST_DAYS for day in days):
        return refuse(RuleCode.REMINDER_DAYS_WRONG, most=MOST_DAYS)
    return allow(RuleCode.NOTHING_AGAINST)
