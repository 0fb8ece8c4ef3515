"""Rule 55: the light of who is given the floor waits for interpretation of what was said before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.interpretation import channels_to_wait_for, light_from, may_go_ahead, waits_until
from hemicycle.rules.reasons import Allowed, Refused

LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"]
START = datetime(2020, 6, 9, 10, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@given(speaking=st.sets(st.sampled_from(LANGUAGES)), floor=st.sampled_from(LANGUAGES), seconds=st.integers(0, 30))
def test_rule_55_it_waits_for_each_booth_that_speaks_but_that_of_the_floors_language(
    speaking: set[str], floor: str, seconds: int
) -> None:
    found = channels_to_wait_for(speaking, floor, seconds)
    assert found == (speaking - {floor} if seconds else set())


@pytest.mark.parametrize(
    ("released", "light"),
    [(None, 5), (2, 2), (5, 5), (9, 5)],
    ids=["nobody falls silent", "at once with the last", "at the last moment", "too late"],
)
def test_rule_55_never_longer_than_was_set(released: int | None, light: int) -> None:
    until = waits_until(START, 5)
    assert light_from(START, until, None if released is None else after(released)) == after(light)


def test_rule_55_without_anything_to_wait_for_it_is_green_as_soon_as_they_may_be_heard() -> None:
    assert light_from(START, None, None) == START


@given(confirmed=st.floats(0, 20), seconds=st.integers(1, 30), released=st.none() | st.floats(0, 40))
def test_rule_55_who_confirms_first_has_no_light_before_that(
    confirmed: float, seconds: int, released: float | None
) -> None:
    until = waits_until(START, seconds)
    found = light_from(after(confirmed), until, None if released is None else after(released))
    assert found is not None
    assert after(confirmed) <= found <= max(after(confirmed), until)
    assert light_from(None, until, None) is None


def test_rule_55_who_presides_lets_somebody_begin_who_waits() -> None:
    assert isinstance(may_go_ahead(waits=True), Allowed)
    refused = may_go_ahead(waits=False)
    assert isinstance(refused, Refused)
    assert refused.reason.code is RuleCode.LIGHT_DOES_NOT_WAIT
