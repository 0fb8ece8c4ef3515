"""Rule 51: practising alone, step by step, before a sitting that is simulated in the page."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection

    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.reasons import Decision

#: Practices of one registration in an hour that are kept; as many as connection tests.
PRACTICES_AN_HOUR = 20


class PracticeKind(StrEnum):
    """As what somebody practises."""

    DELEGATE = "delegate"
    INTERPRETER = "interpreter"


class PracticeStep(StrEnum):
    """What is done in a practice, in the order in which it comes.

    Attributes:
        ASK: Ask for the floor.
        LIST: Find oneself in the list of speakers.
        NEXT: Wait until one is next, and then is given the floor.
        SPEAK: Be heard, on the floor or in the booth.
        FINISH: Give the floor back.
        LISTEN: Hear interpretation.
        BOOTH: Choose a booth.
        AIR: Go on air.
        COUGH: Be silent for a moment.
        HAND_OVER: Give the microphone to the partner.
        TAKE_BACK: Have it again.
    """

    ASK = "ask"
    LIST = "list"
    NEXT = "next"
    BOOTH = "booth"
    AIR = "air"
    SPEAK = "speak"
    FINISH = "finish"
    LISTEN = "listen"
    COUGH = "cough"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"


_Step = PracticeStep
#: The steps of each kind, in order.
STEPS: dict[PracticeKind, tuple[PracticeStep, ...]] = {
    PracticeKind.DELEGATE: (_Step.ASK, _Step.LIST, _Step.NEXT, _Step.SPEAK, _Step.FINISH, _Step.LISTEN),
    PracticeKind.INTERPRETER: (
        _Step.BOOTH,
        _Step.AIR,
        _Step.SPEAK,
        _Step.COUGH,
        _Step.HAND_OVER,
        _Step.TAKE_BACK,
    ),
}
#: Without one of these nobody was heard.
ESSENTIAL = frozenset({_Step.ASK, _Step.AIR, _Step.SPEAK})


def kind_of(capacity: Capacity) -> PracticeKind:
    """As what somebody of a class or role practises, who may."""
    return PracticeKind.INTERPRETER if capacity is Role.INTERPRETER else PracticeKind.DELEGATE


def counts(skipped: Collection[PracticeStep]) -> bool:
    """Whether a finished practice counts as having practised: its person was heard in it."""
    return ESSENTIAL.isdisjoint(skipped)


def in_order(kind: PracticeKind, skipped: Collection[PracticeStep]) -> list[PracticeStep]:
    """The steps of a kind that were skipped, each once; those of another kind are none of it."""
    return [step for step in STEPS[kind] if step in skipped]


def may_keep(kind: PracticeKind, own: PracticeKind, *, in_last_hour: int) -> Decision:
    """Whether a practice that was finished is kept.

    Args:
        kind: As what they practised.
        own: As what they practise now.
        in_last_hour: How many of theirs were finished within the hour.
    """
    if kind is not own:
        return refuse(RuleCode.PRACTICE_OF_ANOTHER_KIND)
    if in_last_hour >= PRACTICES_AN_HOUR:
        return refuse(RuleCode.PRACTICES_TOO_MANY, most=PRACTICES_AN_HOUR)
    return allow(RuleCode.NOTHING_AGAINST)
