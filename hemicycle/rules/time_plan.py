"""Rule 16: what fits into the sittings, in which order, and what does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Reason, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

#: So many sittings are planned at most; more is a slip, and would keep every plan busy.
MOST_SITTINGS = 300


@dataclass(frozen=True)
class Window:
    """The hours of one sitting; nothing is planned past its end.

    Attributes:
        key: Tells the sittings apart.
    """

    key: int
    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class Part:
    """Something that takes time: an item.

    Attributes:
        key: Tells the items apart.
        minutes: Estimated; at least 1.
        earliest: The sitting, counted from 0, before which it is not taken.
    """

    key: int
    minutes: int
    earliest: int = 0


@dataclass(frozen=True)
class Frame:
    """What every sitting needs beside its items, in minutes.

    Attributes:
        introduction: The leader's words at the opening.
        pause: A break, and ``pause_after`` how long after the opening it comes at the earliest.
        closing: Kept free at the end.
    """

    introduction: int = 0
    pause: int = 0
    pause_after: int = 90
    closing: int = 0


@dataclass(frozen=True)
class Slot:
    """An item's place in the plan."""

    key: int
    sitting: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Left:
    """An item that has no place, and why."""

    key: int
    reason: Reason


@dataclass(frozen=True)
class Plan:
    """A time plan.

    Attributes:
        pauses: Break of each sitting that has one: ``{sitting: (starts, ends)}``.
        spare: Minutes that are left of each sitting: ``{sitting: minutes}``.
    """

    slots: tuple[Slot, ...]
    left: tuple[Left, ...]
    pauses: dict[int, tuple[datetime, datetime]]
    spare: dict[int, int]


@dataclass
class _Day:
    """A sitting that is being filled."""

    window: Window
    frame: Frame
    now: datetime
    paused: tuple[datetime, datetime] | None = None

    @classmethod
    def of(cls, window: Window, frame: Frame) -> _Day:
        return cls(window, frame, window.opens + timedelta(minutes=frame.introduction))

    @property
    def end(self) -> datetime:
        return self.window.closes - timedelta(minutes=self.frame.closing)

    def place(self, part: Part) -> Slot | None:
        """Its slot, after a break where one is due; nothing changes where it does not fit."""
        starts, paused = self.now, self.paused
        due = self.window.opens + timedelta(minutes=self.frame.pause_after)
        if self.frame.pause and paused is None and starts >= due:
            paused = (starts, starts + timedelta(minutes=self.frame.pause))
            starts = paused[1]
        ends = starts + timedelta(minutes=part.minutes)
        if ends > self.end:
            return None
        self.now, self.paused = ends, paused
        return Slot(part.key, self.window.key, starts, ends)


@dataclass(frozen=True)
class DaysLimit:
    """On how many days a consultation sits at most, where its body says so.

    Attributes:
        why: In the body's words, for whoever is refused; may be empty.
    """

    most: int
    why: str = ""


def may_sit(windows: Sequence[Window], limit: DaysLimit | None = None) -> Decision:
    """Whether sittings keep to the limits: on no more days than the body allows, one after the other (rule 16)."""
    days = {window.opens.date() for window in windows}
    if limit is not None and len(days) > limit.most:
        return refuse(RuleCode.TOO_MANY_DAYS, days=len(days), most=limit.most, why=limit.why)
    if len(windows) > MOST_SITTINGS:
        return refuse(RuleCode.TOO_MANY_SITTINGS, sittings=len(windows), most=MOST_SITTINGS)
    ordered = sorted(windows, key=lambda window: window.opens)
    for window, following in zip(ordered, [*ordered, None][1:], strict=True):
        if window.closes <= window.opens:
            return refuse(RuleCode.SITTING_WITHOUT_TIME, sitting=window.key)
        if following is not None and following.opens < window.closes:
            return refuse(RuleCode.SITTINGS_OVERLAP, sitting=window.key, other=following.key)
    return allow(RuleCode.SITTINGS_IN_WINDOW, days=len(days))


def may_reschedule(sitting: int, *, begun: bool) -> Decision:
    """Whether a sitting may be given other hours, or be taken away: while nothing has happened in it.

    Args:
        sitting: Its number.
    """
    return refuse(RuleCode.SITTING_BEGAN, sitting=sitting) if begun else allow(RuleCode.NOTHING_AGAINST)


def may_publish(*, sittings: int, placed: int) -> Decision:
    """Whether a time plan may be published.

    Args:
        placed: How many items have a place in the sittings.
    """
    if not sittings:
        return refuse(RuleCode.NO_SITTING_PLANNED)
    return allow(RuleCode.NOTHING_AGAINST) if placed else refuse(RuleCode.PLAN_EMPTY)


def plan(windows: Sequence[Window], parts: Sequence[Part], frame: Frame) -> Plan:
    """Place the items in their order, each whole in one sitting, never past the end of its window (rule 16).

    An item that does not fit into what is left of a sitting begins the next one, and no later item overtakes it.
    An item longer than any sitting, or for which no sitting is left, has no place.

    Args:
        windows: In order, not overlapping (``may_sit``).
    """
    days = [_Day.of(window, frame) for window in windows]
    slots: list[Slot] = []
    left: list[Left] = []
    current = 0
    for part in parts:
        if not _fits_somewhere(days, part):
            left.append(Left(part.key, Reason(RuleCode.LONGER_THAN_A_SITTING, {"minutes": part.minutes})))
            continue
        current = max(current, part.earliest)
        while current < len(days):
            if slot := days[current].place(part):
                slots.append(slot)
                break
            current += 1
        else:
            left.append(Left(part.key, Reason(RuleCode.NO_SITTING_LEFT, {"minutes": part.minutes})))
    pauses = {day.window.key: day.paused for day in days if day.paused}
    spare = {day.window.key: (day.end - day.now) // timedelta(minutes=1) for day in days}
    return Plan(tuple(slots), tuple(left), pauses, spare)


def _fits_somewhere(days: Sequence[_Day], part: Part) -> bool:
    """Whether a sitting of its own would be long enough; true where there is no sitting at all."""
    return not days or any(_Day.of(day.window, day.frame).place(part) for day in days)


@dataclass(frozen=True)
class Forecast:
    """Where a sitting will end as it goes.

    Attributes:
        ends: When each item that is still to come will end, at the pace planned: ``{item: moment}``.
        carried_over: Items that no longer fit before the window closes; they go to the next sitting.
    """

    ends: dict[int, datetime]
    carried_over: tuple[int, ...]


def forecast(to_come: Sequence[Part], now: datetime, closes: datetime) -> Forecast:
    """What a sitting can still take before its window closes; there is no extension (rule 16).

    The item under discussion comes first with the minutes that it still has; once one is carried over,
    all after it are, so that the order of the agenda holds.

    Args:
        now: The moment from which on; the opening of a sitting that has not begun.
    """
    ends: dict[int, datetime] = {}
    moment = now
    for place, part in enumerate(to_come):
        moment += timedelta(minutes=part.minutes)
        if moment > closes:
            return Forecast(ends, tuple(other.key for other in to_come[place:]))
        ends[part.key] = moment
    return Forecast(ends, ())
