"""Taking back what was just done: with many registrations at once, or before everybody in a sitting (rule 42)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.rules.admission import RegistrationStatus

#: So long an act can be taken back by whoever did it.
UNDO_FOR = timedelta(minutes=10)
#: So long what everybody in a sitting sees at once is offered for undoing.
UNDO_ACT_FOR = timedelta(seconds=5)
#: What was pressed in the last moment of that is still on its way.
_ON_ITS_WAY = timedelta(seconds=2)


def may_undo(*, mine: bool, undone: bool, acted_at: datetime, at: datetime) -> Decision:
    """Whether a bulk act can be taken back at this moment.

    Args:
        mine: Who asks is who acted: somebody else's act is not silently turned round.
        undone: It was taken back already.
    """
    if not mine:
        return refuse(RuleCode.UNDO_OF_ANOTHER)
    if undone:
        return refuse(RuleCode.UNDONE_ALREADY)
    if at - acted_at > UNDO_FOR:
        return refuse(RuleCode.UNDO_TOO_LATE, minutes=int(UNDO_FOR.total_seconds() // 60))
    return allow(RuleCode.UNDO)


def may_undo_act(*, mine: bool, changed: bool, acted_at: datetime, at: datetime) -> Decision:
    """Whether the last act of who presides can be undone at this moment (rule 42).

    Args:
        mine: Who asks is who acted.
        changed: What it did is not as it left it, or something has followed from it.
    """
    if not mine:
        return refuse(RuleCode.UNDO_OF_ANOTHER)
    if at - acted_at > UNDO_ACT_FOR + _ON_ITS_WAY:
        return refuse(RuleCode.UNDO_SECONDS_OVER, seconds=int(UNDO_ACT_FOR.total_seconds()))
    return refuse(RuleCode.UNDO_SINCE_CHANGED) if changed else allow(RuleCode.UNDO)


def restored(
    before: RegistrationStatus, after: RegistrationStatus, now: RegistrationStatus
) -> RegistrationStatus | Refused:
    """Where a registration goes when an act is taken back: to where it was, unless it has moved on since."""
    return before if now is after else refuse(RuleCode.MOVED_ON_SINCE, status=now.value)
