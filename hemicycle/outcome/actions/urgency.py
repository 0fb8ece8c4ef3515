"""A conclusion is flagged as too urgent for the physical session, and the authority for it recorded (rule 34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.outcome.actions.discussed import has_ended, item_of
from hemicycle.outcome.models import Ending, Urgency
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.rules.urgency import may_authorise, may_flag, may_take_back

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Person


def flag(consultation: int, performer: Performer, at: datetime, *, item: int, reason: str) -> Urgency:
    """The chair flags the conclusion of an item that has ended.

    Raises:
        Refusal: it did not end with one, is flagged already, or there is no reason.
    """
    with carry_out(consultation, performer, Action.URGENCY_FLAG, at) as act:
        ending, urgency = _standing(act, item)
        outcome = ending.discussion.outcome if ending is not None else ""
        require(may_flag(outcome, flagged=urgency is not None, reason=reason))
        if ending is None:
            raise LookupError("the rule lets nobody flag an item that has not ended")
        made = Urgency.objects.create(ending=ending, reason=clean(reason), flagged_by=_person(performer), flagged_at=at)
        act.facts.update(item=item, urgency=made.pk, reason=made.reason)
    return made


def authorise(consultation: int, performer: Performer, at: datetime, *, item: int, source: str) -> None:
    """Record the authority of the Secretary-General, and by what it was given.

    Raises:
        Refusal: the conclusion is not flagged, or by the same person; it is recorded already; or there is no source.
    """
    with carry_out(consultation, performer, Action.URGENCY_AUTHORISE, at) as act:
        _ending, urgency = _standing(act, item)
        require(
            may_authorise(
                flagged=urgency is not None,
                authorised=urgency is not None and urgency.authorised_at is not None,
                flagged_by_them=urgency is not None and urgency.flagged_by_id == _person(performer).pk,
                source=source,
            )
        )
        if urgency is None:
            raise LookupError("the rule lets nobody authorise what is not flagged")
        urgency.source, urgency.authorised_by, urgency.authorised_at = clean(source), _person(performer), at
        urgency.save(update_fields=["source", "authorised_by", "authorised_at"])
        act.facts.update(item=item, urgency=urgency.pk, source=urgency.source)


def take_back(consultation: int, performer: Performer, at: datetime, *, item: int) -> None:
    """The chair takes the flag back, before the authority is recorded."""
    with carry_out(consultation, performer, Action.URGENCY_FLAG, at) as act:
        _ending, urgency = _standing(act, item)
        authorised = urgency is not None and urgency.authorised_at is not None
        require(may_take_back(flagged=urgency is not None, authorised=authorised))
        if urgency is None:
            raise LookupError("the rule lets nobody take back what is not there")
        urgency.taken_back_at = at
        urgency.save(update_fields=["taken_back_at"])
        act.facts.update(item=item, urgency=urgency.pk, taken_back=True)


def _standing(act: Act, item: int) -> tuple[Ending | None, Urgency | None]:
    """How an item of the agenda ended the last time, and the flag on that."""
    row = item_of(act.consultation, item)
    if not has_ended(row):
        return None, None
    ending = Ending.objects.filter(discussion__item=row).select_related("discussion").order_by("discussion").last()
    return ending, Urgency.objects.filter(ending=ending, taken_back_at=None).first()


def _person(performer: Performer) -> Person:
    if performer.person is None:
        raise LookupError("the system flags nothing")
    return performer.person
