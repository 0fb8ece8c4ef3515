"""Rule 11: beside the speaker who presides is heard, while they press to talk; so two voices at most."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from datetime import datetime

#: A key whose release was lost holds the floor down no longer than this. Who presides presses again to go on, or takes
#: the floor for a statement of their own.
LONGEST = timedelta(minutes=5)


def may_be_heard(state: SittingState, *, here: bool, holds: bool) -> Decision:
    """Whether who presides may be heard beside the floor now: in an open sitting, also after the end of its window.

    Args:
        here: Their connection to the room is up.
        holds: They have the floor, and are heard by that.
    """
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    if not here:
        return refuse(RuleCode.NOT_CONNECTED)
    return refuse(RuleCode.HOLDS_FLOOR_ALREADY) if holds else allow(RuleCode.PRESIDES)


def has_lasted(began_at: datetime, at: datetime) -> bool:
    """Whether somebody has pressed for as long as one may at a time."""
    return at - began_at >= LONGEST
