"""Rule 10: how long a class may speak, and when to warn. Nobody is cut off by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.rules.capacity import Capacity

DEFAULT_SECONDS = 180
PACE_WORDS_A_MINUTE = 120
WARN_BEFORE_SECONDS = 30


def allotted_seconds(capacity: Capacity, settings: Mapping[str, int]) -> int:
    """Speaking time of a class in seconds: the consultation's setting, or three minutes."""
    return settings.get(capacity.value, DEFAULT_SECONDS)


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
