"""Rule 46: what a sitting is held for, and that nothing counts that is said in a rehearsal."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from datetime import datetime


class SittingKind(StrEnum):
    """What a sitting is held for.

    Attributes:
        REHEARSAL: Everybody practises in the room, by its procedure and with interpretation.
        TEST: People come when it suits them, and technicians see whether they are heard.
        DEMONSTRATION: Made up, in the place of one of the calendar.
    """

    SITTING = "sitting"
    REHEARSAL = "rehearsal"
    TEST = "test"
    DEMONSTRATION = "demonstration"


#: What is said in these is part of no record of the consultation, and may be held on any day.
PRACTICE = frozenset({SittingKind.REHEARSAL, SittingKind.TEST})


def counts(kind: SittingKind) -> bool:
    """Whether what happens in a sitting of this kind is of the consultation: of its report, its items, its end."""
    return kind not in PRACTICE


def may_hold(opens: datetime, closes: datetime, *, begun: bool) -> Decision:
    """Whether a rehearsal or a test session may have these hours: on any day, and beside any other one.

    Args:
        begun: Something has happened in it already.
    """
    if begun:
        return refuse(RuleCode.PRACTICE_BEGAN)
    return allow(RuleCode.NOTHING_AGAINST) if opens < closes else refuse(RuleCode.PRACTICE_WITHOUT_TIME)


def may_cancel(*, begun: bool) -> Decision:
    """Whether one may be cancelled: while nothing has happened in it."""
    return refuse(RuleCode.PRACTICE_BEGAN) if begun else allow(RuleCode.NOTHING_AGAINST)


def may_take_up_items(kind: SittingKind) -> Decision:
    """Whether an item of the agenda may be opened: an outcome, a speaker's turns and a conclusion would follow."""
    return allow(RuleCode.NOTHING_AGAINST) if counts(kind) else refuse(RuleCode.PRACTICE_TAKES_NO_ITEM)
