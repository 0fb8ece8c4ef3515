"""Rule 10: how long a class may speak, and when to warn. Nobody is cut off by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import DEFAULT_SECONDS, ParticipationClass
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from hemicycle.rules.capacity import Capacity

PACE_WORDS_A_MINUTE = 120
WARN_BEFORE_SECONDS = 30


def allotted_seconds(capacity: Capacity) -> int:
    """Speaking time in seconds: that of the class; three minutes of whoever speaks in a role."""
    return capacity.seconds if isinstance(capacity, ParticipationClass) else DEFAULT_SECONDS


@dataclass(frozen=True)
class Clock:
    """State of a speaker's time.

    Attributes:
        remaining: Seconds left; negative when over.
        warn: Whether the speaker and the leader are warned.
        reason: Of the warning or of its absence.
    """

    remaining: int
    warn: bool
    reason: Reason


def clock(elapsed: int, allotted: int) -> Clock:
    """What a speaker's clock says after ``elapsed`` of ``allotted`` seconds; it never ends a turn."""
    remaining = allotted - elapsed
    if remaining < 0:
        return Clock(remaining, warn=True, reason=Reason(RuleCode.OVER_TIME, {"seconds": -remaining}))
    if remaining <= WARN_BEFORE_SECONDS:
        return Clock(remaining, warn=True, reason=Reason(RuleCode.NEARLY_OVER, {"seconds": remaining}))
    return Clock(remaining, warn=False, reason=Reason(RuleCode.IN_TIME, {"seconds": remaining}))
