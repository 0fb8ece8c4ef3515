"""Rule 16: the time plan never goes past a window, and a late sitting carries over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.reasons import Allowed
from hemicycle.rules.time_plan import (
    MOST_SITTINGS,
    DaysLimit,
    Frame,
    Part,
    Window,
    forecast,
    may_publish,
    may_reschedule,
    may_sit,
    plan,
)
from tests.rules.decisions import allowed, refused

FIRST = datetime(2020, 6, 9, 10, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NO_FRAME = Frame()


def window(day: int, minutes: int = 180) -> Window:
    opens = FIRST + (day - 1) * DAY
    return Window(day, opens, opens + minutes * MINUTE)


def parts(*minutes: int) -> list[Part]:
    return [Part(key, length) for key, length in enumerate(minutes, start=1)]


frames = st.builds(Frame, st.integers(0, 20), st.integers(0, 20), st.integers(30, 120), st.integers(0, 20))
programmes = st.lists(st.integers(1, 240), max_size=25).map(lambda minutes: parts(*minutes))
calendars = st.integers(0, 5).map(lambda days: [window(day) for day in range(1, days + 1)])


def test_rule_16_what_does_not_fit_begins_the_next_sitting() -> None:
    made = plan([window(1), window(2)], parts(100, 100, 20), NO_FRAME)
    assert [(slot.key, slot.sitting) for slot in made.slots] == [(1, 1), (2, 2), (3, 2)]
    assert made.spare == {1: 80, 2: 60}
    assert made.slots[1].starts == FIRST + DAY


def test_rule_16_introduction_break_and_closing_take_their_time() -> None:
    made = plan([window(1)], parts(60, 40, 40), Frame(introduction=10, pause=15, pause_after=90, closing=10))
    starts = [(slot.starts - FIRST) // MINUTE for slot in made.slots]
    # The break falls due at 90 minutes, while the second item is discussed, and comes after it.
    assert starts == [10, 70, 125]
    assert made.pauses == {1: (FIRST + 110 * MINUTE, FIRST + 125 * MINUTE)}
    assert made.spare == {1: 5}


def test_rule_16_what_has_no_place_says_why() -> None:
    made = plan([window(1)], parts(200, 170, 20), NO_FRAME)
    assert [(left.key, left.reason.rule, left.reason.code) for left in made.left] == [
        (1, 16, "longer_than_a_sitting"),
        (3, 16, "no_sitting_left"),
    ]
    assert [left.reason.code for left in plan([], parts(20), NO_FRAME).left] == ["no_sitting_left"]


def test_rule_16_an_item_may_wait_for_a_later_sitting_and_nothing_overtakes_it() -> None:
    made = plan([window(1), window(2)], [Part(1, 30), Part(2, 30, earliest=1), Part(3, 30)], NO_FRAME)
    assert [(slot.key, slot.sitting) for slot in made.slots] == [(1, 1), (2, 2), (3, 2)]


def test_rule_16_as_many_days_as_the_body_allows_and_no_two_sittings_at_once() -> None:
    five = DaysLimit(5, "No more than five days")
    assert allowed(may_sit([window(day) for day in range(1, 6)], five)) == (16, "sittings_in_window")
    assert allowed(may_sit([], five)) == (16, "sittings_in_window")
    assert refused(may_sit([window(day) for day in range(1, 7)], five)) == (16, "too_many_days")
    assert allowed(may_sit([window(day) for day in range(1, 41)])) == (16, "sittings_in_window")
    assert refused(may_sit([window(day) for day in range(1, MOST_SITTINGS + 2)])) == (None, "too_many_sittings")
    assert refused(may_sit([window(1, minutes=25 * 60), window(2)])) == (None, "sittings_overlap")
    assert refused(may_sit([window(1, minutes=0)])) == (None, "sitting_without_time")


@given(st.lists(st.integers(0, 40), unique=True, max_size=30), st.integers(1, 40))
def test_rule_16_a_limit_counts_days_and_not_sittings(days: list[int], most: int) -> None:
    twice = [
        replace(window(day, 60), opens=opens, closes=opens + 60 * MINUTE)
        for day in days
        for opens in (FIRST + day * DAY, FIRST + day * DAY + 90 * MINUTE)
    ]
    assert isinstance(may_sit(twice, DaysLimit(most)), Allowed) == (len(days) <= most)
    assert isinstance(may_sit(twice), Allowed)


@given(calendars, programmes, frames)
def test_rule_16_nothing_is_planned_past_a_window_and_nothing_is_lost(
    windows: list[Window], programme: list[Part], frame: Frame
) -> None:
    made = plan(windows, programme, frame)
    by_key = {period.key: period for period in windows}
    minutes = {part.key: part.minutes for part in programme}
    for slot in made.slots:
        its = by_key[slot.sitting]
        assert its.opens + frame.introduction * MINUTE <= slot.starts
        assert slot.ends <= its.closes - frame.closing * MINUTE
        assert slot.ends - slot.starts == minutes[slot.key] * MINUTE
    for starts, ends in made.pauses.values():
        assert not any(slot.starts < ends and starts < slot.ends for slot in made.slots)
    for earlier, later in pairwise(made.slots):
        assert earlier.ends <= later.starts
        assert earlier.key < later.key
    placed = [slot.key for slot in made.slots] + [left.key for left in made.left]
    assert sorted(placed) == [part.key for part in programme]


def test_rule_16_a_late_sitting_carries_over_what_no_longer_fits() -> None:
    closes = FIRST + 180 * MINUTE
    seen = forecast(parts(30, 40, 10), FIRST + 120 * MINUTE, closes)
    assert seen.ends == {1: FIRST + 150 * MINUTE}
    # The third would fit, and keeps its place behind the second.
    assert seen.carried_over == (2, 3)
    assert forecast(parts(30, 30), FIRST + 120 * MINUTE, closes).carried_over == ()


@given(programmes, st.integers(0, 200))
def test_rule_16_no_forecast_goes_past_the_window(programme: list[Part], late: int) -> None:
    closes = FIRST + 180 * MINUTE
    seen = forecast(programme, FIRST + late * MINUTE, closes)
    assert all(end <= closes for end in seen.ends.values())
    assert [*seen.ends, *seen.carried_over] == [part.key for part in programme]


def test_a_sitting_that_has_begun_keeps_its_hours() -> None:
    assert refused(may_reschedule(2, begun=True)) == (None, "sitting_began")
    assert isinstance(may_reschedule(2, begun=False), Allowed)


def test_a_plan_is_published_with_sittings_and_items_in_them() -> None:
    assert refused(may_publish(sittings=0, placed=0)) == (None, "no_sitting_planned")
    assert refused(may_publish(sittings=1, placed=0)) == (None, "plan_empty")
    assert isinstance(may_publish(sittings=1, placed=1), Allowed)
