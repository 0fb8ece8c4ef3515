"""What Hypothesis draws: requests for the floor, and queues of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from hemicycle.rules.capacity import RIGHTS_OF_PERSONS, SIGHTS, Belonging, Classes, ParticipationClass, Right, SeatNeed
from hemicycle.rules.motions import Motion
from hemicycle.rules.queue import Order, Request, move_before
from hemicycle.rules.registration import Quota, QuotaUnit
from tests.classes import CLASSES

START = datetime(2020, 6, 9, 10, 0, tzinfo=UTC)

capacities = st.sampled_from(CLASSES)
#: Kinds of Members of the bodies that are drawn.
KINDS = ("state", "employer", "worker", "organisation")
#: Codes of Members that a class of them may name.
NAMED = ("XX", "YY", "ZZ")
#: Most ask for a turn and nothing else.
_MOTIONS = st.none() | st.none() | st.sampled_from(Motion)
_RIGHTS = [right for right in Right if right is not Right.TAKE_PART and right not in SIGHTS]


def _seen(draw: st.DrawFn) -> frozenset[Right]:
    """What a class sees; a consultation may hide some of it."""
    return SIGHTS - draw(st.sets(st.sampled_from(sorted(SIGHTS))))


@st.composite
def _of_members(draw: st.DrawFn) -> tuple[frozenset[Right], Belonging]:
    rights = frozenset({Right.TAKE_PART, *_seen(draw), *draw(st.sets(st.sampled_from(_RIGHTS)))})
    kinds = frozenset(draw(st.sets(st.sampled_from(KINDS))))
    members = frozenset(draw(st.sets(st.sampled_from(NAMED), max_size=2)))
    return rights, Belonging(kinds, draw(st.sampled_from(SeatNeed)), members)


@st.composite
def _of_persons(draw: st.DrawFn) -> tuple[frozenset[Right], Belonging]:
    given = RIGHTS_OF_PERSONS - SIGHTS
    rights = frozenset({Right.TAKE_PART, *_seen(draw), *draw(st.sets(st.sampled_from(sorted(given))))})
    return rights, Belonging(persons=True)


@st.composite
def bodies(draw: st.DrawFn) -> Classes:
    """The participation classes of some body: who belongs to them, what they may do and see, their place and places."""
    keys = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), min_size=1, max_size=5, unique=True))
    return Classes(
        tuple(
            ParticipationClass(
                key,
                *draw(_of_members() | _of_persons()),
                priority=draw(st.integers(1, 3)),
                alternates=draw(st.booleans()),
                times=draw(st.none() | st.integers(1, 3)),
                quota=draw(st.none() | st.builds(Quota, st.integers(0, 3), st.sampled_from(QuotaUnit))),
            )
            for key in keys
        )
    )


@st.composite
def orders(draw: st.DrawFn, classes: tuple[ParticipationClass, ...] = CLASSES) -> Order:
    """Which classes an item puts first, and how many turns each has had on it."""
    keys = [one.value for one in classes]
    first = draw(st.lists(st.sampled_from(keys), unique=True, max_size=2))
    return Order(tuple(first), draw(st.dictionaries(st.sampled_from(keys), st.integers(0, 3))))


@st.composite
def queues(
    draw: st.DrawFn, least: int = 0, most: int = 9, classes: tuple[ParticipationClass, ...] = CLASSES
) -> list[Request]:
    """Requests in the order in which they came: few different moments, so that ties happen."""
    asked = draw(
        st.lists(st.tuples(st.sampled_from(classes), st.integers(0, 4), _MOTIONS), min_size=least, max_size=most)
    )
    turns = draw(st.permutations(range(1, len(asked) + 1)))
    return [
        Request(
            turn,
            capacity,
            START + timedelta(seconds=seconds),
            motion=motion if capacity.has(Right.POINT_OF_ORDER) else None,
        )
        for turn, (capacity, seconds, motion) in zip(turns, asked, strict=True)
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
