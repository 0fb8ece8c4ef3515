"""Rule 26: a virtual consultation decides nothing."""

from __future__ import annotations

from enum import StrEnum

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse


class Outcome(StrEnum):
    """How an item may end (rule 27). There is no member for a decision, so there is nothing to set."""

    PROPOSED_CONCLUSION = "proposed_conclusion"
    DEFERRED = "deferred"
    NOTED = "noted"


DECIDING_WORDS = frozenset({"decided", "adopted", "approved", "agreed"})


def may_end_as(outcome: str) -> Decision:
    """Whether an item may end so; nothing is decided or adopted here, whoever asks (rule 26)."""
    if outcome in set(Outcome):
        return allow(RuleCode.OUTCOME_PERMITTED, outcome=outcome)
    if outcome.strip().casefold() in DECIDING_WORDS:
        return refuse(RuleCode.DECIDES_NOTHING, outcome=outcome)
    return refuse(RuleCode.NO_SUCH_OUTCOME, outcome=outcome)
