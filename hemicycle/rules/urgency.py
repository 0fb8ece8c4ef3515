"""Rule 34: when a proposed conclusion may be decided by correspondence: it is too urgent for the physical session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.reasons import allow, refuse

if TYPE_CHECKING:
    from hemicycle.rules.reasons import Decision


def may_flag(outcome: str, *, flagged: bool, reason: str) -> Decision:
    """Whether the chair may flag what an item ended with as too urgent: a proposed conclusion, once, with a reason.

    Args:
        outcome: As which its item ended; empty where it has not.
    """
    if outcome != Outcome.PROPOSED_CONCLUSION.value:
        return refuse(RuleCode.URGENT_WITHOUT_CONCLUSION)
    if flagged:
        return refuse(RuleCode.URGENT_ALREADY)
    return allow(RuleCode.URGENT) if reason.strip() else refuse(RuleCode.URGENCY_NEEDS_WORDS)


def may_authorise(*, flagged: bool, authorised: bool, flagged_by_them: bool, source: str) -> Decision:
    """Whether somebody may record the authority of the Secretary-General: another person than who flagged it.

    Args:
        source: By what it was given: a memorandum and its date.
    """
    if not flagged:
        return refuse(RuleCode.NOT_URGENT)
    if authorised:
        return refuse(RuleCode.AUTHORISED_ALREADY)
    if flagged_by_them:
        return refuse(RuleCode.AUTHORITY_BY_ANOTHER)
    return allow(RuleCode.AUTHORISED) if source.strip() else refuse(RuleCode.AUTHORITY_NEEDS_SOURCE)


def may_take_back(*, flagged: bool, authorised: bool) -> Decision:
    """Whether the chair may take the flag back: until the authority is recorded."""
    if not flagged:
        return refuse(RuleCode.NOT_URGENT)
    return refuse(RuleCode.AUTHORISED_ALREADY) if authorised else allow(RuleCode.NOTHING_AGAINST)
