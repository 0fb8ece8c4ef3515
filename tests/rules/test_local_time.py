"""Rule 17: a time as it is given where the consultation is, and the moment that it means."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.local_time import both, moment
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


def test_rule_17_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    found = moment(datetime(2020, 10, 25, 2, 30), GENEVA)  # noqa: DTZ001 - local time has no zone
    assert not isinstance(found, Refused)
    assert found.astimezone(UTC).hour == 0


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
