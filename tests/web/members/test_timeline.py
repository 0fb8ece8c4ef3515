"""A Member's seats and votes as bars over years."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from hemicycle.rules.capacity import Period
from hemicycle.web.members.timeline import days, timeline

SEAT = Period(date(2020, 1, 1), date(2022, 1, 1))
OPEN = Period(date(2023, 1, 1))


@pytest.mark.parametrize(
    ("language", "bars"),
    [
        ("en", [("0.00%", "50.03%"), ("75.02%", "24.98%")]),
        ("ar", [("49.97%", "50.03%"), ("0.00%", "24.98%")]),
        ("fr", [("0.00%", "50.03%"), ("75.02%", "24.98%")]),
    ],
)
def test_time_runs_as_the_readers_lines_do(language: str, bars: list[tuple[str, str]]) -> None:
    with translation.override(language):
        drawn = timeline([SEAT, OPEN], [], date(2023, 6, 1))
    assert [(bar.x, bar.width) for bar in drawn.seats] == bars


def test_a_suspension_lies_over_the_votes_that_the_seats_give() -> None:
    drawn = timeline([SEAT], [Period(date(2021, 1, 1), date(2021, 2, 1))], date(2021, 1, 1))
    assert [bar.kind for bar in drawn.votes] == ["vote", "suspended"]
    assert drawn.votes[1].x == drawn.marker


@pytest.mark.parametrize("last", [date(1900, 1, 1), date(2100, 12, 31)])
def test_the_longest_and_shortest_scales_stay_within_it(last: date) -> None:
    drawn = timeline([Period(date(1900, 1, 1), last)], [], date(1900, 1, 1))
    ends = [float(bar.x[:-1]) + float(bar.width[:-1]) for bar in drawn.seats]
    assert all(0 < end <= 100 for end in ends)
    assert 1 <= len(drawn.ticks) <= 6
    assert drawn.ticks[0].label == "1900"


def test_periods_in_words() -> None:
    assert days(SEAT) == "1 January 2020\u2009–\u20091 January 2022"
    assert days(OPEN) == "from 1 January 2023"
