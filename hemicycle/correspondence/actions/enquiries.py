"""Enquiries under way: a question withdrawn, the result declared, and how often a deadline may be extended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.ballot_modes import BallotMode
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import declared, queries, result_notices, results, silence
from hemicycle.correspondence.actions.condition_states import words_said
from hemicycle.correspondence.models import Enquiry, Question
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.rules.ballots import is_valid_quorum
from hemicycle.rules.enquiries import may_declare, may_withdraw_question
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.rules.replies import Status

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer
    from hemicycle.rules.ballots import Mode


def withdraw_question(question: Question, performer: Performer, at: datetime, *, words: Text) -> None:
    """Ask a question no more; what was answered to it stays on record.

    Args:
        words: Why, for everybody who is asked, in at least one language.

    Raises:
        Refusal: it was withdrawn already, the result is declared, or there are no words, or too many.
    """
    with carry_out(question.enquiry.letter.consultation_id, performer, Action.LETTER_WRITE, at) as act:
        row = Question.objects.select_related("enquiry").get(pk=question.pk)
        said = clean_texts({language: words_said(text) for language, text in words.items()})
        withdrawn, declared = row.withdrawn_at is not None, row.enquiry.declared_at is not None
        require(may_withdraw_question(row.number, withdrawn=withdrawn, declared=declared, words=bool(said)))
        row.withdrawn_at, row.withdrawn_why = at, said
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        act.place = f"enquiry:{row.enquiry_id}"
        act.facts.update(withdrawn=row.pk, listing=row.listing, number=row.number, words=said)


def declare(enquiry: Enquiry, performer: Performer, at: datetime) -> None:
    """Declare the result, and freeze it: nothing changes it any more (rule 18). All who were asked are told.

    Raises:
        Refusal: the deadline has not passed, it was declared before, or replies wait to be confirmed or settled.
    """
    with carry_out(enquiry.letter.consultation_id, performer, Action.RESULT_DECLARE, at) as act:
        current = results.find(act.consultation, enquiry.pk)
        is_declared, unsettled = current.declared_at is not None, queries.unsettled(current)
        broken = current.pk in silence.broken([current])
        require(may_declare(current.deadline, at, declared=is_declared, unsettled=unsettled, broken=broken))
        returned = results.returns(current, act.day, *results.COUNTED, at=at)
        result = declared.freeze(returned, at)
        current.declared_at, current.declared_by = at, performer.person
        current.save(update_fields=["declared_at", "declared_by"])
        act.place = f"enquiry:{current.pk}"
        counted = result.counts.get(Status.COUNTED.value, 0)
        act.facts.update(counted=counted, denominator=result.denominator, digest=result.digest)
        result_notices.tell(returned, at)


def limit_extensions(consultation: int, performer: Performer, at: datetime, most: int | None) -> None:
    """Say how many times a deadline may be extended in a consultation; any number, where that is not limited.

    Raises:
        Refusal: not this person's to say.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row, before = act.consultation, act.settings.most_extensions
        if before == most:
            act.cancel()
            return
        row.settings = {**row.settings, "most_extensions": most}
        settings_of(row.settings)
        row.save(update_fields=["settings"])
        act.facts.update(setting="most_extensions", before=before, after=most)


def set_usual_mode(consultation: int, performer: Performer, at: datetime, mode: Mode) -> None:
    """Say by which mode a decision by correspondence begins in a consultation; what was drafted keeps its own.

    Raises:
        Refusal: not this person's to say, or the quorum cannot be reached.
    """
    require(is_valid_quorum(mode.quorum))
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row, before, after = act.consultation, act.settings.ballot_mode, BallotMode.of(mode)
        if before == after:
            act.cancel()
            return
        row.settings = {**row.settings, "ballot_mode": after.model_dump(mode="json")}
        settings_of(row.settings)
        row.save(update_fields=["settings"])
        was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
        act.facts.update(setting="ballot_mode", before=was, after=now)
