"""Rules 26 to 31: what is said of a proposed conclusion, and how the item under it may end.

A position is what somebody says on record: an objection, a wish to defer, a motion, a reservation. What it brings about
is read from the class in which they said it, as at that moment (rule 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from hemicycle.rules.capacity import ParticipationClass, Right
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.item_requests import may_end_discussion
from hemicycle.rules.outcomes import Outcome, may_end_as
from hemicycle.rules.reasons import Decision, Reason, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.rules.capacity import Capacity

#: Of a proposed conclusion in one language, in characters: some four pages.
TEXT_LENGTH = 10_000


class PositionKind(StrEnum):
    """What somebody says of an item or of its proposed conclusion."""

    OBJECTION = "objection"
    DEFER_CONCLUSION = "defer_conclusion"
    DEFER_DOCUMENT = "defer_document"
    SUSPEND_DEBATE = "suspend_debate"
    SUPPORT = "support"
    RESERVATION = "reservation"
    STATEMENT = "statement"


#: The right that each takes. A reservation, like an objection, says that a Member does not go along.
RIGHT_FOR: dict[PositionKind, Right] = {
    PositionKind.OBJECTION: Right.OBJECT,
    PositionKind.DEFER_CONCLUSION: Right.DEFER,
    PositionKind.DEFER_DOCUMENT: Right.DEFER,
    PositionKind.SUSPEND_DEBATE: Right.DEFER,
    PositionKind.SUPPORT: Right.SPEAK,
    PositionKind.RESERVATION: Right.OBJECT,
    PositionKind.STATEMENT: Right.SPEAK,
}
#: What is about a text: without one there is nothing to object to.
ABOUT_TEXT = frozenset(
    {PositionKind.OBJECTION, PositionKind.DEFER_CONCLUSION, PositionKind.SUPPORT, PositionKind.RESERVATION}
)
#: What consists of words.
IN_WORDS = frozenset({PositionKind.RESERVATION, PositionKind.STATEMENT})
#: The reason for which an item is deferred, by the position that brings it about (rules 28 and 29).
_CAUSES: dict[PositionKind, RuleCode] = {
    PositionKind.OBJECTION: RuleCode.DEFERRED_BY_OBJECTION,
    PositionKind.DEFER_CONCLUSION: RuleCode.DEFERRED_BY_WISH,
    PositionKind.DEFER_DOCUMENT: RuleCode.DOCUMENT_DEFERRED_BY_WISH,
    PositionKind.SUSPEND_DEBATE: RuleCode.DEFERRED_BY_MOTION,
}


#: Why an item ended as it did.
EndingCode: TypeAlias = Literal[
    RuleCode.NO_OBJECTION,
    RuleCode.OBJECTION_RECORDED_ONLY,
    RuleCode.ITEM_NOTED,
    RuleCode.DEFERRED_BY_WISH,
    RuleCode.DOCUMENT_DEFERRED_BY_WISH,
    RuleCode.DEFERRED_BY_MOTION,
    RuleCode.DEFERRED_BY_OBJECTION,
    RuleCode.DEFERRED_BY_PRESIDING,
]


@dataclass(frozen=True)
class Position:
    """One that was taken.

    Attributes:
        key: Grows with each that is taken.
        member: Code of the Member for which it was.
        may_defer: Its class may cause a deferral, as at the moment (rules 5 and 31).
        withdrawn: It no longer stands.
    """

    key: int
    kind: PositionKind
    member: str
    may_defer: bool
    withdrawn: bool = False

    def defers(self, *, objections_stop: bool = True) -> bool:
        """Whether it keeps the item from ending otherwise than deferred while it stands (rules 28 to 31).

        Args:
            objections_stop: A standing objection is no consensus: a setting, and the default (rule 30).
        """
        if self.withdrawn or not self.may_defer or self.kind not in _CAUSES:
            return False
        return objections_stop or self.kind is not PositionKind.OBJECTION


@dataclass(frozen=True)
class Asked:
    """Who presides asked whether there is any objection to a text.

    Attributes:
        until: Until when there is time to answer.
        changed: The text reads otherwise now.
    """

    until: datetime
    changed: bool = False


def positions_of(capacity: Capacity) -> tuple[PositionKind, ...]:
    """What somebody of this class may say on record at all; nothing in a role."""
    if not isinstance(capacity, ParticipationClass):
        return ()
    return tuple(kind for kind, right in RIGHT_FOR.items() if capacity.has(right))


@dataclass(frozen=True)
class Standing:
    """How an item stands when somebody of a Member says something of it.

    Attributes:
        discussed: It is open.
        text: A conclusion is proposed under it.
        taken: What their Member has said and not withdrawn.
    """

    discussed: bool
    text: bool
    taken: frozenset[PositionKind] = frozenset()


def may_take_position(kind: PositionKind, capacity: Capacity | None, words: str, standing: Standing) -> Decision:
    """Whether somebody of this class may say this on record (rules 28 to 31).

    Args:
        words: Their reason, or what they want recorded.
        standing: How the item stands for their Member.
    """
    if not isinstance(capacity, ParticipationClass) or kind not in positions_of(capacity):
        return refuse(RuleCode.POSITION_NOT_PERMITTED, kind=kind.value)
    if not standing.discussed:
        return refuse(RuleCode.ITEM_NOT_DISCUSSED)
    if kind in ABOUT_TEXT and not standing.text:
        return refuse(RuleCode.NOTHING_PROPOSED)
    if kind in IN_WORDS and not words.strip():
        return refuse(RuleCode.POSITION_NEEDS_WORDS)
    if kind not in IN_WORDS and kind in standing.taken:
        return refuse(RuleCode.POSITION_STANDS_ALREADY)
    if kind is PositionKind.OBJECTION and not capacity.has(Right.DEFER):
        return allow(RuleCode.OBJECTION_RECORDED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_withdraw_position(*, discussed: bool, withdrawn: bool) -> Decision:
    """Whether what was said may be withdrawn: while the item is open, once (rule 30). The history stays."""
    if withdrawn:
        return refuse(RuleCode.POSITION_WITHDRAWN_ALREADY)
    return allow(RuleCode.NOTHING_AGAINST) if discussed else refuse(RuleCode.ITEM_NOT_DISCUSSED)


def may_draft(text: str, *, ended: bool, asking: bool, seen: int, latest: int) -> Decision:
    """Whether a text may take the place of the one before it, as the proposed conclusion in one language.

    Args:
        text: Empty to propose nothing any more.
        ended: The item has ended: what was read out is corrected, not drafted.
        asking: Who presides is asking about the text.
        seen, latest: Number of the version that whoever drafts began with, and of the latest one.
    """
    if len(text) > TEXT_LENGTH:
        return refuse(RuleCode.CONCLUSION_TOO_LONG, length=len(text), most=TEXT_LENGTH)
    if ended:
        return refuse(RuleCode.CONCLUSION_OF_ENDED_ITEM)
    if asking:
        return refuse(RuleCode.CONCLUSION_BEING_ASKED)
    if seen != latest:
        return refuse(RuleCode.CONCLUSION_CHANGED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_correct(text: str, reason: str, *, ended: bool, seen: int, latest: int) -> Decision:
    """Whether the conclusion of an item that has ended may be corrected: a new version, with its reason (rule 20)."""
    if not ended:
        return refuse(RuleCode.CONCLUSION_IS_DRAFTED)
    if not text.strip():
        return refuse(RuleCode.NOTHING_PROPOSED)
    if not reason.strip():
        return refuse(RuleCode.CORRECTION_NEEDS_WORDS)
    drafted = may_draft(text, ended=False, asking=False, seen=seen, latest=latest)
    return drafted if isinstance(drafted, Refused) else allow(RuleCode.NEW_VERSION)


def may_ask_about(*, discussed: bool, text: bool, asking: bool, changed: bool = False) -> Decision:
    """Whether who presides may read a text out and ask if there is any objection to it, while its item is open.

    Args:
        changed: It does not read as they have it before them: what they read out is not what would be recorded.
    """
    if not discussed:
        return refuse(RuleCode.ITEM_NOT_OPEN)
    if not text:
        return refuse(RuleCode.NOTHING_PROPOSED)
    if asking:
        return refuse(RuleCode.CONCLUSION_BEING_ASKED)
    return refuse(RuleCode.CONCLUSION_UNREAD) if changed else allow(RuleCode.NOTHING_AGAINST)


def deferring(positions: Iterable[Position], *, objections_stop: bool = True) -> Position | None:
    """The first position that stands and defers the item; ``None`` while there is consensus (rules 28 to 31)."""
    return next((one for one in positions if one.defers(objections_stop=objections_stop)), None)


def why_deferred(position: Position) -> Reason:
    """The reason of a deferral that a position brings about, with its Member."""
    return Reason(_CAUSES[position.kind], {"member": position.member})


@dataclass(frozen=True)
class Course:
    """How far an item has come that is to be closed.

    Attributes:
        discussed: It is open.
        proposes: Something is proposed under it, and such an item is not merely noted here (a setting, rule 27).
        text: A conclusion is proposed.
        asked: As who presides asked about it last; None where they have not.
        positions: In the order in which they were taken.
        seen: Key of the latest position that who presides has seen.
        objections_stop: As for ``Position.defers``.
        speaking: Somebody else than who presides has the floor.
    """

    discussed: bool
    proposes: bool = False
    text: bool = False
    asked: Asked | None = None
    positions: tuple[Position, ...] = ()
    seen: int = 0
    objections_stop: bool = True
    speaking: bool = False

    @property
    def deferring(self) -> Position | None:
        """As the function of this name."""
        return deferring(self.positions, objections_stop=self.objections_stop)


def may_close(outcome: str, course: Course, words: str, at: datetime) -> Decision:
    """Whether an item may be closed so, and for which reason (rules 26 to 31); without an outcome it is interrupted.

    Args:
        words: Of who presides, where they defer it and no Member does.
    """
    permitted = may_end_as(outcome) if outcome else allow(RuleCode.NOTHING_AGAINST)
    if isinstance(permitted, Refused):
        return permitted
    if not course.discussed:
        return refuse(RuleCode.ITEM_NOT_OPEN)
    heard = may_end_discussion(speaking=course.speaking)
    if isinstance(heard, Refused):
        return heard
    if not outcome:
        return permitted
    if any(one.key > course.seen for one in course.positions):
        return refuse(RuleCode.POSITION_UNREAD)
    cause = course.deferring
    if outcome == Outcome.DEFERRED.value:
        return _deferred(cause, words)
    if cause is not None:
        return refuse(RuleCode.DEFERRAL_STANDS, member=cause.member)
    return _noted(course) if outcome == Outcome.NOTED.value else _concluded(course, at)


def _deferred(cause: Position | None, words: str) -> Decision:
    if cause is not None:
        reason = why_deferred(cause)
        return allow(reason.code, **reason.facts)
    return allow(RuleCode.DEFERRED_BY_PRESIDING) if words.strip() else refuse(RuleCode.DEFERRAL_NEEDS_WORDS)


def _noted(course: Course) -> Decision:
    if course.proposes:
        return refuse(RuleCode.NOTED_WITH_PROPOSAL)
    return allow(RuleCode.ITEM_NOTED)


def _concluded(course: Course, at: datetime) -> Decision:
    if not course.text:
        return refuse(RuleCode.NOTHING_PROPOSED)
    if course.asked is None:
        return refuse(RuleCode.CONCLUSION_NOT_ASKED)
    if course.asked.changed:
        return refuse(RuleCode.CONCLUSION_CHANGED_SINCE)
    if at < course.asked.until:
        return refuse(RuleCode.STILL_ASKING, until=course.asked.until.isoformat())
    stands = any(one.kind is PositionKind.OBJECTION and not one.withdrawn for one in course.positions)
    return allow(RuleCode.OBJECTION_RECORDED_ONLY if stands else RuleCode.NO_OBJECTION)
