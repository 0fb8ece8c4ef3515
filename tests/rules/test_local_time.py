"""Rule 17: a time as it is given where the consultation is, and the moment that it means."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.local_time import both, clock_of, moment, moment_on
from hemicycle.rules.reasons import Refused

GENEVA = ZoneInfo("Europe/Zurich")


def test_rule_17_in_june_geneva_is_two_hours_ahead() -> None:
    found = moment(datetime(2020, 6, 9, 12), GENEVA)  # noqa: DTZ001 - local time has no zone
    assert not isinstance(found, Refused)
    assert found.astimezone(UTC).hour == 10


def test_rule_17_a_time_that_the_clocks_jump_over_does_not_exist() -> None:
    found = moment(datetime(2020, 3, 29, 2, 30), GENEVA)  # noqa: DTZ001 - local time has no zone
    assert isinstance(found, Refused)
    assert found.reason.facts == {"instead": "2020-03-29T03:30:00+02:00"}


def test_rule_17_a_time_that_comes_twice_is_asked_for_with_its_offset() -> None:
    twice = datetime(2020, 10, 25, 2, 30)  # noqa: DTZ001 - local time has no zone
    asked = moment(twice, GENEVA)
    assert isinstance(asked, Refused)
    assert (asked.reason.code, asked.reason.facts) == (
        "local_time_twice", {"first": "2020-10-25 02:30+02:00", "last": "2020-10-25 02:30+01:00"},
    )  # fmt: skip
    found = [moment(datetime.fromisoformat(str(typed)), GENEVA) for typed in asked.reason.facts.values()]
    assert [each.astimezone(UTC).hour for each in found if not isinstance(each, Refused)] == [0, 1]
    # An offset that is none of the two is no answer.
    assert moment(twice.replace(tzinfo=UTC), GENEVA) == asked


def test_rule_17_an_offset_is_that_of_the_place() -> None:
    noon = datetime(2020, 6, 9, 12, tzinfo=timezone(timedelta(hours=2)))
    assert moment(noon, GENEVA) == noon
    wrong = moment(noon.replace(tzinfo=UTC), GENEVA)
    assert isinstance(wrong, Refused)
    assert wrong.reason.facts == {"instead": "2020-06-09T12:00:00+02:00"}


def test_rule_17_a_moment_of_an_hour_that_comes_twice_is_shown_as_it_is_typed() -> None:
    day, [first, last] = date(2020, 10, 25), [datetime(2020, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    clocks = [clock_of(at, GENEVA) for at in (first, last)]
    assert [clock.isoformat("minutes") for clock in clocks] == ["02:30+02:00", "02:30+01:00"]
    meant = [moment_on(day, clock, GENEVA) for clock in clocks]
    found = [each for each in meant if not isinstance(each, Refused)]
    assert found == [first, last]
    # They compare as moments, and show the day there.
    assert found[0] < found[1]
    assert [each.date() for each in found] == [day, day]
    asked = moment_on(day, time(2, 30), GENEVA)
    assert isinstance(asked, Refused)
    assert asked.reason.facts == {"first": "02:30+02:00", "last": "02:30+01:00"}
    assert clock_of(first - timedelta(hours=1), GENEVA) == time(1, 30)
    gone = moment_on(date(2020, 3, 29), time(2, 30), GENEVA)
    assert isinstance(gone, Refused)
    assert gone.reason.code == "no_such_local_time"


def test_rule_17_a_time_that_comes_twice_has_two_moments_and_no_other_has() -> None:
    found = both(datetime(2020, 10, 25, 2, 30), GENEVA)  # noqa: DTZ001 - local time has no zone
    assert found is not None
    assert [each.astimezone(UTC).hour for each in found] == [0, 1]
    assert both(datetime(2020, 10, 25, 3), GENEVA) is None  # noqa: DTZ001 - local time has no zone
    assert both(datetime(2020, 3, 29, 2, 30), GENEVA) is None  # noqa: DTZ001 - local time has no zone


@pytest.mark.parametrize("zone", ["Europe/Zurich", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"])
@given(local=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - local time has no zone
def test_rule_17_a_moment_shows_the_local_time_that_was_given(zone: str, local: datetime) -> None:
    found = moment(local, ZoneInfo(zone))
    if not isinstance(found, Refused):
        assert found.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
