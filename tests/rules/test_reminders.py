"""Reminders of a deadline: which is due at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.deadlines import Deadline
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.reminders import (
    APART,
    MOST_DAYS,
    USUAL_DAYS,
    due,
    may_remind,
    may_remind_again,
    may_remind_on,
    moment,
)
from tests.rules.decisions import refused

GENEVA = ZoneInfo("Europe/Zurich")
DEADLINE = Deadline.on(date(2020, 5, 22), GENEVA)
SENT = datetime(2020, 5, 1, tzinfo=UTC)
ZONES = ("Europe/Zurich", "Asia/Tokyo", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC")
deadlines = st.builds(Deadline.on, st.dates(date(2000, 1, 10), date(2040, 1, 1)), st.sampled_from(ZONES).map(ZoneInfo))
hours = st.timedeltas(timedelta(), timedelta(days=90))


def at(day: int, hour: int = 7) -> datetime:
    """A day in May at an hour of UTC; nine in Geneva is seven."""
    return datetime(2020, 5, day, hour, tzinfo=UTC)


def test_a_reminder_goes_out_in_the_morning_of_its_day() -> None:
    assert moment(DEADLINE, 7) == at(15)
    assert due(DEADLINE, USUAL_DAYS, given=SENT, at=at(15, 6)) is None
    assert due(DEADLINE, USUAL_DAYS, given=SENT, at=at(15)) == 7
    assert due(DEADLINE, USUAL_DAYS, given=SENT, at=at(20)) == 2
    assert due(DEADLINE, USUAL_DAYS, given=SENT, at=at(22)) == 1


def test_of_several_that_were_missed_the_last_one_goes_out() -> None:
    assert due(DEADLINE, (1, 2, 7), given=SENT, at=at(21, 8)) == 1


def test_the_letter_itself_is_no_day_old_news() -> None:
    """A letter sent five days before its deadline says it; the reminder of seven days would say it again at once."""
    sent = at(17)
    assert due(DEADLINE, USUAL_DAYS, given=sent, at=at(18)) is None
    assert due(DEADLINE, USUAL_DAYS, given=sent, at=at(20)) == 2


def test_a_letter_of_the_very_moment_of_a_reminder_is_the_reminder() -> None:
    assert due(DEADLINE, USUAL_DAYS, given=moment(DEADLINE, 7), at=at(15)) is None
    assert due(DEADLINE, USUAL_DAYS, given=moment(DEADLINE, 7) - timedelta(seconds=1), at=at(15)) == 7


def test_none_after_the_deadline_and_none_where_none_is_wanted() -> None:
    assert due(DEADLINE, USUAL_DAYS, given=SENT, at=at(23)) is None
    assert due(DEADLINE, (), given=SENT, at=at(22)) is None


@given(deadlines, st.sets(st.integers(1, 60), max_size=5), hours, hours)
def test_what_is_due_came_after_the_letter_and_before_now(
    deadline: Deadline, days: set[int], before: timedelta, ago: timedelta
) -> None:
    given_at, now = deadline.moment - before, deadline.moment - ago
    found = due(deadline, days, given=given_at, at=now)
    come = [day for day in days if given_at < moment(deadline, day) <= now]
    assert found == (min(come) if come else None)
    if found is not None:
        local = moment(deadline, found).astimezone(deadline.zone)
        assert (deadline.local.date() - local.date()).days == found
        assert local.hour == 9 or deadline.zone == ZoneInfo("America/Sao_Paulo")


def test_rule_18_nobody_is_reminded_of_what_counts_no_more() -> None:
    assert refused(may_remind(declared=True, by_silence=False)) == (18, "result_declared")
    assert refused(may_remind(declared=False, by_silence=True)) == (None, "silence_needs_no_answer")
    assert isinstance(may_remind(declared=False, by_silence=False), Allowed)


def test_a_button_pressed_twice_is_one_reminder() -> None:
    at = datetime(2020, 5, 20, 9, tzinfo=UTC)
    assert isinstance(may_remind_again(None, at), Allowed)
    assert isinstance(may_remind_again(at - APART, at), Allowed)
    assert refused(may_remind_again(at - APART + timedelta(seconds=1), at)) == (None, "reminded_just_now")


@pytest.mark.parametrize(
    ("days", "good"), [((), True), ((1, MOST_DAYS), True), ((0,), False), ((MOST_DAYS + 1,), False)]
)
def test_reminders_go_out_from_one_day_to_sixty_before(days: tuple[int, ...], good: bool) -> None:  # noqa: FBT001 - a case
    decision = may_remind_on(days)
    assert isinstance(decision, Allowed) if good else refused(decision) == (None, "reminder_days_wrong")
