"""A decision never comes alone: it brings the rule it follows and the facts it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Fact: TypeAlias = str | int | bool


@dataclass(frozen=True)
class Reason:
    """Why something is so.

    Attributes:
        rule: Number of the statement in ``docs/rules.md``; 0 where no rule of procedure speaks,
            as for a command that came twice.
        code: Stable name of the reason; each language words it (``live/wording.py``, and the room).
        facts: What the reason rests on, as plain values that the wording may name.
    """

    rule: int
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Shape of a reason in every document and answer: ``{rule, code, facts}``."""
        return {"rule": self.rule, "code": self.code, "facts": dict(self.facts)}


@dataclass(frozen=True)
class Allowed:
    """The procedure permits it, and why."""

    reason: Reason


@dataclass(frozen=True)
class Refused:
    """The procedure does not permit it, and why."""

    reason: Reason


Decision: TypeAlias = Allowed | Refused


class Refusal(Exception):
    """Raised by an action that the procedure refuses; nothing has been written."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"rule {reason.rule}: {reason.code}")
        self.reason = reason


def require(decision: Decision) -> Reason:
    """Return the reason of an allowed decision.

    Raises:
        Refusal: with the reason of a refused one.
    """
    if isinstance(decision, Refused):
        raise Refusal(decision.reason)
    return decision.reason


def refuse(rule: int, code: str, **facts: Fact) -> Refused:
    """Short form for a refusal."""
    return Refused(Reason(rule, code, facts))


def allow(rule: int, code: str, **facts: Fact) -> Allowed:
    """Short form for a permission."""
    return Allowed(Reason(rule, code, facts))
