"""What a letter asks: when it may be answered, what fits it, when a question goes, when its result is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hemicycle.rules.deadlines import Deadline


#: What is chosen by whoever does not agree by silence.
OBJECTION = "object"


@dataclass(frozen=True)
class Asked:
    """A question as it is put.

    Attributes:
        number: As its readers see it.
        options: What may be chosen.
        withdrawn: It is not asked any more.
    """

    number: int
    options: tuple[str, ...]
    withdrawn: bool = False


def may_be_answered(*, sent: bool, asked: bool = True) -> Decision:
    """Whether the letter asks this Member by now.

    Args:
        sent: The letter has gone out.
        asked: It puts its questions to the Member.
    """
    if not sent:
        return refuse(RuleCode.NOT_ASKED_YET)
    return allow(RuleCode.NOTHING_AGAINST) if asked else refuse(RuleCode.MEMBER_NOT_ASKED)


def may_reply(*, ballot: bool, answers: bool, votes: bool) -> Decision:
    """Whether a Member has the right that its reply takes: to vote in a ballot, to reply to any other letter (rule 2).

    Args:
        ballot: The letter asks to approve, reject or abstain.
        answers: The Member's class may reply to letters.
        votes: The Member was entitled to vote when the letter was sent (rule 36).
    """
    if ballot:
        return allow(RuleCode.NOTHING_AGAINST) if votes else refuse(RuleCode.BALLOT_NEEDS_VOTE)
    return allow(RuleCode.NOTHING_AGAINST) if answers else refuse(RuleCode.REPLY_NEEDS_RIGHT)


def fits(
    questions: Mapping[int, Asked], choices: Mapping[int, str], *, conditions: bool, takes_conditions: bool
) -> Decision:
    """Whether an answer is one to what was asked.

    Args:
        questions: By their keys; ``choices`` names the same.
        conditions: The answer gives some.
    """
    if not choices:
        return refuse(RuleCode.ANSWER_EMPTY)
    for key, choice in choices.items():
        question = questions.get(key)
        if question is None:
            return refuse(RuleCode.QUESTION_NOT_ASKED)
        if question.withdrawn:
            return refuse(RuleCode.QUESTION_WITHDRAWN, number=question.number)
        if choice not in question.options:
            return refuse(RuleCode.NO_SUCH_OPTION, number=question.number)
    if conditions and not takes_conditions:
        return refuse(RuleCode.NO_CONDITIONS_ASKED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_withdraw_question(number: int, *, withdrawn: bool, declared: bool, words: bool) -> Decision:
    """Whether a question may be asked no more: before the result that rests on it, and with words for everybody.

    Args:
        number: Of the question.
        withdrawn: It was withdrawn already.
        declared: The result has been declared.
        words: There are some, in at least one language.
    """
    if withdrawn:
        return refuse(RuleCode.WITHDRAWN_ALREADY, number=number)
    if declared:
        return refuse(RuleCode.QUESTION_OF_RESULT)
    return allow(RuleCode.NOTHING_AGAINST) if words else refuse(RuleCode.QUESTION_WITHDRAWAL_NEEDS_WORDS)


def may_drop_heading(*, conditions: int, clusters: int, lead_ins: int) -> Decision:
    """Whether a heading of conditions may be taken away: while nothing stands under it.

    Args:
        conditions: How many Members filed under it, those of earlier versions too.
        clusters, lead_ins: How many the secretariat made under it.
    """
    if conditions or clusters or lead_ins:
        return refuse(RuleCode.HEADING_IN_USE, conditions=conditions, clusters=clusters, lead_ins=lead_ins)
    return allow(RuleCode.NOTHING_AGAINST)


def may_change_condition(*, declared: bool) -> Decision:
    """Whether anything may still become of a condition: it is part of the result (rule 18)."""
    return refuse(RuleCode.RESULT_DECLARED) if declared else allow(RuleCode.NOTHING_AGAINST)


def may_record_condition(*, is_so: bool, words: str, has_source: bool) -> Decision:
    """Whether the secretariat may write down what became of a condition, as it was told otherwise than online.

    Args:
        is_so: It is written down already.
        words: How it was told.
        has_source: With the paper or mail itself, or a note of the call: part of a State's reply changes (rule 21).
    """
    if is_so:
        return refuse(RuleCode.CONDITION_IS_SO)
    if not words:
        return refuse(RuleCode.CONDITION_NEEDS_WORDS)
    return allow(RuleCode.NOTHING_AGAINST) if has_source else refuse(RuleCode.CONDITION_NEEDS_SOURCE)


def may_confirm_condition(*, waits: bool, own: bool, let_in: bool = False) -> Decision:
    """Whether somebody may confirm what was written down of a condition, or drop it (rule 21).

    Args:
        waits: Something was written down and waits.
        own: They wrote it down themselves.
        let_in: Whoever wrote it down let them into the secretariat here, or was entered by them.
    """
    if not waits:
        return refuse(RuleCode.CONDITION_WAITS_FOR_NOBODY)
    if own:
        return refuse(RuleCode.NEEDS_SECOND_PERSON)
    return refuse(RuleCode.NEEDS_INDEPENDENT_PERSON) if let_in else allow(RuleCode.NOTHING_AGAINST)


def is_broken(by_silence: bool, counted: Iterable[str]) -> bool:  # noqa: FBT001 - a fact and what was counted
    """Whether a silence procedure is broken: an answer that counts objects.

    Args:
        by_silence: Whoever does not object agrees.
        counted: What was chosen in the answers that count.
    """
    return by_silence and OBJECTION in counted


def may_declare(deadline: Deadline, at: datetime, *, declared: bool, unsettled: int, broken: bool = False) -> Decision:
    """Whether the result may be declared: once, after the deadline, with nothing that waits.

    Args:
        broken: It goes by silence, and somebody objected: nobody waits for the deadline any more.
        declared: It has been declared (rule 18).
        unsettled: Replies of which a version waits to be confirmed (rule 21), whether or not an earlier one counts,
            or which wait to be settled (rule 22). What is late and undecided may stay so.
    """
    if declared:
        return refuse(RuleCode.RESULT_DECLARED)
    if deadline.met(at) and not broken:
        return refuse(RuleCode.DEADLINE_STILL_RUNS, deadline=deadline.moment.isoformat())
    return refuse(RuleCode.REPLIES_UNSETTLED, replies=unsettled) if unsettled else allow(RuleCode.NOTHING_AGAINST)
