"""When a delegation was in the room, from the connections of its people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.presence import Span, together

START = datetime(2020, 6, 9, 10, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def span(start: int, end: int | None = None) -> Span:
    return Span(at(start), at(end) if end is not None else None)


def test_connections_that_touch_are_one_presence() -> None:
    assert together([span(5, 9), span(0, 5), span(20, 30)]) == (span(0, 9), span(20, 30))
    assert together([span(0, 10), span(2, 3)]) == (span(0, 10),)
    assert together([]) == ()


def test_one_that_goes_on_takes_in_all_that_follow() -> None:
    assert together([span(0, 4), span(3), span(8, 9)]) == (span(0),)


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 30))).map(
        lambda pair: span(pair[0], None if pair[1] is None else pair[0] + pair[1])
    ),
    max_size=12,
)


@given(SPANS, st.integers(0, 100))
def test_somebody_is_there_exactly_while_one_of_them_is(spans: list[Span], minute: int) -> None:
    def covers(one: Span) -> bool:
        return one.start <= at(minute) and (one.end is None or at(minute) <= one.end)

    found = together(spans)
    assert any(map(covers, found)) == any(map(covers, spans))
    assert all(one.end is not None and one.end < after.start for one, after in pairwise(found))
