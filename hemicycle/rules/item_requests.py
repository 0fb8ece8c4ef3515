"""Rule 41: requests for the floor belong to an item, and what becomes of them when another one is taken up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.motions import ABOUT_ITEM, Motion
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Carryover(StrEnum):
    """What becomes of the requests for another item, as who presides chooses."""

    KEEP = "keep"
    PUT_ASIDE = "put_aside"
    CLEAR = "clear"


class Step(StrEnum):
    """What becomes of one request."""

    KEPT = "kept"
    PUT_ASIDE = "put_aside"
    CLEARED = "cleared"
    RESTORED = "restored"


#: A choice, as it is for each request that it is about.
_STEPS = {Carryover.KEEP: Step.KEPT, Carryover.PUT_ASIDE: Step.PUT_ASIDE, Carryover.CLEAR: Step.CLEARED}


@dataclass(frozen=True)
class Pending:
    """A request that was not met yet.

    Attributes:
        turn, registration: Of the request, and of who made it.
        item: For which it was made; None where none was under discussion.
        aside: It was put aside with its item: it has no place in the queue.
        motion: What it asks for beside the floor.
    """

    turn: int
    registration: int
    item: int | None
    aside: bool = False
    motion: Motion | None = None

    @property
    def of_sitting(self) -> bool:
        """It is about the conduct of the sitting, as a point of order is, and about no item."""
        return self.motion is not None and self.motion not in ABOUT_ITEM


def of_another(pending: Collection[Pending], item: int) -> tuple[Pending, ...]:
    """Those that wait for another item than this one; who asked while none was open waits for the next one."""
    return tuple(
        one for one in pending if not one.aside and not one.of_sitting and one.item is not None and one.item != item
    )


def may_take_up(
    state: SittingState, *, is_open: bool, speaking: bool, waiting: int, carryover: Carryover | None
) -> Decision:
    """Whether an item of the agenda may be taken up: in an open sitting, not twice, and not while a delegate speaks.

    Args:
        is_open: It is under discussion already.
        speaking: Somebody else than who presides has the floor.
        waiting: How many wait for another item.
        carryover: What is to become of those; None where who presides has not said.
    """
    if state is not SittingState.OPEN:
        return refuse(RuleCode.SITTING_NOT_OPEN, state=state.value)
    if is_open:
        return refuse(RuleCode.ITEM_OPEN_ALREADY)
    heard = may_end_discussion(speaking=speaking)
    if isinstance(heard, Refused):
        return heard
    if waiting and carryover is None:
        return refuse(RuleCode.REQUESTS_UNDECIDED, waiting=waiting)
    return allow(RuleCode.NOTHING_AGAINST)


def may_end_discussion(*, speaking: bool) -> Decision:
    """Whether the discussion of an item may end: not while somebody else than who presides has the floor."""
    return refuse(RuleCode.TURN_IN_PROGRESS) if speaking else allow(RuleCode.NOTHING_AGAINST)


def steps(pending: Collection[Pending], item: int, carryover: Carryover | None) -> Mapping[int, Step]:
    """What becomes of each request when an item is taken up, by turn; those are left out that stay as they are.

    Somebody has one place for an item: where one was put aside with it, that one is restored, and one that would be
    kept beside it is cleared.
    """
    found: dict[int, Step] = {}
    another = {one.turn for one in of_another(pending, item)}
    for one in pending:
        if one.of_sitting:
            continue
        if one.aside:
            if one.item == item:
                found[one.turn] = Step.RESTORED
        elif one.turn in another and carryover is not None:
            # What was moved about one item is moved about no other.
            kept = carryover is Carryover.KEEP and one.motion is not None
            found[one.turn] = Step.PUT_ASIDE if kept else _STEPS[carryover]
        elif one.item is None:
            found[one.turn] = Step.KEPT
    return _one_place_each(pending, item, found)


def _one_place_each(pending: Collection[Pending], item: int, found: dict[int, Step]) -> dict[int, Step]:
    """The same; the earliest place for the item stays, one for another item goes."""
    listed = [one for one in pending if not one.of_sitting]
    placed = {(one.registration, one.motion) for one in listed if not one.aside and one.item == item}
    for one in listed:
        if found.get(one.turn) is Step.RESTORED:
            if (one.registration, one.motion) in placed:
                found[one.turn] = Step.CLEARED
            placed.add((one.registration, one.motion))
    for one in listed:
        if found.get(one.turn) is Step.KEPT and (one.registration, one.motion) in placed:
            found[one.turn] = Step.CLEARED
    return found
