"""Rule 50: hours, places and technicians of slots, who books them, and when people are reminded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules import slots
from hemicycle.rules.reasons import Decision, Refused
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.rules.slots import Span, Taken

OPENS = datetime(2020, 5, 29, 9, 0, tzinfo=UTC)
SESSION = Span(OPENS, OPENS + timedelta(hours=3))
BEFORE = OPENS - timedelta(days=2)
HOUR = timedelta(hours=1)


def code(decision: Decision) -> str:
    return decision.reason.code.value if isinstance(decision, Refused) else ""


def at(minutes: int, lasts: int = 15) -> Span:
    return Span.of(OPENS + timedelta(minutes=minutes), lasts)


@pytest.mark.parametrize("kind", list(SittingKind))
def test_rule_50_test_sessions_alone_have_slots(kind: SittingKind) -> None:
    assert code(slots.has_slots(kind)) == ("" if kind is SittingKind.TEST else "slots_of_test_sessions")


@given(st.integers(slots.SHORTEST, slots.LONGEST), st.integers(0, 600))
def test_rule_50_a_row_follows_itself_and_leaves_no_room_for_another_one(minutes: int, lasts: int) -> None:
    hours = Span.of(OPENS, lasts)
    row = slots.spans_within(hours, minutes)
    assert all(first.ends == second.starts for first, second in pairwise(row))
    assert all(hours.starts <= span.starts and span.ends <= hours.ends for span in row)
    end = row[-1].ends if row else hours.starts
    assert hours.ends - end < timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("wanted", "technician", "moment", "refused"),
    [
        (at(0), 1, BEFORE, ""),
        (at(165), 1, BEFORE, ""),
        (at(166), 1, BEFORE, "slot_outside_session"),
        (at(-1), 1, BEFORE, "slot_outside_session"),
        (at(0), 1, OPENS, "slot_in_the_past"),
        (at(31), 1, BEFORE, "slot_overlaps"),
        (at(45), 1, BEFORE, ""),
        (at(31), 2, BEFORE, ""),
        (at(61), None, BEFORE, "slot_overlaps"),
        (at(61), 1, BEFORE, ""),
    ],
)
def test_rule_50_hours_of_a_slot(wanted: Span, technician: int | None, moment: datetime, refused: str) -> None:
    others = [Taken(at(30), 1), Taken(at(60), None)]
    assert code(slots.may_have_hours(wanted, technician, SESSION, others, at=moment)) == refused


@pytest.mark.parametrize(("minutes", "refused"), [(4, "slot_length"), (5, ""), (240, ""), (241, "slot_length")])
def test_rule_50_length(minutes: int, refused: str) -> None:
    assert code(slots.may_last(minutes)) == refused


@pytest.mark.parametrize(
    ("places", "booked", "refused"),
    [(0, 0, "slot_places"), (51, 0, "slot_places"), (1, 2, "slot_places_booked"), (2, 2, ""), (50, 0, "")],
)
def test_rule_50_places(places: int, booked: int, refused: str) -> None:
    assert code(slots.may_have_places(places, booked=booked)) == refused


@pytest.mark.parametrize(
    ("moment", "booked", "told", "refused"),
    [(BEFORE, 2, 2, ""), (BEFORE, 2, 1, "slot_booked_since"), (OPENS, 2, 2, "slot_began"), (BEFORE, 0, 0, "")],
)
def test_rule_50_a_slot_is_changed_only_by_who_knows_how_many_are_told(
    moment: datetime, booked: int, told: int, refused: str
) -> None:
    assert code(slots.may_change(OPENS, at=moment, booked=booked, told=told)) == refused


@pytest.mark.parametrize(
    ("moment", "booked", "own", "refused"),
    [
        (BEFORE, 0, False, ""),
        (BEFORE, 1, False, "slot_full"),
        (BEFORE, 1, True, "slot_is_yours"),
        (OPENS, 0, False, "slot_began"),
        (OPENS, 1, True, "slot_began"),
    ],
)
def test_rule_50_a_slot_is_booked_once_until_it_begins(
    moment: datetime, booked: int, *, own: bool, refused: str
) -> None:
    assert code(slots.may_book(OPENS, at=moment, places=1, booked=booked, own=own)) == refused


def test_rule_50_a_booking_is_cancelled_until_its_slot_begins() -> None:
    assert code(slots.may_cancel(OPENS, at=OPENS - timedelta(seconds=1))) == ""
    assert code(slots.may_cancel(OPENS, at=OPENS)) == "slot_began"


def test_rule_50_a_session_keeps_its_slots() -> None:
    there = [(at(0), 0), (at(165), 1)]
    assert code(slots.may_change_session(there, SESSION)) == ""
    assert code(slots.may_change_session(there, Span(OPENS, SESSION.ends - HOUR))) == "slots_left_out"
    assert code(slots.may_change_session(there, None)) == "slots_left_out"
    assert code(slots.may_change_session([(at(0), 0)], None)) == ""


@pytest.mark.parametrize(
    ("told", "moment", "due"),
    [
        (30 * HOUR, 25 * HOUR, False),
        (30 * HOUR, 24 * HOUR, True),
        (30 * HOUR, HOUR / 2, True),
        (24 * HOUR, 23 * HOUR, False),
        (24 * HOUR, HOUR, True),
        (20 * HOUR, 19 * HOUR, False),
        (20 * HOUR, HOUR, True),
        (HOUR / 2, HOUR / 4, False),
        (30 * HOUR, timedelta(), False),
    ],
)
def test_rule_50_people_are_reminded_a_day_and_an_hour_before(told: timedelta, moment: timedelta, *, due: bool) -> None:
    assert slots.reminder_due(OPENS, told=OPENS - told, at=OPENS - moment) is due


@given(st.integers(1, 5000), st.lists(st.integers(0, 5000), max_size=60))
def test_rule_50_nobody_is_reminded_more_than_twice(booked: int, looks: list[int]) -> None:
    told, reminders = OPENS - timedelta(minutes=booked), 0
    for look in sorted({look for look in looks if look < booked}, reverse=True):
        moment = OPENS - timedelta(minutes=look)
        if slots.reminder_due(OPENS, told=told, at=moment):
            told, reminders = moment, reminders + 1
    assert reminders <= len(slots.REMINDED)
