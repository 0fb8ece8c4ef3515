"""Rule 20: what times a correction may give a published time plan. It moves nothing before another thing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse
from hemicycle.rules.time_plan import Window, may_sit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

#: When something begins, and when it ends.
Span: TypeAlias = "tuple[datetime, datetime]"


@dataclass(frozen=True)
class PublishedHours:
    """A sitting as a published time plan has it.

    Attributes:
        sitting: Its number.
        items: When each of its items is taken, in their order.
        pause: Its break, where it has one.
    """

    sitting: int
    hours: Span
    items: tuple[Span, ...] = ()
    pause: Span | None = None

    @property
    def within(self) -> tuple[Span, ...]:
        """All that is to lie within its hours."""
        return (*self.items, self.pause) if self.pause else self.items

    def holds(self, span: Span) -> bool:
        """Whether something has its time within the hours."""
        return self.hours[0] <= span[0] < span[1] <= self.hours[1]


def may_correct_times(before: Sequence[PublishedHours], after: Sequence[PublishedHours]) -> Decision:
    """Whether a correction may give a plan these times: sittings and items stay in the order that was published.

    What was outside the hours of its sitting before, as where a sitting was prolonged, may stay there.

    Args:
        before: The sittings in their order.
        after: The same ones, each with the same items.
    """
    sits = may_sit([Window(row.sitting, *row.hours) for row in after])
    if isinstance(sits, Refused):
        return sits
    for earlier, later in pairwise(after):
        if later.hours[0] < earlier.hours[0]:
            return refuse(RuleCode.CORRECTION_REORDERS, sitting=later.sitting)
    for old, new in zip(before, after, strict=True):
        if any(_leaves(old, was, new, now) for was, now in zip(old.within, new.within, strict=True)):
            return refuse(RuleCode.CORRECTION_OUTSIDE, sitting=new.sitting)
        starts = [span[0] for span in new.items]
        if starts != sorted(starts):
            return refuse(RuleCode.CORRECTION_REORDERS, sitting=new.sitting)
    return allow(RuleCode.NEW_VERSION)


def _leaves(old: PublishedHours, was: Span, new: PublishedHours, now: Span) -> bool:
    """Whether something would end before it begins, or be outside the hours and was not."""
    return now[1] < now[0] or (old.holds(was) and not new.holds(now))
