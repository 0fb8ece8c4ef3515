"""How long an item will take, estimated from its document and from how many States want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Minutes that may be planned for one item.
LEAST_MINUTES = 1
MOST_MINUTES = 600
#: Minutes of an introduction, a break or a closing, at most.
MOST_FRAME_MINUTES = 120

#: Introducing an item and taking note of it.
_TAKING_UP = 15
_WITHOUT_DOCUMENT = 10
#: A text that somebody has to agree on is read with more care.
_FOR_ADOPTION = 10
#: Five minutes more for each so many States that asked for the item, up to a limit.
_STATES_A_STEP = 10
_STEP = 5
_MOST_FOR_INTEREST = 20


@dataclass(frozen=True)
class Estimate:
    """Minutes for an item, and where they come from.

    Attributes:
        taking_up: For introducing it.
        texts: For the texts for adoption that its document carries.
        interest: For the States that will want to speak.
    """

    taking_up: int
    texts: int
    interest: int

    @property
    def minutes(self) -> int:
        """All of them."""
        return self.taking_up + self.texts + self.interest


def estimate(contains: Iterable[str], states: int, *, has_document: bool = True) -> Estimate:
    """Minutes for an item; whoever plans may set others.

    Args:
        contains: What its document carries for adoption: ``decision``, ``resolution``.
        states: How many States asked for it.
    """
    return Estimate(
        taking_up=_TAKING_UP if has_document else _WITHOUT_DOCUMENT,
        texts=_FOR_ADOPTION * len(set(contains)),
        interest=min(_STEP * (states // _STATES_A_STEP), _MOST_FOR_INTEREST),
    )


def may_take(minutes: int) -> Decision:
    """Whether so many minutes can be planned for an item."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        return refuse(RuleCode.MINUTES_OUT_OF_RANGE, minutes=minutes, least=LEAST_MINUTES, most=MOST_MINUTES)
    return allow(RuleCode.MINUTES_IN_RANGE, minutes=minutes)


def may_frame(minutes: int) -> Decision:
    """Whether an introduction, a break or a closing may take so long."""
    if not 0 <= minutes <= MOST_FRAME_MINUTES:
        return refuse(RuleCode.FRAME_OUT_OF_RANGE, minutes=minutes, most=MOST_FRAME_MINUTES)
    return allow(RuleCode.FRAME_IN_RANGE, minutes=minutes)
