"""What Hypothesis draws: requests for the floor, and queues of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from hemicycle.rules.capacity import CLASSES, Capacity
from hemicycle.rules.queue import Request, move_before

START = datetime(2020, 6, 9, 10, 0, tzinfo=UTC)

capacities = st.sampled_from(CLASSES)
orders = st.permutations([c for c in CLASSES if c is not Capacity.COUNCIL_STATE])


@st.composite
def queues(draw: st.DrawFn, least: int = 0, most: int = 9) -> list[Request]:
    """Requests in the order in which they came: few different moments, so that ties happen."""
    asked = draw(st.lists(st.tuples(capacities, st.integers(0, 4), st.booleans()), min_size=least, max_size=most))
    turns = draw(st.permutations(range(1, len(asked) + 1)))
    return [
        Request(
            turn,
            capacity,
            START + timedelta(seconds=seconds),
            point_of_order=point_of_order and capacity is Capacity.COUNCIL_STATE,
        )
        for turn, (capacity, seconds, point_of_order) in zip(turns, asked, strict=True)
    ]


def moved(
    queue: list[Request], turn: int, before: int | None, reason: str = "The delegate leaves early"
) -> list[Request]:
    """The queue after the leader's move."""
    placement = move_before(queue, turn, before, reason=reason, by=1)
    return [replace(request, placement=placement) if request.turn == turn else request for request in queue]


@st.composite
def moves(draw: st.DrawFn, queue: list[Request]) -> tuple[int, int | None]:
    """A move in a queue of at least two: whom, and before whom, or to the end."""
    turn, before = draw(st.permutations([request.turn for request in queue]))[:2]
    return turn, draw(st.sampled_from([before, None]))
