"""Rules 18, 21 and 22 at the desk of an enquiry, and what fits what a letter asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hemicycle.rules.deadlines import Deadline
from hemicycle.rules.enquiries import (
    Asked,
    fits,
    is_broken,
    may_be_answered,
    may_change_condition,
    may_confirm_condition,
    may_declare,
    may_record_condition,
    may_reply,
    may_withdraw_question,
)
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import refused

DEADLINE = Deadline(datetime(2020, 5, 22, 23, 59, 59), UTC)  # noqa: DTZ001 - a local time, with its zone beside it
AFTER = DEADLINE.moment + timedelta(seconds=1)
QUESTIONS = {7: Asked(1, ("yes", "no")), 8: Asked(2, ("yes", "no"), withdrawn=True)}


def test_a_letter_asks_once_it_is_sent_and_whom_it_asks() -> None:
    assert refused(may_be_answered(sent=False, asked=False)) == (None, "not_asked_yet")
    assert refused(may_be_answered(sent=True, asked=False)) == (None, "member_not_asked")
    assert isinstance(may_be_answered(sent=True), Allowed)


@pytest.mark.parametrize(
    ("ballot", "answers", "votes", "code"),
    [
        (True, False, True, None),
        (True, True, False, (36, "ballot_needs_vote")),
        (False, True, False, None),
        (False, False, True, (2, "reply_needs_right")),
    ],
)
def test_rule_02_a_ballot_takes_the_right_to_vote_and_another_letter_that_to_reply(
    *, ballot: bool, answers: bool, votes: bool, code: tuple[int, str] | None
) -> None:
    decision = may_reply(ballot=ballot, answers=answers, votes=votes)
    if code is None:
        assert isinstance(decision, Allowed)
    else:
        assert refused(decision) == code


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({}, "answer_empty"),
        ({9: "yes"}, "question_not_asked"),
        ({7: "yes", 8: "yes"}, "question_withdrawn"),
        ({7: "perhaps"}, "no_such_option"),
    ],
)
def test_an_answer_is_to_what_was_asked(choices: dict[int, str], code: str) -> None:
    assert refused(fits(QUESTIONS, choices, conditions=True, takes_conditions=False)) == (None, code)


def test_an_answer_gives_conditions_where_they_are_taken() -> None:
    assert isinstance(fits(QUESTIONS, {7: "no"}, conditions=True, takes_conditions=True), Allowed)
    assert isinstance(fits(QUESTIONS, {7: "no"}, conditions=False, takes_conditions=False), Allowed)
    conditional = fits(QUESTIONS, {7: "no"}, conditions=True, takes_conditions=False)
    assert refused(conditional) == (None, "no_conditions_asked")


def test_a_question_is_withdrawn_once_before_the_result_and_with_words() -> None:
    assert isinstance(may_withdraw_question(3, withdrawn=False, declared=False, words=True), Allowed)
    assert refused(may_withdraw_question(3, withdrawn=True, declared=True, words=False)) == (None, "withdrawn_already")
    assert refused(may_withdraw_question(3, withdrawn=False, declared=True, words=False)) == (
        None,
        "question_of_result",
    )
    assert refused(may_withdraw_question(3, withdrawn=False, declared=False, words=False)) == (
        None,
        "question_withdrawal_needs_words",
    )


def test_what_became_of_a_condition_is_recorded_once_and_with_words() -> None:
    assert refused(may_record_condition(is_so=True, words="", has_source=True)) == (None, "condition_is_so")
    assert refused(may_record_condition(is_so=False, words="", has_source=True)) == (None, "condition_needs_words")
    decision = may_record_condition(is_so=False, words="By telephone", has_source=False)
    assert refused(decision) == (None, "condition_needs_source")
    assert isinstance(may_record_condition(is_so=False, words="By telephone", has_source=True), Allowed)


def test_rule_21_what_was_written_down_of_a_condition_is_confirmed_by_a_second_person() -> None:
    assert refused(may_confirm_condition(waits=False, own=False)) == (None, "condition_waits_for_nobody")
    assert refused(may_confirm_condition(waits=True, own=True)) == (21, "needs_second_person")
    assert refused(may_confirm_condition(waits=True, own=False, let_in=True)) == (21, "needs_independent_person")
    assert isinstance(may_confirm_condition(waits=True, own=False), Allowed)


def test_rule_18_nothing_becomes_of_a_condition_once_the_result_is_declared() -> None:
    assert refused(may_change_condition(declared=True)) == (18, "result_declared")
    assert isinstance(may_change_condition(declared=False), Allowed)


def test_rule_18_a_result_is_declared_once() -> None:
    assert refused(may_declare(DEADLINE, AFTER, declared=True, unsettled=1)) == (18, "result_declared")


def test_a_result_is_declared_after_the_deadline_with_nothing_that_waits() -> None:
    assert refused(may_declare(DEADLINE, DEADLINE.moment, declared=False, unsettled=1)) == (None, "deadline_still_runs")
    assert refused(may_declare(DEADLINE, AFTER, declared=False, unsettled=1)) == (None, "replies_unsettled")
    assert isinstance(may_declare(DEADLINE, AFTER, declared=False, unsettled=0), Allowed)


def test_a_silence_that_is_broken_waits_for_no_deadline() -> None:
    assert is_broken(by_silence=True, counted=["no_objection", "object"])
    assert not is_broken(by_silence=True, counted=["no_objection"])
    assert not is_broken(by_silence=False, counted=["object"])
    early = DEADLINE.moment
    assert isinstance(may_declare(DEADLINE, early, declared=False, unsettled=0, broken=True), Allowed)
    decision = may_declare(DEADLINE, early, declared=False, unsettled=1, broken=True)
    assert refused(decision) == (None, "replies_unsettled")
