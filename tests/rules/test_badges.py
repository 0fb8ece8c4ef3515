"""Rule 1: whether a badge is good on a day."""

from __future__ import annotations

from datetime import date

import pytest

from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.badges import badge
from hemicycle.rules.capacity import Period
from tests.rules.decisions import allowed, refused

DAYS = Period(date(2020, 6, 9), date(2020, 6, 12))


@pytest.mark.parametrize("status", RegistrationStatus)
def test_rule_01_a_badge_is_good_while_the_registration_is_confirmed(status: RegistrationStatus) -> None:
    decision = badge(status, DAYS, date(2020, 6, 9), registered_for_day=True)
    if status is RegistrationStatus.CONFIRMED:
        assert allowed(decision) == (None, "badge_good")
    else:
        assert refused(decision) == (1, "registration_not_confirmed")


@pytest.mark.parametrize(("day", "good"), [(8, False), (9, True), (12, True), (13, False)])
def test_a_badge_is_good_on_the_days_of_the_consultation(day: int, good: bool) -> None:  # noqa: FBT001 - a case
    decision = badge(RegistrationStatus.CONFIRMED, DAYS, date(2020, 6, day), registered_for_day=True)
    assert (allowed if good else refused)(decision) == (None, "badge_good" if good else "consultation_not_today")


def test_a_badge_is_good_on_the_days_of_its_wearer() -> None:
    decision = badge(RegistrationStatus.CONFIRMED, DAYS, date(2020, 6, 10), registered_for_day=False)
    assert refused(decision) == (None, "not_registered_for_day")
