"""What who leads may do at a moment beside giving the floor: the list, the state of the sitting, its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.outcomes import may_end_as
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection


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


def may_open_item(state: SittingState, *, is_open: bool) -> Decision:
    """Whether an item of the agenda may be opened: in an open sitting, and not twice.

    Args:
        is_open: It is under discussion already.
    """
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    return refuse(RuleCode.ITEM_OPEN_ALREADY) if is_open else allow(RuleCode.NOTHING_AGAINST)


def may_close_item(outcome: str, *, is_open: bool) -> Decision:
    """Whether the item under discussion may be closed so (rules 26 and 27), or only be interrupted.

    Args:
        outcome: None for an interruption: "".
        is_open: It is under discussion.
    """
    ends = may_end_as(outcome) if outcome else allow(RuleCode.NOTHING_AGAINST)
    if isinstance(ends, Refused):
        return ends
    return ends if is_open else refuse(RuleCode.ITEM_NOT_OPEN)
