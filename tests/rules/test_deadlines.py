"""Rules 17 and 19: deadlines in their zone, and their extension."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.deadlines import Deadline, Extension, Sent, in_force, may_ask_until, may_be, may_extend
from hemicycle.rules.reasons import Allowed, Decision
from tests.rules.decisions import allowed, refused

ZURICH = ZoneInfo("Europe/Zurich")
ZONES = ["Europe/Zurich", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "UTC"]
MAY_22 = Deadline.on(date(2020, 5, 22), ZURICH)
deadlines = st.builds(
    lambda local, zone: Deadline(local.replace(microsecond=0), ZoneInfo(zone)),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)),  # noqa: DTZ001 - a local time
    st.sampled_from(ZONES),
)


def test_rule_17_a_date_ends_at_its_last_second_in_geneva() -> None:
    assert MAY_22.moment == datetime(2020, 5, 22, 21, 59, 59, tzinfo=UTC)
    assert MAY_22.met(datetime(2020, 5, 22, 21, 59, 59, 999_999, tzinfo=UTC))
    assert not MAY_22.met(datetime(2020, 5, 22, 22, tzinfo=UTC))


def test_rule_17_on_other_clocks_a_date_ends_at_the_midnight_after() -> None:
    assert MAY_22.shown == datetime(2020, 5, 22, 22, tzinfo=UTC)
    at_a_time = Deadline(datetime(2020, 5, 22, 23, 59, 58), ZURICH)  # noqa: DTZ001
    assert at_a_time.shown == at_a_time.moment


def test_rule_17_a_leap_day_of_a_year_that_no_calendar_reaches_is_a_moment() -> None:
    leap_day = Deadline(datetime(8000, 2, 29), ZURICH)  # noqa: DTZ001
    assert leap_day.moment == datetime(2200, 2, 27, 23, tzinfo=UTC)


def test_rule_17_in_june_geneva_is_two_hours_ahead() -> None:
    noon = Deadline(datetime(2020, 6, 9, 12), ZURICH)  # noqa: DTZ001
    assert noon.moment == datetime(2020, 6, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "moment"),
    [
        (datetime(2020, 10, 25, 2, 30), datetime(2020, 10, 25, 1, 30, tzinfo=UTC)),  # noqa: DTZ001 - comes twice
        (datetime(2020, 3, 29, 2, 30), datetime(2020, 3, 29, 1, 30, tzinfo=UTC)),  # noqa: DTZ001 - is left out
    ],
)
def test_rule_17_when_clocks_change_who_answers_has_the_benefit(local: datetime, moment: datetime) -> None:
    assert Deadline(local, ZURICH).moment == moment


@given(deadlines)
def test_rule_17_a_deadline_shows_the_time_that_it_was_given_as(deadline: Deadline) -> None:
    shown = deadline.moment.astimezone(deadline.zone).replace(tzinfo=None)
    # Where the clocks leave the time out, a clock put forward shows it later, by what they skip: a day at most.
    assert deadline.local <= shown <= deadline.local + timedelta(days=1)


@given(deadlines, st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_rule_17_whoever_reads_it_in_whichever_zone_is_in_time_alike(deadline: Deadline, ahead: timedelta) -> None:
    received = deadline.moment + ahead
    answers = {deadline.met(received.astimezone(ZoneInfo(zone))) for zone in ZONES}
    assert answers == {ahead < timedelta(seconds=1)}


def test_rule_17_nobody_means_a_time_that_the_clocks_leave_out_or_a_year_far_off() -> None:
    days = date(2020, 6, 9), date(2021, 6, 12), date(2020, 5, 1)
    skipped = Deadline(datetime(2021, 3, 28, 2, 30), ZURICH)  # noqa: DTZ001
    assert not skipped.exists
    assert refused(may_be(skipped, *days)) == (None, "no_such_local_time")
    twice = Deadline(datetime(2020, 10, 25, 2, 30), ZURICH)  # noqa: DTZ001
    assert twice.earlier == datetime(2020, 10, 25, 0, 30, tzinfo=UTC)
    assert MAY_22.earlier is None
    assert skipped.earlier is None
    for limit in (twice, MAY_22, Deadline.on(date(2018, 1, 1), ZURICH), Deadline.on(date(2026, 12, 31), ZURICH)):
        assert allowed(may_be(limit, *days))
    for year in (1, 202, 2017, 2027, 9999):
        assert refused(may_be(Deadline.on(date(year, 6, 1), ZURICH), *days)) == (None, "deadline_far_off")
    # What is done for an older consultation today has a deadline of today.
    assert allowed(may_be(Deadline.on(date(2031, 6, 1), ZURICH), *days[:2], date(2026, 6, 1)))


ASKED_AT = MAY_22.moment - timedelta(days=8)
QUESTION = Sent("DM-20/1005", ASKED_AT, frozenset({"BR", "GH"}))
LETTER = Sent("DM-20/1007", ASKED_AT + timedelta(days=1), QUESTION.to)
LATER = Deadline.on(date(2020, 5, 29), ZURICH)
BEFORE, AFTER = MAY_22.moment - timedelta(hours=1), MAY_22.moment + timedelta(seconds=1)


def extending(
    to: Deadline = LATER,
    at: datetime = BEFORE,
    letter: Sent | None = LETTER,
    current: Deadline = MAY_22,
    *,
    declared: bool = False,
    extended: int = 0,
    most: int | None = None,
) -> Decision:
    return may_extend(
        current, to, at, letter=letter, question=QUESTION, declared=declared, extended=extended, most=most
    )


def test_rule_19_an_extension_comes_before_the_deadline_passes() -> None:
    assert allowed(extending()) == (19, "extension")
    assert refused(extending(at=AFTER)) == (19, "deadline_passed")
    assert refused(extending(MAY_22)) == (None, "not_later")
    assert refused(extending(letter=None)) == (19, "extension_needs_letter")
    assert refused(extending(declared=True)) == (18, "result_declared")


def test_rule_19_an_extension_comes_as_often_as_is_allowed() -> None:
    assert refused(extending(extended=1, most=1)) == (19, "extended_often_enough")
    for extended, most in ((0, 1), (7, None)):
        assert allowed(extending(extended=extended, most=most)) == (19, "extension")


def test_hours_from_a_moment_end_with_a_full_minute() -> None:
    sent = datetime(2020, 5, 14, 10, 0, tzinfo=UTC)
    assert Deadline.after(72, sent, ZURICH).moment == sent + timedelta(hours=72)
    later = Deadline.after(72, sent + timedelta(seconds=1), ZURICH)
    assert later.moment == sent + timedelta(hours=72, minutes=1)


def test_rule_19_an_extension_goes_out_later_than_the_question() -> None:
    for letter in (Sent("DM-20/1004", ASKED_AT, QUESTION.to), Sent("DM-20/1005", LETTER.at, QUESTION.to)):
        assert refused(extending(letter=letter)) == (19, "extension_before_question")
    assert allowed(extending(letter=Sent("DM-20/1006", ASKED_AT + timedelta(seconds=1), QUESTION.to)))


@pytest.mark.parametrize(
    ("to", "untold", "others"),
    [({"BR"}, 1, 0), ({"BR", "GH", "NO"}, 0, 1), ({"NO", "PE"}, 2, 2), (set(), 2, 0)],
)
def test_rule_19_an_extension_goes_to_exactly_those_who_were_asked(to: set[str], untold: int, others: int) -> None:
    decision = extending(letter=Sent("DM-20/1007", LETTER.at, frozenset(to)))
    assert refused(decision) == (19, "extension_to_others")
    assert decision.reason.facts == {"letter": "DM-20/1007", "untold": untold, "others": others}


@given(deadlines, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 90)), max_size=6), st.integers(-5, 120))
def test_rule_19_no_extension_makes_a_late_answer_one_in_time(
    original: Deadline, tries: list[tuple[int, int]], received_after_days: int
) -> None:
    received = original.moment + timedelta(days=received_after_days)
    extensions: list[Extension] = []
    for given_after, until_after in sorted(tries):
        at = original.moment + timedelta(days=given_after - 30)
        to = Deadline(original.local + timedelta(days=until_after), original.zone)
        if at > received:
            # Everything given later: was the answer late by then, it stays late.
            late = not in_force(original, extensions).met(received)
            if late and isinstance(extending(to, at, current=in_force(original, extensions)), Allowed):
                pytest.fail("a deadline that had passed was extended")
        if isinstance(extending(to, at, current=in_force(original, extensions)), Allowed):
            extensions.append(Extension(at, to, "1"))
    assert in_force(original, extensions).moment >= original.moment


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_rule_19_of_two_extensions_the_later_deadline_holds_whichever_was_asked_for_first(seconds: int) -> None:
    at = MAY_22.moment - timedelta(hours=1)
    first, second = (Deadline.on(date(2020, 5, day), ZURICH) for day in (25, 29))
    given = [Extension(at, first, "1"), Extension(at + timedelta(seconds=seconds), second, "2")]
    assert in_force(MAY_22, given) == in_force(MAY_22, given[::-1]) == second
    assert in_force(MAY_22, []) == MAY_22


def test_a_letter_asks_until_a_moment_to_come() -> None:
    deadline = Deadline.on(date(2020, 5, 22), ZoneInfo("Europe/Zurich"))
    assert isinstance(may_ask_until(deadline, deadline.moment), Allowed)
    assert refused(may_ask_until(deadline, deadline.moment + timedelta(seconds=1))) == (None, "deadline_over_already")
