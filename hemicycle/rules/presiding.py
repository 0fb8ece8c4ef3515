"""What who leads may do at a moment beside giving the floor: the list, the state of the sitting, its items."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import PRESIDING_ROLES, Capacity
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

#: At most so much at a time: whoever presides says again that the sitting goes on.
PROLONGED_AT_MOST = timedelta(minutes=60)


def may_designate(receiver: Capacity | None, *, sitting: int, begun: bool) -> Decision:
    """Whether somebody may be designated beforehand to preside over a sitting (rule 4).

    Args:
        receiver: None where nobody is to be designated yet.
        sitting: Its number.
    """
    if begun:
        return refuse(RuleCode.SITTING_HAS_BEGUN, sitting=sitting)
    if receiver is not None and receiver not in PRESIDING_ROLES:
        return refuse(RuleCode.RECEIVER_NOT_A_LEADER, capacity=receiver.value)
    return allow(RuleCode.LEAD_PASSED)


def may_set_list(*, is_open: bool, open_it: bool) -> Decision:
    """Whether the list of speakers may be opened, or closed: only when it is the other way."""
    if is_open is not open_it:
        return allow(RuleCode.NOTHING_AGAINST)
    return refuse(RuleCode.LIST_OPEN_ALREADY if open_it else RuleCode.LIST_CLOSED_ALREADY)


def may_move_on(state: SittingState, among: Collection[SittingState]) -> Decision:
    """Whether a sitting may be opened, suspended, resumed or ended from where it is; from its end it goes nowhere.

    Args:
        among: Where it must be.
    """
    if state is SittingState.ENDED or state not in among:
        return refuse(RuleCode.SITTING_ELSEWHERE, state=state.value)
    return allow(RuleCode.NOTHING_AGAINST)


def may_meet_now(*, own_day: bool, another: int | None) -> Decision:
    """Whether a sitting may be opened or resumed now: on its own day, and no other of the consultation is on (rule 16).

    Args:
        own_day: It is the day for which it was called.
        another: Number of a sitting of the same consultation that is open or suspended.
    """
    if not own_day:
        return refuse(RuleCode.SITTING_ON_ANOTHER_DAY)
    if another is not None:
        return refuse(RuleCode.ANOTHER_SITTING_OPEN, number=another)
    return allow(RuleCode.NOTHING_AGAINST)


def may_reopen(state: SittingState, *, own_day: bool, another: int | None, reason: str) -> Decision:
    """Whether who presided may open a sitting again that has ended: as one is resumed, and with a reason (rule 16).

    Args:
        own_day, another: As for ``may_meet_now``.
        reason: Words for the record.
    """
    if state is not SittingState.ENDED:
        return refuse(RuleCode.SITTING_NOT_ENDED)
    meets = may_meet_now(own_day=own_day, another=another)
    if isinstance(meets, Refused):
        return meets
    return allow(RuleCode.REOPENED) if reason.strip() else refuse(RuleCode.REOPENING_WITHOUT_REASON)


def may_go_on(at: datetime, ends: datetime) -> Decision:
    """Whether a further item may be opened or the floor given: not after the end of the window (rule 16).

    Whoever has the floor at the end finishes. Who presides may prolong the sitting, on record.

    Args:
        ends: End of the window, or as it was prolonged.
    """
    if at > ends:
        return refuse(RuleCode.WINDOW_OVER, ends=ends.isoformat())
    return allow(RuleCode.IN_WINDOW)


def may_prolong(state: SittingState, at: datetime, ends: datetime) -> Decision:
    """Whether who presides may override the end of the window: once it has come, in an open sitting (rule 16)."""
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    if at <= ends:
        return refuse(RuleCode.WINDOW_NOT_OVER, ends=ends.isoformat())
    return allow(RuleCode.PROLONGED)


def may_change_objections(*, sitting: int | None) -> Decision:
    """Whether it may be changed at this moment what an objection brings about: not while an item is open (rule 30).

    Args:
        sitting: Number of the sitting in which one is.
    """
    if sitting is not None:
        return refuse(RuleCode.OBJECTIONS_IN_DISCUSSION, sitting=sitting)
    return allow(RuleCode.NOTHING_AGAINST)


def may_change_outcomes(*, sitting: int | None) -> Decision:
    """Whether it may be changed at this moment how an item may end: not of one that is being discussed (rule 27).

    Args:
        sitting: Number of the sitting in which an item is open that it would be changed for.
    """
    if sitting is not None:
        return refuse(RuleCode.OUTCOMES_IN_DISCUSSION, sitting=sitting)
    return allow(RuleCode.NOTHING_AGAINST)
