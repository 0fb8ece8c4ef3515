"""How far the items have come in the sittings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from hemicycle.rules.time_plan import Part
from hemicycle.sittings.models import Discussion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.agenda.models import Item
    from hemicycle.sittings.models import Sitting

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Course:
    """What became of an item so far.

    Attributes:
        periods: In which it was open, the first one first.
    """

    periods: tuple[Discussion, ...] = ()

    @property
    def state(self) -> str:
        """``planned``, ``open``, ``paused`` (interrupted) or ``ended``."""
        if any(period.end is None for period in self.periods):
            return "open"
        if self.outcome:
            return "ended"
        return "paused" if self.periods else "planned"

    @property
    def outcome(self) -> str:
        """How it ended; empty while it has not."""
        return next((period.outcome for period in reversed(self.periods) if period.outcome), "")

    def spent(self, now: datetime) -> timedelta:
        """For how long it has been open by now."""
        return sum(((period.end or now) - period.start for period in self.periods), timedelta())

    def left(self, item: Item, now: datetime) -> Part:
        """What it still needs of its minutes; an item over its time still takes one."""
        minutes = ceil((item.minutes * MINUTE - self.spent(now)) / MINUTE)
        return Part(item.pk, max(1, minutes), item.earliest)

    def within(self, sitting: Sitting) -> Course:
        """The same, as far as it happened in one sitting."""
        return Course(tuple(period for period in self.periods if period.sitting_id == sitting.pk))


def courses(sittings: Iterable[Sitting]) -> dict[int, Course]:
    """What became of each item that was opened in these sittings: ``{item: course}``."""
    by_item: dict[int, list[Discussion]] = {}
    for period in Discussion.objects.filter(sitting__in=list(sittings)).order_by("start", "pk"):
        by_item.setdefault(period.item_id, []).append(period)
    return {item: Course(tuple(periods)) for item, periods in by_item.items()}
