"""Rules 5 and 39: a mandate is given, delegated and withdrawn from a moment on, and never for the past.

One person has one capacity: who has another one in the consultation holds no mandate unless a setting allows it and
they accept it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.rules.registration import FocalPointMandate

#: Moments are typed to the minute: the present one counts as now.
TYPED = timedelta(minutes=1)


def from_when(asked: datetime | None, now: datetime) -> datetime | Refused:
    """The moment from which something holds: now where nothing was asked, and never the past (rule 5)."""
    if asked is None or now - TYPED < asked <= now:
        return now
    if asked < now:
        return refuse(RuleCode.STARTS_IN_THE_PAST, starts=asked.isoformat())
    return asked


def may_last(start: datetime, end: datetime | None, *, under: FocalPointMandate | None = None) -> Decision:
    """Whether a mandate may run from ``start`` to ``end``, not included.

    Args:
        under: The mandate that it is delegated under, which it neither precedes nor outlives.
    """
    if end is not None and end <= start:
        return refuse(RuleCode.ENDS_BEFORE_IT_STARTS)
    if under is None:
        return allow(RuleCode.MANDATE)
    if end is None:
        return refuse(RuleCode.DELEGATION_NEEDS_END)
    if under.end is not None and (start >= under.end or end > under.end):
        return refuse(RuleCode.DELEGATION_OUTLIVES_MANDATE, until=under.end.isoformat())
    return allow(RuleCode.DELEGATION)


def may_delegate(
    start: datetime, end: datetime | None, under: FocalPointMandate, *, to_oneself: bool, given: bool
) -> Decision:
    """Whether the focal point may give their authority to somebody else for this time.

    Args:
        under: Their own mandate.
        to_oneself: To their own address.
        given: It is delegated for a part of that time already.
    """
    lasts = may_last(start, end, under=under)
    if isinstance(lasts, Refused):
        return lasts
    if to_oneself:
        return refuse(RuleCode.DELEGATION_TO_ONESELF)
    return refuse(RuleCode.DELEGATED_FOR_THAT_TIME) if given else lasts


def may_give(*, delegated: bool, other: bool, allowed: bool, has_instrument: bool) -> Decision:
    """Whether a mandate may be given to a person, by what else they are in the consultation (rule 39).

    Args:
        delegated: A focal point gives it; else the secretariat, which enters what a note or letter says.
        other: They have a role here, or belong to another Member: registered for it, or its focal point.
        allowed: The consultation's setting allows several capacities.
        has_instrument: The note or letter that gives the authority is there.

    Returns:
        ``MANDATE_TO_ACCEPT`` where they answer for nobody before they have accepted.
    """
    if other and not allowed:
        return refuse(RuleCode.ONE_CAPACITY)
    if not has_instrument and (other or not delegated):
        return refuse(RuleCode.INSTRUMENT_MISSING)
    return allow(RuleCode.MANDATE_TO_ACCEPT if other else RuleCode.MANDATE)


def may_accept(mandate: FocalPointMandate, person: int | None, at: datetime) -> Decision:
    """Whether a person may accept a mandate: their own, once, while it is not over (rule 39)."""
    if mandate.person != person:
        return refuse(RuleCode.MANDATE_NOT_YOURS_TO_ACCEPT)
    if mandate.is_over(at):
        return refuse(RuleCode.MANDATE_OVER_ALREADY)
    return refuse(RuleCode.MANDATE_ACCEPTED_ALREADY) if mandate.accepted else allow(RuleCode.MANDATE)


def may_take_part_beside(*, answers_for_another: bool, allowed: bool, own: bool) -> Decision:
    """Whether somebody may be registered, for a Member or in a role (rule 39).

    Args:
        answers_for_another: They hold a mandate for another Member than the one they are registered for.
        allowed: The consultation's setting allows several capacities.
        own: They register themselves, and so accept it.
    """
    if answers_for_another and not (allowed and own):
        return refuse(RuleCode.HOLDS_MANDATE)
    return allow(RuleCode.NOTHING_AGAINST)


def may_leave(*, theirs: bool, stays: bool, words: str) -> Decision:
    """Whether a registration may be withdrawn or refused whose person answers for a Member (rule 39).

    Args:
        theirs: Who takes the step may withdraw the person's mandates too.
        stays: The mandates are to stay.
        words: Why they stay.
    """
    if not theirs:
        return refuse(RuleCode.ANSWERS_FOR_MEMBER)
    return refuse(RuleCode.STAYING_NEEDS_WORDS) if stays and not words else allow(RuleCode.NOTHING_AGAINST)


def may_withdraw(mandate: FocalPointMandate, at: datetime, *, theirs: bool, words: str) -> Decision:
    """Whether a mandate may be withdrawn: by the secretariat, who gave it, or who holds it, and with words.

    Args:
        theirs: Who withdraws it is one of these.
    """
    if not theirs:
        return refuse(RuleCode.MANDATE_NOT_YOURS)
    if mandate.end is not None and mandate.end <= max(at, mandate.start):
        return refuse(RuleCode.MANDATE_OVER_ALREADY)
    return allow(RuleCode.NOTHING_AGAINST) if words else refuse(RuleCode.WITHDRAWAL_NEEDS_WORDS)


def may_end(mandate: FocalPointMandate, since: datetime) -> Decision:
    """Whether a mandate may be ended from this moment on: before it ends by itself."""
    if mandate.end is not None and since >= mandate.end:
        return refuse(RuleCode.ENDS_BEFORE_THAT)
    return allow(RuleCode.NOTHING_AGAINST)
