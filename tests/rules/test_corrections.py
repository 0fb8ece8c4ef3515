"""Rule 20: which times a correction of a published plan may give."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.corrections import PublishedHours, Span, may_correct_times
from hemicycle.rules.reasons import Refused

NOON = datetime(2020, 6, 9, 12, tzinfo=UTC)


def span(starts: int, ends: int) -> Span:
    """Minutes after noon."""
    return NOON + timedelta(minutes=starts), NOON + timedelta(minutes=ends)


FIRST = PublishedHours(1, span(0, 180), (span(10, 60), span(60, 100)), span(100, 120))
SECOND = PublishedHours(2, span(240, 300), (span(240, 300),))


def refused(*after: PublishedHours, before: tuple[PublishedHours, ...] = (FIRST, SECOND)) -> tuple[object, object]:
    decision = may_correct_times(before, after)
    if not isinstance(decision, Refused):
        return None, None
    return decision.reason.code, decision.reason.facts["sitting"]


@pytest.mark.parametrize(
    "after",
    [
        FIRST,
        replace(FIRST, items=(span(5, 70), span(60, 110))),  # an item that was interrupted
        replace(FIRST, hours=span(-60, 200), pause=span(180, 200)),
    ],
)
def test_rule_20_times_are_corrected_within_the_hours_and_in_their_order(after: PublishedHours) -> None:
    assert refused(after, SECOND) == (None, None)


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (replace(FIRST, items=(span(60, 70), span(30, 60))), RuleCode.CORRECTION_REORDERS),
        (replace(FIRST, items=(span(60, 10), span(60, 100))), RuleCode.CORRECTION_OUTSIDE),
        (replace(FIRST, items=(span(-5, 60), span(60, 100))), RuleCode.CORRECTION_OUTSIDE),
        (replace(FIRST, pause=span(170, 190)), RuleCode.CORRECTION_OUTSIDE),
        (replace(FIRST, hours=span(0, 90)), RuleCode.CORRECTION_OUTSIDE),
        (replace(FIRST, hours=span(0, 0)), RuleCode.SITTING_WITHOUT_TIME),
        (replace(FIRST, hours=span(0, 241)), RuleCode.SITTINGS_OVERLAP),
    ],
)
def test_rule_20_what_would_leave_its_hours_or_its_place_is_refused(after: PublishedHours, code: RuleCode) -> None:
    assert refused(after, SECOND) == (code, 1)


def test_rule_20_no_sitting_goes_before_another_one() -> None:
    later = PublishedHours(1, span(400, 500))
    assert refused(later, SECOND, before=(replace(FIRST, items=(), pause=None), SECOND)) == (
        RuleCode.CORRECTION_REORDERS,
        2,
    )


def test_rule_20_what_a_prolonged_sitting_held_after_its_hours_stays_there() -> None:
    prolonged = replace(FIRST, items=(span(10, 60), span(150, 200)))
    assert refused(replace(prolonged, hours=span(0, 190)), SECOND, before=(prolonged, SECOND)) == (None, None)
