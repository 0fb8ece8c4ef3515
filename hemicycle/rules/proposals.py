"""Rule 16: what could be done about items that have no place in the time plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.time_plan import plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.rules.time_plan import Frame, Part, Plan, Window

#: So many items without a place are tried in an earlier sitting, so that a page is quick whatever the agenda.
_TRIED = 10


class Remedy(StrEnum):
    """What can be done."""

    MOVE = "move"
    LIFT = "lift"
    SHORTEN = "shorten"
    ANOTHER_DAY = "another_day"
    LEAVE = "leave"


@dataclass(frozen=True)
class Proposal:
    """One thing that would help.

    Attributes:
        item: The item to move, lift or shorten; the first to leave. None for another day.
        before: The item before which it fits, where it is to move.
        minutes: By how much to shorten; what the items that would be left take together.
        items: How many would be left.
    """

    remedy: Remedy
    item: int | None = None
    before: int | None = None
    minutes: int = 0
    items: int = 0


def moved(parts: Sequence[Part], item: int, before: int) -> list[Part]:
    """The parts with one of them placed just before another; it need not wait for a later sitting any more."""
    part = next(part for part in parts if part.key == item)
    rest = [other for other in parts if other.key != item]
    place = next(index for index, other in enumerate(rest) if other.key == before)
    return [*rest[:place], replace(part, earliest=0), *rest[place:]]


def lifted(parts: Sequence[Part], item: int) -> list[Part]:
    """The parts, of which one need not wait for a later sitting any more."""
    return [replace(part, earliest=0) if part.key == item else part for part in parts]


def proposals(
    windows: Sequence[Window], parts: Sequence[Part], frame: Frame, most_days: int | None = None
) -> list[Proposal]:
    """What could be done so that more has a place; nothing where everything has one.

    A move is proposed only where it was tried and takes the place of nothing else.

    Args:
        most_days: On so many days the consultation sits at most; None for any number.
    """
    made = plan(windows, parts, frame)
    if not made.left:
        return []
    minutes = {part.key: part.minutes for part in parts}
    longest = _longest(windows, frame)
    offered = [
        Proposal(Remedy.SHORTEN, left.key, minutes=minutes[left.key] - longest)
        for left in made.left
        if left.reason.code is RuleCode.LONGER_THAN_A_SITTING and longest > 0
    ]
    waiting = [left.key for left in made.left if left.reason.code is RuleCode.NO_SITTING_LEFT]
    if not waiting:
        return offered
    offered += _lifts(windows, parts, frame, made)
    offered += _moves(windows, parts, frame, made)
    if most_days is None or len({window.opens.date() for window in windows}) < most_days:
        offered.append(Proposal(Remedy.ANOTHER_DAY))
    taken = sum(minutes[key] for key in waiting)
    offered.append(Proposal(Remedy.LEAVE, waiting[0], minutes=taken, items=len(waiting)))
    return offered


def _longest(windows: Sequence[Window], frame: Frame) -> int:
    """Minutes of the longest item that would fit into a sitting of its own."""
    plain = (int((window.closes - window.opens).total_seconds() // 60) for window in windows)
    taken = frame.introduction + frame.closing + (frame.pause if frame.introduction >= frame.pause_after else 0)
    return max((length - taken for length in plain), default=0)


def _better(windows: Sequence[Window], parts: Sequence[Part], frame: Frame, made: Plan) -> bool:
    """Whether with the parts so, fewer have no place, and none that had one before."""
    tried = {left.key for left in plan(windows, parts, frame).left}
    return tried < {left.key for left in made.left}


def _lifts(windows: Sequence[Window], parts: Sequence[Part], frame: Frame, made: Plan) -> list[Proposal]:
    """Items that were put off to a later sitting, and need not be."""
    put_off = [part.key for part in parts if part.earliest][:_TRIED]
    return [Proposal(Remedy.LIFT, key) for key in put_off if _better(windows, lifted(parts, key), frame, made)]


def _moves(windows: Sequence[Window], parts: Sequence[Part], frame: Frame, made: Plan) -> list[Proposal]:
    """Items that fit into what is left of an earlier sitting: before the first item of the one after it."""
    sittings = [slot.sitting for slot in made.slots]
    firsts = [slot.key for place, slot in enumerate(made.slots) if place and sittings[place - 1] != slot.sitting]
    last_waits = next(left.key for left in made.left if left.reason.code is RuleCode.NO_SITTING_LEFT)
    moves = []
    for left in [left for left in made.left if left.reason.code is RuleCode.NO_SITTING_LEFT][:_TRIED]:
        for before in [*firsts, last_waits]:
            if before != left.key and _better(windows, moved(parts, left.key, before), frame, made):
                moves.append(Proposal(Remedy.MOVE, left.key, before))
                break
    return moves
