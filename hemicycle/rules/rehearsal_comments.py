"""What who took part says of a rehearsal or a test session, and what the secretariat did about it."""

from __future__ import annotations

from enum import StrEnum

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse
from hemicycle.rules.sitting_kinds import SittingKind, counts

#: The best that something is rated; the worst is 1.
BEST = 5


class CommentState(StrEnum):
    """What the secretariat did about a comment."""

    RECEIVED = "received"
    NOTED = "noted"
    IN_HAND = "in_hand"
    DONE = "done"


def may_comment(kind: SittingKind, *, took_part: bool, closed: bool) -> Decision:
    """Whether somebody's comment on a sitting is taken, or changed.

    Args:
        took_part: They were in its room.
        closed: The secretariat takes no more comments.
    """
    if counts(kind):
        return refuse(RuleCode.COMMENTS_ON_PRACTICE_ALONE)
    if not took_part:
        return refuse(RuleCode.COMMENT_WITHOUT_PART)
    return refuse(RuleCode.COMMENTS_CLOSED) if closed else allow(RuleCode.NOTHING_AGAINST)
