"""Rules 26 to 31: what is said of a proposed conclusion, and how the item under it may end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.capacity import Right, Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.conclusions import (
    ABOUT_TEXT,
    IN_WORDS,
    RIGHT_FOR,
    TEXT_LENGTH,
    Asked,
    Course,
    EndingCode,
    Position,
    PositionKind,
    Standing,
    deferring,
    may_ask_about,
    may_close,
    may_correct,
    may_draft,
    may_take_position,
    may_withdraw_position,
    why_deferred,
)
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.reasons import Allowed, Refused
from tests.classes import CLASSES
from tests.rules.decisions import allowed, refused
from tests.rules.strategies import START, bodies

COUNCIL = next(one for one in CLASSES if one.has(Right.DEFER))
OBSERVER = next(one for one in CLASSES if one.has(Right.OBJECT) and not one.has(Right.DEFER))
NOW = START + timedelta(minutes=10)
OPEN = Course(discussed=True, text=True, asked=Asked(until=NOW))
DISCUSSED = Standing(discussed=True, text=True)

kinds = st.sampled_from(PositionKind)
positions = st.builds(
    Position,
    key=st.integers(1, 9),
    kind=kinds,
    member=st.sampled_from(["BR", "JP", "GH"]),
    may_defer=st.booleans(),
    withdrawn=st.booleans(),
)
courses = st.builds(
    Course,
    discussed=st.booleans(),
    proposes=st.booleans(),
    text=st.booleans(),
    asked=st.none() | st.builds(Asked, until=st.sampled_from([NOW, NOW + timedelta(seconds=1)]), changed=st.booleans()),
    positions=st.lists(positions, max_size=4).map(tuple),
    seen=st.integers(0, 9),
    objections_stop=st.booleans(),
)


def position(kind: PositionKind, *, may_defer: bool = True, withdrawn: bool = False, key: int = 1) -> Position:
    return Position(key, kind, "BR", may_defer, withdrawn=withdrawn)


@given(
    course=courses, outcome=st.text(max_size=12) | st.sampled_from(["adopted", "decided", *Outcome]), words=st.text()
)
def test_rule_26_no_item_ends_but_in_one_of_three_ways(course: Course, outcome: str, words: str) -> None:
    decision = may_close(outcome, course, words, NOW)
    if isinstance(decision, Allowed):
        assert outcome in {"", *Outcome}
        assert course.discussed


def test_rule_26_what_says_a_decision_is_refused_as_such() -> None:
    assert refused(may_close("adopted", OPEN, "", NOW)) == (26, "decides_nothing")
    assert refused(may_close("adopted", Course(discussed=False), "", NOW)) == (26, "decides_nothing")


def test_rule_27_an_item_that_is_not_open_ends_no_more_and_one_that_is_may_be_interrupted() -> None:
    for outcome in ("", *Outcome):
        assert refused(may_close(outcome, Course(discussed=False), "", NOW)) == (None, "item_not_open")
    unseen = replace(OPEN, positions=(position(PositionKind.OBJECTION),))
    assert isinstance(may_close("", unseen, "", NOW), Allowed)


def test_rule_27_a_conclusion_is_asked_about_as_it_reads_until_the_time_is_over() -> None:
    conclude = Outcome.PROPOSED_CONCLUSION.value
    assert allowed(may_close(conclude, OPEN, "", NOW)) == (27, "no_objection")
    assert refused(may_close(conclude, replace(OPEN, text=False), "", NOW)) == (None, "nothing_proposed")
    assert refused(may_close(conclude, replace(OPEN, asked=None), "", NOW)) == (None, "conclusion_not_asked")
    changed = replace(OPEN, asked=Asked(until=NOW, changed=True))
    assert refused(may_close(conclude, changed, "", NOW)) == (None, "conclusion_changed_since")
    assert refused(may_close(conclude, OPEN, "", NOW - timedelta(microseconds=1))) == (None, "still_asking")


def test_rule_27_what_is_proposed_is_not_merely_noted() -> None:
    assert allowed(may_close("noted", Course(discussed=True), "", NOW)) == (27, "item_noted")
    assert refused(may_close("noted", Course(discussed=True, proposes=True), "", NOW)) == (27, "noted_with_proposal")


@pytest.mark.parametrize(
    ("kind", "rule", "code"),
    [
        (PositionKind.DEFER_CONCLUSION, 28, "deferred_by_wish"),
        (PositionKind.DEFER_DOCUMENT, 28, "document_deferred_by_wish"),
        (PositionKind.SUSPEND_DEBATE, 29, "deferred_by_motion"),
        (PositionKind.OBJECTION, 29, "deferred_by_objection"),
    ],
)
def test_rules_28_and_29_one_member_defers_by_each_of_four_acts(kind: PositionKind, rule: int, code: str) -> None:
    course = replace(OPEN, positions=(position(kind),), seen=1)
    decision = may_close("deferred", course, "", NOW)
    assert allowed(decision) == (rule, code)
    assert decision.reason.facts == {"member": "BR"}
    for other in (Outcome.PROPOSED_CONCLUSION, Outcome.NOTED):
        assert refused(may_close(other.value, course, "", NOW)) == (28, "deferral_stands")


def test_rule_28_the_first_wish_that_stands_is_the_cause() -> None:
    rows = (
        position(PositionKind.SUPPORT),
        position(PositionKind.OBJECTION, withdrawn=True, key=2),
        position(PositionKind.SUSPEND_DEBATE, key=3),
        position(PositionKind.OBJECTION, key=4),
    )
    cause = deferring(rows)
    assert cause is rows[2]
    assert why_deferred(rows[2]).code is RuleCode.DEFERRED_BY_MOTION


def test_rule_29_who_presides_defers_with_words_where_no_member_does() -> None:
    assert allowed(may_close("deferred", OPEN, "No time is left.", NOW)) == (27, "deferred_by_presiding")
    assert refused(may_close("deferred", OPEN, " ", NOW)) == (None, "deferral_needs_words")


def test_rule_30_an_objection_that_is_withdrawn_changes_nothing_and_a_setting_lets_one_pass() -> None:
    conclude = Outcome.PROPOSED_CONCLUSION.value
    withdrawn = replace(OPEN, positions=(position(PositionKind.OBJECTION, withdrawn=True),), seen=1)
    assert allowed(may_close(conclude, withdrawn, "", NOW)) == (27, "no_objection")
    passes = replace(OPEN, positions=(position(PositionKind.OBJECTION),), seen=1, objections_stop=False)
    assert allowed(may_close(conclude, passes, "", NOW)) == (31, "objection_recorded_only")
    wish = replace(passes, positions=(position(PositionKind.DEFER_CONCLUSION),))
    assert refused(may_close(conclude, wish, "", NOW)) == (28, "deferral_stands")


def test_rule_30_what_was_said_is_withdrawn_once_and_while_the_item_is_open() -> None:
    assert isinstance(may_withdraw_position(discussed=True, withdrawn=False), Allowed)
    assert refused(may_withdraw_position(discussed=True, withdrawn=True)) == (None, "position_withdrawn_already")
    assert refused(may_withdraw_position(discussed=False, withdrawn=False)) == (30, "item_not_discussed")


def test_rule_31_an_observers_objection_is_recorded_and_changes_nothing() -> None:
    objection = PositionKind.OBJECTION
    assert allowed(may_take_position(objection, OBSERVER, "", DISCUSSED)) == (31, "objection_recorded")
    course = replace(OPEN, positions=(position(objection, may_defer=False),), seen=1)
    assert allowed(may_close("proposed_conclusion", course, "", NOW)) == (31, "objection_recorded_only")
    for kind in set(PositionKind) - set(ABOUT_TEXT) - set(IN_WORDS) | {PositionKind.DEFER_CONCLUSION}:
        assert refused(may_take_position(kind, OBSERVER, "", DISCUSSED)) == (31, "position_not_permitted")


@given(classes=bodies(), kind=kinds)
def test_rule_31_what_a_class_may_say_is_what_its_rights_are(classes: tuple[object, ...], kind: PositionKind) -> None:
    for one in classes:
        decision = may_take_position(kind, one, "words", DISCUSSED)  # type: ignore[arg-type]
        assert isinstance(decision, Allowed) is one.has(RIGHT_FOR[kind])  # type: ignore[attr-defined]


def test_rule_31_no_role_says_anything_for_a_member() -> None:
    for role, kind in product([*Role, None], PositionKind):
        assert refused(may_take_position(kind, role, "words", DISCUSSED)) == (31, "position_not_permitted")


@pytest.mark.parametrize("kind", PositionKind)
def test_a_position_needs_an_open_item_and_what_it_is_about(kind: PositionKind) -> None:
    closed, bare = Standing(discussed=False, text=True), Standing(discussed=True, text=False)
    assert refused(may_take_position(kind, COUNCIL, "words", closed)) == (30, "item_not_discussed")
    decision = may_take_position(kind, COUNCIL, "words", bare)
    if kind in ABOUT_TEXT:
        assert refused(decision) == (None, "nothing_proposed")
    else:
        assert isinstance(decision, Allowed)
    wordless = may_take_position(kind, COUNCIL, " ", DISCUSSED)
    again = may_take_position(kind, COUNCIL, "words", replace(DISCUSSED, taken=frozenset({kind})))
    if kind in IN_WORDS:
        assert refused(wordless) == (None, "position_needs_words")
        assert isinstance(again, Allowed), "there may be two statements"
    else:
        assert isinstance(wordless, Allowed)
        assert refused(again) == (None, "position_stands_already")


def test_what_was_said_unseen_keeps_the_item_open() -> None:
    course = replace(OPEN, positions=(position(PositionKind.SUPPORT, key=3),), seen=2)
    for outcome in Outcome:
        assert refused(may_close(outcome.value, course, "words", NOW)) == (None, "position_unread")
    assert allowed(may_close("proposed_conclusion", replace(course, seen=3), "", NOW)) == (27, "no_objection")


@given(course=courses, words=st.sampled_from(["", "words"]))
def test_rules_27_to_31_deferral_has_its_cause_and_nothing_else_has_one(course: Course, words: str) -> None:
    cause = deferring(course.positions, objections_stop=course.objections_stop)
    for outcome in Outcome:
        decision = may_close(outcome.value, course, words, NOW)
        if isinstance(decision, Refused):
            continue
        assert decision.reason.code in get_args(EndingCode)
        assert (cause is not None) <= (outcome is Outcome.DEFERRED)
        if outcome is Outcome.DEFERRED and cause is not None:
            assert cause.may_defer
            assert not cause.withdrawn
            assert decision.reason == why_deferred(cause)
        elif outcome is Outcome.DEFERRED:
            assert words


def test_a_text_is_drafted_from_the_latest_and_not_while_it_is_asked_about() -> None:
    assert isinstance(may_draft("x" * TEXT_LENGTH, ended=False, asking=False, seen=2, latest=2), Allowed)
    long = may_draft("x" * (TEXT_LENGTH + 1), ended=False, asking=False, seen=2, latest=2)
    assert refused(long) == (None, "conclusion_too_long")
    assert isinstance(long, Refused)
    assert long.reason.facts == {"length": TEXT_LENGTH + 1, "most": TEXT_LENGTH}
    assert refused(may_draft("x", ended=True, asking=False, seen=2, latest=2)) == (20, "conclusion_of_ended_item")
    assert refused(may_draft("x", ended=False, asking=True, seen=2, latest=2)) == (None, "conclusion_being_asked")
    assert refused(may_draft("x", ended=False, asking=False, seen=1, latest=2)) == (None, "conclusion_changed")


def test_rule_20_a_conclusion_that_was_read_out_is_corrected_with_a_reason() -> None:
    assert allowed(may_correct("x", "a word", ended=True, seen=2, latest=2)) == (20, "new_version")
    assert refused(may_correct("x", "a word", ended=False, seen=2, latest=2)) == (None, "conclusion_is_drafted")
    assert refused(may_correct(" ", "a word", ended=True, seen=2, latest=2)) == (None, "nothing_proposed")
    assert refused(may_correct("x", " ", ended=True, seen=2, latest=2)) == (None, "correction_needs_words")
    assert refused(may_correct("x", "a word", ended=True, seen=1, latest=2)) == (None, "conclusion_changed")


def test_who_presides_asks_about_a_text_once_at_a_time() -> None:
    assert isinstance(may_ask_about(discussed=True, text=True, asking=False), Allowed)
    assert refused(may_ask_about(discussed=False, text=True, asking=False)) == (None, "item_not_open")
    assert refused(may_ask_about(discussed=True, text=False, asking=False)) == (None, "nothing_proposed")
    assert refused(may_ask_about(discussed=True, text=True, asking=True)) == (None, "conclusion_being_asked")
    assert refused(may_ask_about(discussed=True, text=True, asking=False, changed=True)) == (None, "conclusion_unread")
