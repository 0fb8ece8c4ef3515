"""A decision never comes alone: it brings the rule it follows and the facts it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: A list is of names, which each language joins in its own way.
Fact: TypeAlias = str | int | bool | list[str]


class Rule(IntEnum):
    """The statements of ``docs/rules.md``, by their numbers; a test compares the two."""

    CONFIRMED_REGISTRATION = 1
    CAPACITY = 2
    QUOTA = 3
    LEAD = 4
    AS_AT_DATE = 5
    QUEUE_ORDER = 6
    POINT_OF_ORDER = 7
    NO_CONTRIBUTION = 8
    TIMES_AN_ITEM = 9
    SPEAKING_TIME = 10
    ONE_SPEAKER = 11
    PLACE_HAS_REASON = 12
    FOCAL_POINT_ANSWERS = 13
    CANDIDATES = 14
    CONTRIBUTION_CANDIDATES = 15
    FIVE_DAYS = 16
    LOCAL_DEADLINE = 17
    LATE_REPLY = 18
    EXTENSION = 19
    SENT_NEVER_CHANGES = 20
    SECOND_PERSON = 21
    DIFFERENT_ANSWERS = 22
    CONTRIBUTION_CONTENT = 23
    JOINT_CONTRIBUTION = 24
    NUMBERED_RECEIPT = 25
    DECIDES_NOTHING = 26
    OUTCOMES = 27
    WISH_TO_DEFER = 28
    SUSPENSION_DEFERS = 29
    STANDING_OBJECTION = 30
    WHO_DEFERS = 31
    STAYS_OPEN = 32
    ONE_REPORT = 33
    URGENT_BY_CORRESPONDENCE = 34
    MAJORITY = 35
    ENTITLED = 36
    ONE_VOTE = 37
    TWO_PERSONS = 38
    ONE_CAPACITY = 39
    CLEARANCE = 40
    REQUESTS_OF_ITEM = 41
    UNDO = 42
    MOTIONS = 43
    RIGHT_OF_REPLY = 44
    RULING = 45
    INTERPRETATION_FIRST = 55
    CONNECTION_TEST = 46
    PRACTICE = 47
    READINESS = 49
    TEST_SLOTS = 50
    PRACTISING_ALONE = 51
    HELP_BY_CONSENT = 52
    RELAY = 53
    BOOTH_SIGNALS = 54
    SHIFTS = 57


class ReasonCode(StrEnum):
    """Stable name of a reason; each room has one enumeration of its own: ``SittingCode``, ``RuleCode``.

    A member is its value, the rule that says just this, and the status of an answer that refuses for it::

        TIMES_SPENT = "times_spent", Rule.TIMES_AN_ITEM
        ANSWER_EMPTY = "answer_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
        NO_SUCH_TURN = "no_such_turn"

    Attributes:
        rule: ``None`` where no rule of procedure speaks, as of a command that came twice.
        status: ``OK`` for what is never refused: why something is permitted, or stands as it does.
    """

    _value_: str
    rule: Rule | None
    status: HTTPStatus

    def __new__(cls, value: str, rule: Rule | None = None, status: HTTPStatus = HTTPStatus.CONFLICT) -> Self:
        """Make a member of its value, rule and status."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.rule = rule
        member.status = status
        return member

    @property
    def refuses(self) -> bool:
        """Whether something can be refused for it, which needs words in every language."""
        return self.status is not HTTPStatus.OK


def known_codes() -> Iterator[ReasonCode]:
    """The codes of every room that is loaded."""
    for room in ReasonCode.__subclasses__():
        yield from room


@dataclass(frozen=True)
class Reason:
    """Why something is so.

    Attributes:
        code: Each language words it (``messages`` of its room).
        facts: What the reason rests on, as plain values that the wording may name.
    """

    code: ReasonCode
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def rule(self) -> Rule | None:
        """The rule of procedure that says so, if one does."""
        return self.code.rule

    @property
    def status(self) -> HTTPStatus:
        """Of an answer that refuses for it."""
        return self.code.status

    def as_json(self) -> dict[str, object]:
        """Shape of a reason in every document and answer: ``{rule, code, facts}``; rule 0 where none speaks."""
        return {"rule": int(self.rule or 0), "code": self.code.value, "facts": dict(self.facts)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The reason that was stored so. Its rule is the code's: one that was cited wrongly is not cited again.

        Raises:
            LookupError: no room has this code any more.
        """
        code = next((code for code in known_codes() if code.value == stored["code"]), None)
        if code is None:
            raise LookupError(f"no room has the code {stored['code']}")
        return cls(code, stored["facts"])


@dataclass(frozen=True)
class Allowed:
    """The procedure permits it, and why."""

    reason: Reason


@dataclass(frozen=True)
class Refused:
    """The procedure does not permit it, and why."""

    reason: Reason

    def __post_init__(self) -> None:
        _require_refusing(self.reason)


Decision: TypeAlias = Allowed | Refused


class Refusal(Exception):
    """Raised by an action that the procedure refuses; nothing has been written."""

    def __init__(self, reason: Reason | ReasonCode, /, **facts: Fact) -> None:
        self.reason = Reason(reason, facts) if isinstance(reason, ReasonCode) else reason
        _require_refusing(self.reason)
        cited = f"rule {self.reason.rule.value}: " if self.reason.rule else ""
        super().__init__(f"{cited}{self.reason.code}")


def _require_refusing(reason: Reason) -> None:
    """Only what refuses has words to refuse with."""
    if not reason.code.refuses:
        raise ValueError(f"{reason.code} is no refusal: give it another status than OK, and words in messages.py")


def require(decision: Decision) -> Reason:
    """Return the reason of an allowed decision.

    Raises:
        Refusal: with the reason of a refused one.
    """
    if isinstance(decision, Refused):
        raise Refusal(decision.reason)
    return decision.reason


def refuse(code: ReasonCode, /, **facts: Fact) -> Refused:
    """Short form for a refusal."""
    return Refused(Reason(code, facts))


def allow(code: ReasonCode, /, **facts: Fact) -> Allowed:
    """Short form for a permission."""
    return Allowed(Reason(code, facts))
