"""Rules 6, 7 and 12: the order in which delegates speak, and the reason for every place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.rules.reasons import Reason
from hemicycle.rules.standing import CLASSES, Capacity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Placement:
    """Where the leader put a request: as if it were of that class and asked at that moment.

    It stands beside the request that it was moved to, and stays there when that one leaves.

    Attributes:
        nudge: Order among requests of the same class and moment; an unmoved request has 0.
        reason: Why, in the leader's words.
        by: Registration of the leader who moved it.
    """

    capacity: Capacity
    point_of_order: bool
    asked_at: datetime
    nudge: float
    reason: str
    by: int


@dataclass(frozen=True)
class Request:
    """Somebody waits for the floor.

    Attributes:
        turn: Identifier of the turn; breaks ties between equal moments.
        capacity: Class as at the moment of asking (rule 5).
    """

    turn: int
    capacity: Capacity
    asked_at: datetime
    point_of_order: bool = False
    placement: Placement | None = None


@dataclass(frozen=True)
class Place:
    """A request with its position, counted from 1, and the reason for it (rule 12)."""

    request: Request
    position: int
    reason: Reason


@dataclass(frozen=True)
class _Stand:
    """What a request is sorted by."""

    rank: int
    asked_at: datetime
    nudge: float
    turn: int

    def key(self) -> tuple[int, datetime, float, int]:
        return (self.rank, self.asked_at, self.nudge, self.turn)


def _rank(capacity: Capacity, order: Sequence[Capacity]) -> int:
    """Council States first (rule 6, not a setting), then the classes in the consultation's order, then others."""
    if capacity is Capacity.COUNCIL_STATE:
        return 1
    others = [c for c in order if c is not Capacity.COUNCIL_STATE]
    return 2 + (others.index(capacity) if capacity in others else len(others))


def _stand(request: Request, order: Sequence[Capacity]) -> _Stand:
    placed = request.placement
    if placed is not None:
        rank = 0 if placed.point_of_order else _rank(placed.capacity, order)
        return _Stand(rank, placed.asked_at, placed.nudge, request.turn)
    rank = 0 if request.point_of_order else _rank(request.capacity, order)
    return _Stand(rank, request.asked_at, 0.0, request.turn)


def in_order(requests: Iterable[Request], order: Sequence[Capacity] = CLASSES) -> tuple[Request, ...]:
    """The requests as they are to speak: points of order, Council States, the other classes, each as they asked."""
    return tuple(sorted(requests, key=lambda request: _stand(request, order).key()))


def places(requests: Iterable[Request], order: Sequence[Capacity] = CLASSES) -> tuple[Place, ...]:
    """The queue with positions and reasons.

    Args:
        requests: Those who wait; any order.
        order: Order of the classes after the Council States (rule 6, a setting of the consultation).
    """
    ordered = in_order(requests, order)
    return tuple(Place(request, index + 1, _reason(index, ordered)) for index, request in enumerate(ordered))


def _reason(index: int, ordered: Sequence[Request]) -> Reason:
    request, ahead = ordered[index], ordered[:index]
    if request.placement is not None:
        return Reason(4, "moved_by_leader", {"reason": request.placement.reason, "by": request.placement.by})
    if request.point_of_order:
        return Reason(7, "point_of_order", {"ahead": len(ahead)})
    facts: dict[str, str | int | bool] = {
        "capacity": request.capacity.value,
        "ahead_same": sum(r.capacity is request.capacity and not r.point_of_order for r in ahead),
        "ahead_other": sum(r.capacity is not request.capacity or r.point_of_order for r in ahead),
    }
    if request.capacity is Capacity.COUNCIL_STATE:
        return Reason(6, "council_in_order", facts)
    overtaken = any(r.asked_at > request.asked_at and r.capacity is not request.capacity for r in ahead)
    return Reason(6, "after_council", {**facts, "although_asked_earlier": overtaken})


def move_before(
    requests: Iterable[Request],
    turn: int,
    before: int | None,
    *,
    reason: str,
    by: int,
    order: Sequence[Capacity] = CLASSES,
) -> Placement:
    """Where ``turn`` stands when the leader moves it just before ``before``, or to the end.

    Raises:
        LookupError: one of the two does not wait.
    """
    ordered = [r for r in in_order(requests, order) if r.turn != turn]
    if before is None:
        if not ordered:
            raise LookupError("nobody else waits")
        last = ordered[-1]
        return _beside(last, _stand(last, order).nudge + 1, reason, by)
    index = next((i for i, r in enumerate(ordered) if r.turn == before), None)
    if index is None:
        raise LookupError("that request does not wait")
    target = ordered[index]
    nudge = _stand(target, order).nudge - 1
    if index:
        previous, here = _stand(ordered[index - 1], order), _stand(target, order)
        if (previous.rank, previous.asked_at) == (here.rank, here.asked_at):
            nudge = (previous.nudge + here.nudge) / 2
    return _beside(target, nudge, reason, by)


def _beside(target: Request, nudge: float, reason: str, by: int) -> Placement:
    stands = target.placement or target
    return Placement(stands.capacity, stands.point_of_order, stands.asked_at, nudge, reason, by)
