"""Enquiries under way: extended, a question withdrawn, conditions withdrawn or met, the result declared."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from hemicycle.correspondence import declared, queries, results
from hemicycle.correspondence.actions.replies import judge_late_ones_again
from hemicycle.correspondence.changes import reply_changed
from hemicycle.correspondence.models import Condition, DeadlineExtension, Enquiry, Letter, Question, Reply
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.deadlines import END_OF_DAY, Deadline, may_extend
from hemicycle.rules.enquiries import may_change_condition, may_declare, may_record_condition, may_withdraw_question
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from datetime import date, time

    from hemicycle.journal.record import Performer


def extend(
    enquiry: Enquiry,
    performer: Performer,
    at: datetime,
    *,
    letter: Letter,
    day: date,
    until: time = END_OF_DAY,
) -> DeadlineExtension:
    """Give everybody a later deadline, with a letter that was sent and says so (rule 19).

    Raises:
        Refusal: the deadline has passed, the new one is not later, or the letter has not been sent, was sent before
            the questions, or did not go to exactly those who are asked.
    """
    with carry_out(enquiry.letter.consultation_id, performer, Action.DEADLINE_EXTEND, at) as act:
        current = Enquiry.objects.select_related("letter").get(pk=enquiry.pk)
        told = queries.as_told(letter) if letter.consultation_id == current.letter.consultation_id else None
        to = Deadline(datetime.combine(day, until), ZoneInfo(current.zone))
        require(may_extend(current.deadline, to, at, letter=told, question=queries.as_asked(current)))
        person = performer.person
        if person is None:
            raise LookupError("a person extends a deadline")
        made = current.extensions.create(letter=letter, day=day, time=until, given_at=at, given_by=person)
        judge_late_ones_again(current)
        act.place = f"enquiry:{current.pk}"
        act.facts.update(letter=letter.symbol, until=to.moment.isoformat())
    return made


def withdraw_question(question: Question, performer: Performer, at: datetime, *, words: str) -> None:
    """Ask a question no more; what was answered to it stays on record.

    Args:
        words: Why, for everybody who is asked.

    Raises:
        Refusal: it was withdrawn already, the result is declared, or there are no words.
    """
    with carry_out(question.enquiry.letter.consultation_id, performer, Action.LETTER_WRITE, at) as act:
        row = Question.objects.select_related("enquiry").get(pk=question.pk)
        said = _said(words)
        withdrawn, declared = row.withdrawn_at is not None, row.enquiry.declared_at is not None
        require(may_withdraw_question(row.number, withdrawn=withdrawn, declared=declared, words=said))
        row.withdrawn_at, row.withdrawn_why = at, said
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        act.place = f"enquiry:{row.enquiry_id}"
        act.facts.update(withdrawn=row.pk, listing=row.listing, number=row.number, words=said)


def _said(words: str) -> str:
    """Words for the record, safe to keep.

    Raises:
        Refusal: they are too many.
    """
    said = clean(words)
    if len(said) > WORDS_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WORDS_LENGTH)
    return said


def change_condition(
    condition: Condition,
    performer: Performer,
    at: datetime,
    to: Condition.State,
    *,
    words: str = "",
    recorded: bool = False,
) -> None:
    """A condition was withdrawn by its Member, or is met; its words stay.

    Args:
        recorded: The secretariat writes down what it was told otherwise than online, and in which words.

    Raises:
        Refusal: not this person's to say: the Member's focal point withdraws, the secretariat says that it is met;
            it is so already, what is recorded has no words, or the result is declared.
    """
    reply = condition.version.reply
    withdraws = to is Condition.State.WITHDRAWN and not recorded
    action = Action.REPLY_GIVE if withdraws else Action.CONDITIONS_SORT
    with carry_out(reply.enquiry.letter.consultation_id, performer, action, at, member=reply.member) as act:
        row = Condition.objects.select_related("version__reply__enquiry").get(pk=condition.pk)
        require(may_change_condition(declared=row.version.reply.enquiry.declared_at is not None))
        before, said = row.state, _said(words)
        if recorded:
            require(may_record_condition(is_so=before == to.value, words=said))
        row.state, row.state_words, row.state_at = to.value, said, at
        row.save(update_fields=["state", "state_words", "state_at"])
        act.place = f"reply:{reply.pk}"
        act.facts.update(condition=row.pk, before=before, after=to.value, words=row.state_words)
        announce = partial(reply_changed.send, sender=Reply, reply=reply.pk, version=None, act=action.value)
        transaction.on_commit(announce)


def declare(enquiry: Enquiry, performer: Performer, at: datetime) -> None:
    """Declare the result, and freeze it: nothing changes it any more (rule 18).

    Raises:
        Refusal: the deadline has not passed, it was declared before, or replies wait to be confirmed or settled.
    """
    with carry_out(enquiry.letter.consultation_id, performer, Action.RESULT_DECLARE, at) as act:
        current = results.find(act.consultation, enquiry.pk)
        is_declared, unsettled = current.declared_at is not None, queries.unsettled(current)
        require(may_declare(current.deadline, at, declared=is_declared, unsettled=unsettled))
        result = declared.freeze(results.returns(current, act.day, *results.COUNTED), at)
        current.declared_at, current.declared_by = at, performer.person
        current.save(update_fields=["declared_at", "declared_by"])
        act.place = f"enquiry:{current.pk}"
        counted = result.counts.get(Status.COUNTED.value, 0)
        act.facts.update(counted=counted, denominator=result.denominator, digest=result.digest)
