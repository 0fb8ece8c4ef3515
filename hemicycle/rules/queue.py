"""Rules 6, 7, 12, 43 and 44: the order in which delegates speak, and the reason for every place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from hemicycle.rules.capacity import ParticipationClass
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.motions import Motion, is_before_list, precedence
from hemicycle.rules.reasons import Reason, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.reasons import Decision

#: Why somebody stands where they stand.
PlaceCode: TypeAlias = Literal[
    RuleCode.IN_ORDER,
    RuleCode.AFTER_OTHERS,
    RuleCode.FIRST_ON_ITEM,
    RuleCode.POINT_OF_ORDER,
    RuleCode.MOTION,
    RuleCode.RIGHT_OF_REPLY,
    RuleCode.MOVED_BY_LEADER,
]
#: Of whoever speaks in a role: behind every class.
_BEHIND_ALL = 1_000
#: Of the right of reply: once the list of speakers is exhausted.
_AFTER_LIST = 2


@dataclass(frozen=True)
class Order:
    """What the order of an item depends on beside the classes.

    Attributes:
        first: Keys of the classes that speak first on the item, in their order, whatever their priority.
        had: By the key of a class, how many turns on the item it has had: classes that alternate take turns.
    """

    first: tuple[str, ...] = ()
    had: Mapping[str, int] = field(default_factory=dict)

    def rank(self, capacity: Capacity) -> tuple[int, int]:
        """By what a class or role is sorted: those named first, then the classes by priority, then the roles."""
        if capacity.value in self.first:
            return 0, self.first.index(capacity.value)
        return 1, capacity.priority if isinstance(capacity, ParticipationClass) else _BEHIND_ALL


#: By the priority of the classes alone.
BY_PRIORITY = Order()


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
    motion: Motion | None
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
        motion: What they ask for beside the floor; None on the list of speakers.
    """

    turn: int
    capacity: Capacity
    asked_at: datetime
    motion: Motion | None = None
    placement: Placement | None = None

    @property
    def before_list(self) -> bool:
        """It is a point of order or another motion, and goes before the list."""
        return is_before_list(self.motion)


@dataclass(frozen=True)
class Place:
    """A request with its position, counted from 1, and the reason for it (rule 12)."""

    request: Request
    position: int
    reason: Reason


class _Stand(NamedTuple):
    """What a request is sorted by."""

    rank: tuple[int, int]
    round: int
    asked_at: datetime
    beside: int
    nudge: float
    turn: int


@dataclass(frozen=True)
class _Line:
    """All requests that wait, and what their order depends on."""

    requests: tuple[Request, ...]
    order: Order

    def stand(self, request: Request) -> _Stand:
        stands = request.placement or request
        beside, nudge = (
            (request.placement.beside, request.placement.nudge) if request.placement else (request.turn, 0.0)
        )
        if stands.motion is not None:
            rank = (-1, precedence(stands.motion)) if is_before_list(stands.motion) else (_AFTER_LIST, 0)
            return _Stand(rank, 0, stands.asked_at, beside, nudge, request.turn)
        rank = self.order.rank(stands.capacity)
        turns = self._round(stands.capacity, stands.asked_at, beside)
        return _Stand(rank, turns, stands.asked_at, beside, nudge, request.turn)

    def _round(self, capacity: Capacity, asked_at: datetime, beside: int) -> int:
        """How many turns of its class, had or waiting, come before what stands here; 0 where it does not alternate."""
        if not isinstance(capacity, ParticipationClass) or not capacity.alternates:
            return 0
        ahead = sum(
            other.capacity == capacity
            and other.placement is None
            and other.motion is None
            and (other.asked_at, other.turn) < (asked_at, beside)
            for other in self.requests
        )
        return self.order.had.get(capacity.value, 0) + ahead

    def sorted(self) -> tuple[Request, ...]:
        return tuple(sorted(self.requests, key=self.stand))


def in_order(requests: Iterable[Request], order: Order = BY_PRIORITY) -> tuple[Request, ...]:
    """The requests as they are to speak: motions by their precedence, the classes by priority, the right of reply.

    Each as they asked, but for classes of one priority that alternate: they take turns, fewer turns on the item first.
    """
    return _Line(tuple(requests), order).sorted()


