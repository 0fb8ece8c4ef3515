"""Rule 40: a letter leaves after a second person's clearance, which holds for what that person saw and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse


class Outcome(StrEnum):
    """What became of a letter that was handed in."""

    OPEN = ""
    CLEARED = "cleared"
    RETURNED = "returned"


@dataclass(frozen=True)
class HandedIn:
    """A letter that was handed in for clearance.

    Attributes:
        by: Who handed it in.
        digest: Of all that would go out, at that moment.
    """

    by: int
    digest: str
    outcome: Outcome = Outcome.OPEN


class Standing(StrEnum):
    """Where a letter stands."""

    NOT_HANDED_IN = "not_handed_in"
    WAITING = "waiting"
    CHANGED = "changed"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


def standing(last: HandedIn | None, digest: str) -> Standing:
    """Where a letter stands that is by now what its digest says: a change ends whatever was asked or said of it.

    Args:
        last: What was handed in last.
    """
    if last is None:
        return Standing.NOT_HANDED_IN
    if last.outcome is Outcome.RETURNED:
        return Standing.RETURNED
    same = last.digest == digest
    if last.outcome is Outcome.CLEARED:
        return Standing.CLEARED if same else Standing.WITHDRAWN
    return Standing.WAITING if same else Standing.CHANGED


def may_hand_in(last: HandedIn | None, digest: str) -> Decision:
    """Whether a letter may be handed in: once for what it is."""
    if standing(last, digest) in {Standing.WAITING, Standing.CLEARED}:
        return refuse(RuleCode.HANDED_IN_ALREADY)
    return allow(RuleCode.HAND_IN)


def may_clear(last: HandedIn | None, digest: str, person: int, *, seen: str, let_in: bool) -> Decision:
    """Whether somebody may clear a letter, or return it.

    Args:
        seen: Digest of what they looked at.
        let_in: They are not independent of who handed it in: one of the two let the other in.
    """
    now = standing(last, digest)
    if last is None or now in {Standing.CLEARED, Standing.WITHDRAWN, Standing.RETURNED}:
        return refuse(RuleCode.NOTHING_TO_CLEAR)
    if now is Standing.CHANGED or seen != digest:
        return refuse(RuleCode.CHANGED_SINCE_HANDED_IN)
    if last.by == person:
        return refuse(RuleCode.CLEARANCE_BY_ANOTHER)
    if let_in:
        return refuse(RuleCode.CLEARANCE_BY_INDEPENDENT)
    return allow(RuleCode.CLEAR_LETTER)


def may_give_back(last: HandedIn | None, digest: str, person: int, *, seen: str, let_in: bool, words: str) -> Decision:
    """Whether somebody may return a letter to those who wrote it: as for ``may_clear``, and with words."""
    decision = may_clear(last, digest, person, seen=seen, let_in=let_in)
    if isinstance(decision, Refused):
        return decision
    if not words.strip():
        return refuse(RuleCode.LETTER_RETURN_NEEDS_WORDS)
    return allow(RuleCode.GIVE_BACK_LETTER)


def may_leave(last: HandedIn | None, digest: str) -> Decision:
    """Whether a letter may be sent as far as its clearance goes."""
    now = standing(last, digest)
    if now is Standing.WITHDRAWN:
        return refuse(RuleCode.CLEARANCE_WITHDRAWN)
    if now is not Standing.CLEARED:
        return refuse(RuleCode.NOT_CLEARED)
    return allow(RuleCode.CLEARED)
