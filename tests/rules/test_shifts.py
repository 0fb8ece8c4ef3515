"""Who interprets when: no one in two booths, gaps and long turns pointed out, turns that fill a sitting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import Role
from hemicycle.rules.shifts import (
    Interpreter,
    Shift,
    faults,
    followed,
    may_plan,
    may_take_away,
    split_evenly,
    warnings,
)
from tests.rules.decisions import allowed, refused

OPENS = datetime(2020, 6, 9, 10, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=3)
NAMES = {"fr": "Français", "en": "English"}
ANA, BOB, EVA = 1, 2, 3
PEOPLE = {
    ANA: Interpreter("Ms. Ana", Role.INTERPRETER, ["fr", "en"]),
    BOB: Interpreter("Mr. Bob", Role.INTERPRETER, ["fr"]),
    EVA: Interpreter("Ms. Eva", Role.INTERPRETER),
}
CALLED = {key: who.name for key, who in PEOPLE.items()}


def at(minutes: int) -> datetime:
    return OPENS + timedelta(minutes=minutes)


def shift(person: int, begins: int, ends: int, booth: str = "fr") -> Shift:
    return Shift(person, booth, at(begins), at(ends))


def pointed_out(*shifts: Shift, booths: dict[str, str] | None = None) -> list[tuple[str, object, object]]:
    """Codes, with the minutes of the sitting that they are about."""

    def minute(moment: object) -> object:
        return None if moment is None else (datetime.fromisoformat(str(moment)) - OPENS) // timedelta(minutes=1)

    found = warnings(shifts, CALLED, OPENS, CLOSES, booths or {"fr": "Français"}, minutes=30)
    return [(row.code.value, minute(row.facts.get("starts")), minute(row.facts.get("until"))) for row in found]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (shift(ANA, 30, 30), "shift_without_time"),
        (shift(ANA, -1, 30), "shift_outside_sitting"),
        (shift(ANA, 150, 181), "shift_outside_sitting"),
        (shift(BOB, 0, 30, "en"), "shift_in_others_booth"),
        (shift(EVA, 0, 30, "ru"), "shift_in_others_booth"),
        (shift(ANA, 45, 75, "en"), "shift_in_two_booths"),
        (shift(ANA, 45, 75), "shift_twice"),
    ],
)
def test_rule_57_what_is_wrong_with_a_plan_is_named(wrong: Shift, code: str) -> None:
    right = [shift(ANA, 30, 60), shift(BOB, 0, 30), shift(BOB, 60, 180), shift(EVA, 0, 180, "en")]
    assert allowed(may_plan(right, PEOPLE, OPENS, CLOSES, NAMES))
    assert refused(may_plan([*right, wrong], PEOPLE, OPENS, CLOSES, NAMES)) == (57, code)
    assert refused(may_plan(right, PEOPLE, OPENS, CLOSES, NAMES, ended=True)) == (None, "booths_of_ended")


def test_rule_57_each_shift_that_is_wrong_is_named_with_those_before_it() -> None:
    plan = [shift(ANA, 0, 0), shift(ANA, 0, 60), shift(BOB, 0, 60), shift(ANA, 30, 90), shift(EVA, 0, 30, "ru")]
    found = faults(plan, PEOPLE, OPENS, CLOSES, NAMES)
    codes = {place: reason.code.value for place, reason in found.items()}
    assert codes == {0: "shift_without_time", 3: "shift_twice", 4: "shift_in_others_booth"}


def test_rule_57_who_is_in_two_booths_is_named_with_the_hours_and_the_booths() -> None:
    decision = may_plan([shift(ANA, 0, 60), shift(ANA, 45, 90, "en")], PEOPLE, OPENS, CLOSES, NAMES)
    assert decision.reason.facts == {
        "name": "Ms. Ana",
        "starts": at(45).isoformat(),
        "until": at(60).isoformat(),
        "booths": ["Français", "English"],
    }


def test_rule_57_only_interpreters_have_shifts() -> None:
    people = {ANA: Interpreter("Ms. Ana", Role.CAPTIONER)}
    assert refused(may_plan([shift(ANA, 0, 30)], people, OPENS, CLOSES, NAMES)) == (57, "shift_of_no_interpreter")


def test_rule_57_gaps_empty_booths_and_long_turns_alone_are_pointed_out() -> None:
    assert pointed_out(booths=NAMES) == [("shifts_missing", None, None)] * 2
    assert pointed_out(shift(ANA, 0, 180)) == [("shift_alone", 0, 180)]
    assert pointed_out(shift(ANA, 0, 180), shift(BOB, 0, 180)) == [], "two share the time as they like"
    assert pointed_out(shift(ANA, 10, 40), shift(BOB, 40, 70)) == [("shift_gap", 0, 10), ("shift_gap", 70, 180)]
    alone = (shift(ANA, 0, 20), shift(ANA, 20, 31), shift(BOB, 31, 180), shift(EVA, 31, 180))
    assert pointed_out(*alone) == [("shift_alone", 0, 31)], "two shifts of one person are one time alone"


def test_rule_57_a_sitting_with_shifts_is_not_taken_off() -> None:
    assert refused(may_take_away(2, 1)) == (57, "sitting_has_shifts")
    assert allowed(may_take_away(2, 0))


def test_rule_57_two_take_turns_of_half_an_hour() -> None:
    found = split_evenly([ANA, BOB], "fr", OPENS, OPENS + timedelta(minutes=100), minutes=30)
    assert found == [shift(ANA, 0, 30), shift(BOB, 30, 60), shift(ANA, 60, 90), shift(BOB, 90, 100)]
    assert split_evenly([ANA], "fr", OPENS, CLOSES, minutes=30) == [shift(ANA, 0, 180)]
    assert split_evenly([], "fr", OPENS, CLOSES, minutes=30) == []


@given(st.integers(1, 4), st.integers(1, 600), st.integers(5, 120))
def test_rule_57_split_evenly_leaves_no_gap_and_nobody_long_alone(number: int, minutes: int, most: int) -> None:
    closes = at(minutes)
    people = {key: Interpreter(str(key), Role.INTERPRETER) for key in range(number)}
    found = split_evenly(list(people), "fr", OPENS, closes, minutes=most)
    assert allowed(may_plan(found, people, OPENS, closes, NAMES))
    reasons = warnings(found, dict.fromkeys(people, ""), OPENS, closes, {"fr": ""}, minutes=most)
    assert [row.code.value for row in reasons] == (["shift_alone"] if number == 1 and minutes > most else [])
    lengths = {key: sum((row.ends - row.begins for row in found if row.person == key), timedelta()) for key in people}
    if number > 1:
        assert max(lengths.values()) - min(lengths.values()) <= timedelta(minutes=most)


SHIFTS = st.lists(
    st.builds(
        lambda person, booth, begins, length: shift(person, begins, begins + length, booth),
        st.sampled_from([ANA, BOB, EVA]),
        st.sampled_from(["fr", "en"]),
        st.integers(-30, 200),
        st.integers(0, 90),
    ),
    max_size=6,
)


@given(SHIFTS)
def test_rule_57_what_is_planned_has_nobody_in_two_places_and_is_within_the_sitting(shifts: list[Shift]) -> None:
    decision = may_plan(shifts, PEOPLE, OPENS, CLOSES, NAMES)
    apart = all(
        one.person != other.person or not one.overlaps(other)
        for place, one in enumerate(shifts)
        for other in shifts[:place]
    )
    each = all(OPENS <= row.begins < row.ends <= CLOSES and (row.person != BOB or row.booth == "fr") for row in shifts)
    assert (decision.reason.code == "nothing_against") is (apart and each)


@given(SHIFTS)
def test_rule_57_a_gap_is_pointed_out_exactly_where_nobody_works(shifts: list[Shift]) -> None:
    gaps = [(begins, ends) for code, begins, ends in pointed_out(*shifts, booths=NAMES) if code == "shift_gap"]
    booths = {row.booth for row in shifts}
    for booth in booths:
        for minute in range(180):
            covered = any(row.booth == booth and row.begins <= at(minute) < row.ends for row in shifts)
            assert covered or any(begins <= minute < ends for begins, ends in gaps)  # type: ignore[operator]


@given(SHIFTS, SHIFTS)
def test_rule_57_a_plan_set_again_moves_adds_and_cancels_and_leaves_what_stays(
    before: list[Shift], after: list[Shift]
) -> None:
    kept = dict(enumerate(before))
    moved, new, gone = followed(kept, after)
    result = {key: moved.get(key, row) for key, row in kept.items() if key not in gone}
    assert sorted([*result.values(), *new], key=repr) == sorted(after, key=repr)
    assert all(kept[key].person == row.person and kept[key] != row for key, row in moved.items())
    assert followed(kept, before) == ({}, [], [])
