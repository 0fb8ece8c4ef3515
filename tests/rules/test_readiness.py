"""Rule 49: what tests say of a connection, and how far a Member's people are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.connection_tests import Cause, Finding, Grade, Subject, Verdict, judge
from hemicycle.rules.measured import Line, Measured, Purpose, Way
from hemicycle.rules.readiness import (
    APART,
    LACKING,
    UNPROVEN,
    Connection,
    Coverage,
    Result,
    asked_of_late,
    connection,
    coverage,
    has_deputy,
)

NOW = datetime(2020, 6, 8, 12, tzinfo=UTC)
WORKING, UNUSABLE, UNTESTED = Connection.WORKING, Connection.UNUSABLE, Connection.UNTESTED
CONNECTIONS = st.lists(st.sampled_from(Connection))


def run(verdict: Verdict, hours: int = 0, *causes: Cause, purpose: Purpose = Purpose.DELEGATE) -> Result:
    found = [Finding(Subject.MICROPHONE, Grade.GOOD, Cause.MICROPHONE_GOOD)]
    found += [Finding(Subject.NETWORK, Grade.IMPROVE, cause) for cause in causes]
    return Result(NOW + timedelta(hours=hours), purpose, verdict, tuple(found))


FINDINGS = st.builds(Finding, st.sampled_from(Subject), st.sampled_from(Grade), st.sampled_from(Cause))
TESTS = st.lists(
    st.builds(
        Result,
        st.integers(0, 100).map(lambda hours: NOW + timedelta(hours=hours)),
        st.sampled_from(Purpose),
        st.sampled_from(Verdict),
        st.lists(FINDINGS, max_size=3).map(tuple),
    )
)


@pytest.mark.parametrize("verdict", [Verdict.READY, Verdict.USABLE])
def test_rule_49_a_connection_works_if_the_last_test_says_so(verdict: Verdict) -> None:
    assert connection([run(Verdict.UNUSABLE), run(verdict, 1)], Purpose.DELEGATE) is WORKING
    assert connection([run(Verdict.UNUSABLE, 1), run(verdict)], Purpose.DELEGATE) is UNUSABLE


def test_rule_49_without_a_test_nothing_is_known() -> None:
    assert connection([], Purpose.DELEGATE) is UNTESTED


@pytest.mark.parametrize("cause", sorted(UNPROVEN))
def test_rule_49_what_leaves_open_whether_somebody_is_heard_tells_nothing(cause: Cause) -> None:
    assert connection([run(Verdict.USABLE, 0, cause)], Purpose.DELEGATE) is UNTESTED
    assert connection([run(Verdict.READY), run(Verdict.USABLE, 1, cause)], Purpose.DELEGATE) is WORKING
    assert connection([run(Verdict.UNUSABLE), run(Verdict.USABLE, 1, cause)], Purpose.DELEGATE) is UNUSABLE


def test_rule_49_what_fails_tells_that_whatever_was_left_open() -> None:
    tests = [run(Verdict.READY), run(Verdict.UNUSABLE, 1, Cause.MICROPHONE_SKIPPED)]
    assert connection(tests, Purpose.DELEGATE) is UNUSABLE


@pytest.mark.parametrize("way", [Way.UDP, Way.NONE])
def test_rule_49_an_entry_makes_nobody_ready_and_may_find_that_nothing_passes(way: Way) -> None:
    found = judge(Measured(microphone=None, camera=None, line=Line(way)), Purpose.DELEGATE)
    entry = Result(NOW + timedelta(hours=1), Purpose.DELEGATE, found.verdict, found.findings)

    assert connection([entry], Purpose.DELEGATE) is (UNUSABLE if way is Way.NONE else UNTESTED)
    assert connection([run(Verdict.READY), entry], Purpose.DELEGATE) is (UNUSABLE if way is Way.NONE else WORKING)


@pytest.mark.parametrize("needed", [Purpose.DELEGATE, Purpose.INTERPRETER])
def test_rule_49_who_tested_as_a_listener_was_not_heard(needed: Purpose) -> None:
    listened = run(Verdict.READY, purpose=Purpose.LISTENER)
    assert connection([listened], needed) is UNTESTED
    assert connection([listened], Purpose.LISTENER) is WORKING
    assert connection([run(Verdict.READY, purpose=needed)], Purpose.LISTENER) is WORKING


@given(TESTS, st.sampled_from(Purpose))
def test_rule_49_the_order_in_which_tests_are_read_changes_nothing(tests: list[Result], needed: Purpose) -> None:
    apart = list({test.at: test for test in tests}.values())
    assert connection(apart, needed) is connection(apart[::-1], needed)


@given(TESTS, st.sampled_from(Purpose))
def test_rule_49_a_complete_test_afterwards_settles_it(tests: list[Result], needed: Purpose) -> None:
    last = run(Verdict.READY, 200)
    assert connection([*tests, last], needed) is WORKING
    assert connection([*tests, last, run(Verdict.UNUSABLE, 201)], needed) is UNUSABLE


@pytest.mark.parametrize(
    ("of_member", "said"),
    [
        ([], Coverage.NOBODY),
        ([UNTESTED, UNUSABLE], Coverage.WITHOUT),
        ([WORKING, UNTESTED], Coverage.ONE),
        ([WORKING, UNUSABLE, WORKING], Coverage.DEPUTY),
        ([WORKING] * 3, Coverage.DEPUTY),
    ],
)
def test_rule_49_how_far_a_member_is(of_member: list[Connection], said: Coverage) -> None:
    assert coverage(of_member) is said


@given(CONNECTIONS)
def test_rule_49_a_member_stands_out_exactly_without_one_working_connection(of_member: list[Connection]) -> None:
    assert (coverage(of_member) in LACKING) is (WORKING not in of_member)


@given(CONNECTIONS, st.sampled_from(Connection))
def test_rule_49_a_deputy_is_somebody_else(others: list[Connection], own: Connection) -> None:
    assert has_deputy(own, [*others, own]) is (WORKING in others)


def test_rule_49_nobody_is_asked_twice_within_a_day() -> None:
    assert not asked_of_late(None, NOW)
    assert asked_of_late(NOW - APART + timedelta(seconds=1), NOW)
    assert not asked_of_late(NOW - APART, NOW)
