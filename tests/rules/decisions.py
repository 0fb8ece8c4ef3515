"""How a test reads a decision."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Allowed, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import Decision


def allowed(decision: Decision) -> tuple[int | None, str]:
    """Rule and code of a decision that permits."""
    assert isinstance(decision, Allowed), decision
    return decision.reason.rule, decision.reason.code


def refused(decision: Decision) -> tuple[int | None, str]:
    """Rule and code of a decision that refuses."""
    assert isinstance(decision, Refused), decision
    return decision.reason.rule, decision.reason.code


def codes_in(*rules: Callable[..., object]) -> set[RuleCode]:
    """The codes that these functions name."""
    nodes = [node for rule in rules for node in ast.walk(ast.parse(inspect.getsource(rule)))]
    return {
        RuleCode[node.attr]
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "RuleCode"
    }
