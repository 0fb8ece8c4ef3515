"""Rules 43 to 45: motions with their precedence, the right of reply, and the rulings of who presides."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from datetime import datetime


class Motion(StrEnum):
    """What somebody asks for who asks for more than a turn; those before the list in the order of their precedence."""

    POINT_OF_ORDER = "point_of_order"
    SUSPENSION_OF_SITTING = "suspension_of_sitting"
    ADJOURNMENT_OF_SITTING = "adjournment_of_sitting"
    ADJOURNMENT_OF_DEBATE = "adjournment_of_debate"
    CLOSURE_OF_DEBATE = "closure_of_debate"
    CLOSURE_OF_LIST = "closure_of_list"
    RIGHT_OF_REPLY = "right_of_reply"


_PRECEDENCE = {motion: place for place, motion in enumerate(Motion)}
#: About the item under discussion, and about nothing once another one is taken up.
ABOUT_ITEM = frozenset(
    {Motion.ADJOURNMENT_OF_DEBATE, Motion.CLOSURE_OF_DEBATE, Motion.CLOSURE_OF_LIST, Motion.RIGHT_OF_REPLY}
)


class Verdict(StrEnum):
    """What who presides says to a motion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOTED = "noted"


class Effect(StrEnum):
    """What follows at once, in the same act."""

    NOTHING = "nothing"
    SUSPENDS = "suspends"
    CLOSES_LIST = "closes_list"
    CLOSES_DEBATE = "closes_debate"


#: A sitting is ended, and an item closed as deferred, by acts with rules of their own (rules 16 and 28 to 31).
_EFFECTS = {
    Motion.SUSPENSION_OF_SITTING: Effect.SUSPENDS,
    Motion.CLOSURE_OF_DEBATE: Effect.CLOSES_DEBATE,
    Motion.CLOSURE_OF_LIST: Effect.CLOSES_LIST,
}


def is_before_list(motion: Motion | None) -> bool:
    """Whether it goes before the list of speakers, and is taken when that is closed (rules 7 and 43)."""
    return motion is not None and motion is not Motion.RIGHT_OF_REPLY


def precedence(motion: Motion) -> int:
    """The lower, the earlier."""
    return _PRECEDENCE[motion]


def effect_of(motion: Motion | None, verdict: Verdict | None) -> Effect:
    """What follows at once from a ruling."""
    if motion is None or verdict is not Verdict.ACCEPTED:
        return Effect.NOTHING
    return _EFFECTS.get(motion, Effect.NOTHING)


def may_rule(motion: Motion | None, verdict: Verdict | None, words: str, *, pending: bool) -> Decision:
    """Whether who presides may rule: on a motion that is before them, once; or of their own accord, with words.

    Args:
        motion: None for a ruling of their own accord, which has no verdict.
        words: Needed wherever something is not simply granted.
        pending: The motion was not withdrawn, and not ruled on.
    """
    if motion is not None and (not is_before_list(motion) or not pending):
        return refuse(RuleCode.MOTION_NOT_BEFORE_THEM)
    if (motion is None) is not (verdict is None):
        return refuse(RuleCode.RULING_UNCLEAR)
    plain = verdict is Verdict.NOTED or (verdict is Verdict.ACCEPTED and motion is not Motion.POINT_OF_ORDER)
    if not plain and not words.strip():
        return refuse(RuleCode.RULING_NEEDS_WORDS)
    return allow(RuleCode.RULED)


def may_suspend_until(until: datetime | None, at: datetime, ends: datetime) -> Decision:
    """Whether a sitting may be suspended until then: a moment to come, within the time of the sitting.

    Args:
        until: None where nobody knows.
        ends: End of the window, or as it was prolonged.
    """
    if until is not None and not at < until <= max(ends, at):
        return refuse(RuleCode.SUSPENDED_TOO_LONG, ends=ends.isoformat())
    return allow(RuleCode.NOTHING_AGAINST)
