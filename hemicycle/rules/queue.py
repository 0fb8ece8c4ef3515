"""Rules 6, 7 and 12: the order in which delegates speak, and the reason for every place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from hemicycle.rules.capacity import CLASSES, Capacity
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

#: Why somebody stands where they stand.
PlaceCode: TypeAlias = Literal[
    RuleCode.COUNCIL_IN_ORDER, RuleCode.AFTER_COUNCIL, RuleCode.POINT_OF_ORDER, RuleCode.MOVED_BY_LEADER
]


@dataclass(frozen=True)
class Placement:
    """Where the leader put a request: as if it were of that class and asked at that moment.

    It stands beside the request that it was moved to, and stays there when that one leaves.

    Attributes:
        beside: Turn of the request at whose side it stands.
        nudge: Order among those at the same side; below 0 before ``beside``, above 0 behind it.
        reason: Why, in the leader's words.
        by: Registration of the leader who moved it.
    """

    capacity: Capacity
    point_of_order: bool
    asked_at: datetime
    beside: int
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


class _Stand(NamedTuple):
    """What a request is sorted by."""

    rank: int
    asked_at: datetime
    beside: int
    nudge: float
    turn: int


def _rank(capacity: Capacity, order: Sequence[Capacity]) -> int:
    """Council States first (rule 6, not a setting), then the classes in the consultation's order, then others."""
    if capacity is Capacity.COUNCIL_STATE:
        return 1
    others = [c for c in order if c is not Capacity.COUNCIL_STATE]
    return 2 + (others.index(capacity) if capacity in others else len(others))


def _stand(request: Request, order: Sequence[Capacity]) -> _Stand:
    stands = request.placement or request
    beside, nudge = (request.placement.beside, request.placement.nudge) if request.placement else (request.turn, 0.0)
    rank = 0 if stands.point_of_order else _rank(stands.capacity, order)
    return _Stand(rank, stands.asked_at, beside, nudge, request.turn)


def in_order(requests: Iterable[Request], order: Sequence[Capacity] = CLASSES) -> tuple[Request, ...]:
    """The requests as they are to speak: points of order, Council States, the other classes, each as they asked."""
    return tuple(sorted(requests, key=lambda request: _stand(request, order)))


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
        return Reason(RuleCode.MOVED_BY_LEADER, {"reason": request.placement.reason, "by": request.placement.by})
    if request.point_of_order:
        return Reason(RuleCode.POINT_OF_ORDER, {"ahead": len(ahead)})
    facts: dict[str, str | int | bool] = {
        "capacity": request.capacity.value,
        "ahead_same": sum(r.capacity is request.capacity and not r.point_of_order for r in ahead),
        "ahead_other": sum(r.capacity is not request.capacity or r.point_of_order for r in ahead),
        "ahead_moved": sum(r.placement is not None for r in ahead),
    }
    if request.capacity is Capacity.COUNCIL_STATE:
        return Reason(RuleCode.COUNCIL_IN_ORDER, facts)
    overtaken = any(r.asked_at > request.asked_at and r.capacity is not request.capacity for r in ahead)
    return Reason(RuleCode.AFTER_COUNCIL, {**facts, "although_asked_earlier": overtaken})


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
        LookupError: one of the two does not wait, or there is nobody to move it past.
    """
    requests = tuple(requests)
    others = [request for request in in_order(requests, order) if request.turn != turn]
    if len(others) == len(requests):
        raise LookupError("this request does not wait")
    if not others:
        raise LookupError("nobody else waits")
    if before is None:
        nudge = _stand(others[-1], order).nudge
        return _beside(others[-1], _between(nudge, nudge + 2), reason, by)
    index = next((i for i, request in enumerate(others) if request.turn == before), None)
    if index is None:
        raise LookupError("that request does not wait")
    here = _stand(others[index], order)
    low = min(here.nudge - 2, 0.0)
    if index:
        previous = _stand(others[index - 1], order)
        if previous[:3] == here[:3]:
            low = previous.nudge
    return _beside(others[index], _between(low, here.nudge), reason, by)


def _between(low: float, high: float) -> float:
    """A nudge between two; never 0, which belongs to the request that they stand beside, should it come back."""
    return (low + high) / 2 or high / 2


def _beside(target: Request, nudge: float, reason: str, by: int) -> Placement:
    stands = target.placement or target
    beside = target.placement.beside if target.placement else target.turn
    return Placement(stands.capacity, stands.point_of_order, stands.asked_at, beside, nudge, reason, by)
