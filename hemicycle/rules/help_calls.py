"""A call with picture between who has a case of the help desk and its person: when it is offered, and until when it is.

Facts in, a decision out. It is no rule of procedure: the refusals here cite none.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import allow, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.rules.reasons import Decision

#: An offer that the person does not take up within this time is over.
OFFER_LASTS = timedelta(minutes=10)
#: A call is over after so long, whatever becomes of it: a longer one is offered again.
CALL_LASTS = timedelta(hours=1)


class CallState(StrEnum):
    """Where a call is: offered, joined by its person, or over."""

    OFFERED = "offered"
    RUNNING = "running"
    OVER = "over"


def lasts_until(offered_at: datetime, joined_at: datetime | None) -> datetime:
    """Until when a call is, where nobody ends it.

    Args:
        joined_at: When its person joined first; none before.
    """
    return offered_at + OFFER_LASTS if joined_at is None else joined_at + CALL_LASTS


def state_of(offered_at: datetime, joined_at: datetime | None, ended_at: datetime | None, at: datetime) -> CallState:
    """Where a call is at a moment."""
    if ended_at is not None or at >= lasts_until(offered_at, joined_at):
        return CallState.OVER
    return CallState.OFFERED if joined_at is None else CallState.RUNNING


def may_offer(*, solved: bool, mine: bool, registered: bool, running: bool) -> Decision:
    """Whether somebody of the desk offers a call.

    Args:
        mine: They have the case.
        registered: Its person is registered, and so has a page on which to join.
        running: Another call of this case is offered or runs.
    """
    if solved:
        return refuse(RuleCode.CASE_SOLVED)
    if not registered:
        return refuse(RuleCode.CALL_TO_A_STRANGER)
    if not mine:
        return refuse(RuleCode.CALL_OF_ANOTHERS_CASE)
    return refuse(RuleCode.CALL_RUNS) if running else allow(RuleCode.HELP_OPEN)


def may_join(state: CallState) -> Decision:
    """Whether one of the two joins, or comes back."""
    return refuse(RuleCode.CALL_OVER) if state is CallState.OVER else allow(RuleCode.HELP_OPEN)
