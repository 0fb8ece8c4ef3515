"""How a test reads a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.reasons import Allowed, Refused

if TYPE_CHECKING:
    from hemicycle.rules.reasons import Decision


def allowed(decision: Decision) -> tuple[int, str]:
    """Rule and code of a decision that permits."""
    assert isinstance(decision, Allowed), decision
    return decision.reason.rule, decision.reason.code


def refused(decision: Decision) -> tuple[int, str]:
    """Rule and code of a decision that refuses."""
    assert isinstance(decision, Refused), decision
    return decision.reason.rule, decision.reason.code
