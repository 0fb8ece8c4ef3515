"""One of the secretariat closes a consultation, reopens it, moves it to the archive, or takes it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.ending import queries
from hemicycle.ending.models import EndingStep
from hemicycle.people.act import Act, carry_out
from hemicycle.rules import ending as rules
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Person

What = EndingStep.What


def close(consultation: int, performer: Performer, at: datetime, why: str) -> EndingStep:
    """Close it: from now on nothing changes but corrections and the deletion of personal data.

    Raises:
        Refusal: not this person's to do; it is closed already, a sitting goes on, or no reason is given.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_END, at) as act:
        row = act.consultation
        require(rules.may_close(closed=row.closed, under_way=bool(queries.under_way(row)), why=why))
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        return _noted(act, What.CLOSED, why)


def reopen(consultation: int, performer: Performer, at: datetime, why: str) -> EndingStep:
    """Reopen it: it is as it was before it was closed, and one of the current ones again.

    Raises:
        Refusal: not this person's to do; it is not closed, or no reason is given.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_END, at) as act:
        row = act.consultation
        require(rules.may_reopen(closed=row.closed, why=why))
        row.closed_at = row.archived_at = None
        row.save(update_fields=["closed_at", "archived_at"])
        return _noted(act, What.REOPENED, why)


def archive(consultation: int, performer: Performer, at: datetime) -> EndingStep:
    """Move it to the archive.

    Raises:
        Refusal: not this person's to do; it is not closed, or archived already.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_END, at) as act:
        row = act.consultation
        require(rules.may_archive(closed=row.closed, archived=row.archived_at is not None))
        row.archived_at = at
        row.save(update_fields=["archived_at"])
        return _noted(act, What.ARCHIVED)


def take_out(consultation: int, performer: Performer, at: datetime) -> EndingStep:
    """Take it out of the archive; it stays closed.

    Raises:
        Refusal: not this person's to do, or it is not archived.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_END, at) as act:
        row = act.consultation
        require(rules.may_take_out(archived=row.archived_at is not None))
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        return _noted(act, What.TAKEN_OUT)


def doer(act: Act) -> Person:
    """Who does it: a consultation is ended by nobody but a person.

    Raises:
        LookupError: the system acts.
    """
    if act.performer.person is None:
        raise LookupError("nobody ends a consultation by the system alone")
    return act.performer.person


def _noted(act: Act, what: EndingStep.What, why: str = "") -> EndingStep:
    words = " ".join(why.split())
    act.facts.update(what=what.value, **({"why": words} if words else {}))
    return EndingStep.objects.create(consultation=act.consultation, what=what, why=words, by=doer(act), at=act.at)