def places(requests: Iterable[Request], order: Order = BY_PRIORITY) -> tuple[Place, ...]:
    """The queue with positions and reasons.

    Args:
        requests: Those who wait; any order.
    """
    ordered = in_order(requests, order)
    return tuple(Place(request, index + 1, _reason(index, ordered, order)) for index, request in enumerate(ordered))


def _reason(index: int, ordered: Sequence[Request], order: Order) -> Reason:
    """Why somebody stands there; ``after``: keys of the classes that stand before although they asked later."""
    request, ahead = ordered[index], ordered[:index]
    if request.placement is not None:
        return Reason(RuleCode.MOVED_BY_LEADER, {"reason": request.placement.reason, "by": request.placement.by})
    if request.motion is Motion.POINT_OF_ORDER:
        return Reason(RuleCode.POINT_OF_ORDER, {"ahead": len(ahead)})
    if request.motion is Motion.RIGHT_OF_REPLY:
        return Reason(RuleCode.RIGHT_OF_REPLY, {"ahead": len(ahead)})
    if request.motion is not None:
        return Reason(RuleCode.MOTION, {"ahead": len(ahead), "motion": request.motion.value})
    facts: dict[str, str | int | bool] = {
        "capacity": request.capacity.value,
        "ahead_same": sum(r.capacity == request.capacity and r.motion is None for r in ahead),
        "ahead_other": sum(r.capacity != request.capacity or r.motion is not None for r in ahead),
        "ahead_moved": sum(r.placement is not None for r in ahead),
    }
    overtaking = dict.fromkeys(
        r.capacity.value
        for r in ahead
        if r.asked_at > request.asked_at and r.capacity != request.capacity and r.placement is None and r.motion is None
    )
    if overtaking:
        return Reason(RuleCode.AFTER_OTHERS, {**facts, "after": " ".join(overtaking)})
    if request.capacity.value in order.first:
        return Reason(RuleCode.FIRST_ON_ITEM, facts)
    return Reason(RuleCode.IN_ORDER, facts)


def may_reorder(requests: Iterable[Request], before: Order, after: Order) -> Decision:
    """Whether the order of the item under discussion may be another one: not where it moves somebody who waits.

    Args:
        requests: Those who wait in the sitting where the item is open.
    """
    waiting = tuple(requests)
    moved = sum(old != new for old, new in zip(in_order(waiting, before), in_order(waiting, after), strict=True))
    if moved:
        return refuse(RuleCode.ORDER_MOVES_QUEUE, moved=moved)
    return allow(RuleCode.NOTHING_AGAINST)


def move_before(
    requests: Iterable[Request],
    turn: int,
    before: int | None,
    *,
    reason: str,
    by: int,
    order: Order = BY_PRIORITY,
) -> Placement:
    """Where ``turn`` stands when the leader moves it just before ``before``, or to the end.

    Raises:
        LookupError: one of the two does not wait, or there is nobody to move it past.
    """
    line = _Line(tuple(requests), order)
    others = [request for request in line.sorted() if request.turn != turn]
    if len(others) == len(line.requests):
        raise LookupError("this request does not wait")
    if not others:
        raise LookupError("nobody else waits")
    if before is None:
        nudge = line.stand(others[-1]).nudge
        return _beside(others[-1], _between(nudge, nudge + 2), reason, by)
    index = next((i for i, request in enumerate(others) if request.turn == before), None)
    if index is None:
        raise LookupError("that request does not wait")
    here = line.stand(others[index])
    low = min(here.nudge - 2, 0.0)
    if index:
        previous = line.stand(others[index - 1])
        if previous[:4] == here[:4]:
            low = previous.nudge
    return _beside(others[index], _between(low, here.nudge), reason, by)


def _between(low: float, high: float) -> float:
    """A nudge between two; never 0, which belongs to the request that they stand beside, should it come back."""
    return (low + high) / 2 or high / 2


def _beside(target: Request, nudge: float, reason: str, by: int) -> Placement:
    stands = target.placement or target
    beside = target.placement.beside if target.placement else target.turn
    return Placement(stands.capacity, stands.motion, stands.asked_at, beside, nudge, reason, by)
