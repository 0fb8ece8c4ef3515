"""What becomes of a condition: its State withdraws it, or two people of the secretariat write down what came."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.correspondence import queries
from hemicycle.correspondence.actions.replies import lock
from hemicycle.correspondence.changes import condition_changed, reply_changed
from hemicycle.correspondence.models import Condition, Reply
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.people.act import Act, carry_out_in_share
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.enquiries import may_change_condition, may_confirm_condition, may_record_condition
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.uploads import Looked


def words_said(words: str) -> str:
    """Words for the record, safe to keep.

    Raises:
        Refusal: they are too many.
    """
    said = clean(words)
    if len(said) > WORDS_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WORDS_LENGTH)
    return said


@contextmanager
def _on(condition: Condition, performer: Performer, action: Action, at: datetime) -> Iterator[tuple[Act, Condition]]:
    """An act on a condition whose enquiry has no result yet."""
    reply = condition.version.reply
    consultation = reply.enquiry.letter.consultation_id
    asked_as = queries.addressed_class(reply.enquiry.letter_id, reply.member)
    with carry_out_in_share(consultation, performer, action, at, member=reply.member, asked_as=asked_as) as act:
        lock(reply)
        row = Condition.objects.select_related("version__reply__enquiry").get(pk=condition.pk)
        require(may_change_condition(declared=row.version.reply.enquiry.declared_at is not None))
        act.place = f"reply:{reply.pk}"
        yield act, row
        announce = partial(reply_changed.send, sender=Reply, reply=reply.pk, version=None, act=action.value)
        transaction.on_commit(announce)


def withdraw(condition: Condition, performer: Performer, at: datetime, *, words: str = "") -> None:
    """The Member's focal point withdraws a condition; its words stay.

    Raises:
        Refusal: they do not answer for the Member, it is withdrawn already, or the result is declared.
    """
    with _on(condition, performer, Action.REPLY_GIVE, at) as (act, row):
        require(may_record_condition(is_so=row.state == Condition.State.WITHDRAWN, words="online", has_source=True))
        before = row.state
        row.state, row.state_words, row.state_at = Condition.State.WITHDRAWN, words_said(words), at
        row.state_by, row.proposed_state = performer.person, ""
        row.save()
        act.facts.update(condition=row.pk, before=before, after=row.state, words=row.state_words)


def write_down(
    condition: Condition,
    performer: Performer,
    at: datetime,
    to: Condition.State,
    *,
    words: str,
    file: Looked | None,
) -> None:
    """The secretariat writes down what it was told of a condition, with the source; a second person confirms it.

    Until then the condition stays as it is. The State is told now, so that it can say that it is not so.

    Raises:
        Refusal: not this person's to do, it is so already, there are no words or no source, or the result is declared.
    """
    person = performer.person
    if person is None:
        raise LookupError("a person writes down what became of a condition")
    with _on(condition, performer, Action.CONDITIONS_SORT, at) as (act, row):
        said = words_said(words)
        require(may_record_condition(is_so=row.state == to.value, words=said, has_source=file is not None))
        row.proposed_state, row.proposed_words, row.proposed_by, row.proposed_at = to.value, said, person, at
        row.source = file.keep(person, at) if file else None
        row.save()
        act.facts.update(condition=row.pk, before=row.state, proposed=to.value, words=said)
        condition_changed.send(sender=Condition, condition=row.pk, at=at)


def confirm(condition: Condition, performer: Performer, at: datetime) -> None:
    """A second person has compared what was written down with its source: from now on it is so, and the State is told.

    Raises:
        Refusal: there is nothing to confirm, they wrote it down themselves, or the result is declared.
    """
    with _compared(condition, performer, at) as (act, row):
        before, row.state = row.state, row.proposed_state
        row.state_words, row.state_at, row.state_by = row.proposed_words, at, performer.person
        row.proposed_state = ""
        row.save()
        act.facts.update(condition=row.pk, before=before, after=row.state, words=row.state_words)
        condition_changed.send(sender=Condition, condition=row.pk, at=at)


def drop(condition: Condition, performer: Performer, at: datetime) -> None:
    """A second person found that what was written down is not what its source says: the condition stays as it is.

    The State is told so.

    Raises:
        Refusal: as for ``confirm``.
    """
    with _compared(condition, performer, at) as (act, row):
        act.facts.update(condition=row.pk, dropped=row.proposed_state, words=row.proposed_words)
        row.proposed_state = ""
        row.save()
        condition_changed.send(sender=Condition, condition=row.pk, at=at, dropped=True)


@contextmanager
def _compared(condition: Condition, performer: Performer, at: datetime) -> Iterator[tuple[Act, Condition]]:
    person = performer.person
    if person is None:
        raise LookupError("a person compares")
    with _on(condition, performer, Action.CONDITIONS_SORT, at) as (act, row):
        own = row.proposed_by_id == person.pk
        let_in = queries.let_in(person, act.consultation, row.proposed_by_id)
        require(may_confirm_condition(waits=bool(row.proposed_state), own=own, let_in=let_in))
        yield act, row
