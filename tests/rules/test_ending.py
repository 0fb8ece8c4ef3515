"""What is still done in a closed consultation, and when one is closed, reopened and archived."""

from __future__ import annotations

import pytest

from hemicycle.rules import ending
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed, Decision, Refused


def why(decision: Decision) -> RuleCode | None:
    return decision.reason.code if isinstance(decision, Refused) else None  # type: ignore[return-value]


@pytest.mark.parametrize("action", list(Action))
def test_in_a_closed_one_only_a_short_list_is_done(action: Action) -> None:
    listed = {"consultation.end", "consultation.export", "consultation.delete"}
    listed |= {"deletion.confirm", "registration.change", "arrival.file"}
    expected = None if action.value in listed else RuleCode.CONSULTATION_CLOSED
    assert why(ending.may_change(action, closed=True)) is expected
    assert why(ending.may_change(action.value, closed=True)) is expected
    assert isinstance(ending.may_change(action, closed=False), Allowed)
    listed |= {"letter.write", "letter.clear", "letter.send", "letter.acknowledge"}
    listed |= {
        "reply.enter",
        "reply.confirm",
        "reply.accept",
        "document.edit",
        "document.post",
        "document.withdraw",
        "plan.edit",
        "conclusion.correct",
        "report.publish",
        "report.submit",
        "report.write",
        "summary.edit",
        "summary.answer",
        "summary.publish",
    }
    expected = None if action.value in listed else RuleCode.CONSULTATION_CLOSED
    assert why(ending.may_change(action, closed=True, corrects=True)) is expected


def test_rule_20_what_was_published_has_a_corrigendum_once_it_is_closed() -> None:
    assert why(ending.may_correct_published(closed=True)) is None
    assert why(ending.may_correct_published(closed=False)) is RuleCode.CORRECTED_ONCE_CLOSED


def test_what_the_engines_have_seen_is_noted_whatever_is_closed() -> None:
    assert isinstance(ending.may_change("room.left", closed=True), Allowed)


def test_closing_needs_a_reason_and_no_sitting_under_way() -> None:
    assert why(ending.may_close(closed=False, under_way=False, why="Over.")) is None
    assert why(ending.may_close(closed=False, under_way=False, why=" ")) is RuleCode.ENDING_NEEDS_WORDS
    assert why(ending.may_close(closed=False, under_way=True, why="Over.")) is RuleCode.SITTING_UNDER_WAY
    assert why(ending.may_close(closed=True, under_way=False, why="Over.")) is RuleCode.ENDING_CHANGED


def test_only_what_is_closed_is_reopened_or_archived() -> None:
    assert why(ending.may_reopen(closed=True, why="A late reply.")) is None
    assert why(ending.may_reopen(closed=True, why="")) is RuleCode.ENDING_NEEDS_WORDS
    assert why(ending.may_reopen(closed=False, why="A late reply.")) is RuleCode.ENDING_CHANGED
    assert why(ending.may_archive(closed=True, archived=False)) is None
    assert why(ending.may_archive(closed=True, archived=True)) is RuleCode.ENDING_CHANGED
    assert why(ending.may_archive(closed=False, archived=False)) is RuleCode.ENDING_CHANGED
    assert why(ending.may_take_out(archived=True)) is None
    assert why(ending.may_take_out(archived=False)) is RuleCode.ENDING_CHANGED


def test_another_one_confirms_a_deletion_and_not_while_a_sitting_is_under_way() -> None:
    assert why(ending.may_confirm_deletion(1, 2, hindered=False, under_way=False)) is None
    assert why(ending.may_confirm_deletion(1, 1, hindered=False, under_way=False)) is RuleCode.DELETED_BY_ANOTHER
    assert why(ending.may_confirm_deletion(1, 2, hindered=False, under_way=True)) is RuleCode.SITTING_UNDER_WAY
    assert why(ending.may_confirm_deletion(1, 2, hindered=True, under_way=True)) is RuleCode.SOMETHING_CAME_OF_IT
    assert why(ending.may_confirm_deletion(None, 2, hindered=False, under_way=False)) is RuleCode.ENDING_CHANGED
