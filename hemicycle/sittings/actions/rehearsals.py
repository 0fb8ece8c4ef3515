"""Rehearsals and test sessions: they are held beside the calendar, and count for nothing (rule 47)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people import queries as people
from hemicycle.people.act import Act, carry_out
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_designate
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.sitting_kinds import PRACTICE, SittingKind, may_cancel, may_hold
from hemicycle.sittings.actions.planning import moments, tell_clients, untouched
from hemicycle.sittings.calendar import REMOVED, removed_fact
from hemicycle.sittings.changes import practice_changing
from hemicycle.sittings.models import Sitting
from hemicycle.sittings.shift_changes import follow, require_none

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration
    from hemicycle.sittings.actions.planning import Hours


@dataclass(frozen=True)
class Practice:
    """When everybody practises, and who presides.

    Attributes:
        kind: A rehearsal, or a test session; it stays what it is.
        hours: In the consultation's zone; ``hours.sitting`` names the one that is changed, or none for a new one.
        presiding: Key of the registration; none where nobody presides yet.
    """

    kind: SittingKind
    hours: Hours
    presiding: int | None = None


def hold(consultation: int, performer: Performer, at: datetime, wanted: Practice) -> Sitting:
    """Plan a rehearsal or a test session, or change one in which nothing has happened.

    Raises:
        Refusal: it closes before it opens, its hours come never or twice on that day, it has begun or is gone, or who
            is to preside is neither Chair nor Vice-Chair.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        opens, closes = moments(act, wanted.hours)
        row = _of(act, wanted)
        require(may_hold(opens, closes, begun=wanted.hours.sitting is not None and not untouched(row)))
        if wanted.hours.sitting is not None:
            practice_changing.send(Sitting, sitting=row.pk, opens=opens, closes=closes)
            follow(act, row, opens)
        row.opens_at, row.closes_at = opens, closes
        row.presiding = _presiding(act, wanted.presiding, row.number)
        row.raise_sequence()
        row.save()
        act.place = f"plan:{consultation}"
        act.facts["practice"] = [row.pk, row.kind, opens.isoformat(), closes.isoformat(), row.presiding_id]
        tell_clients([row], "sitting", "queue", "booths")
    return row


def cancel(consultation: int, performer: Performer, at: datetime, *, sitting: int) -> None:
    """Take off a rehearsal or a test session in which nothing has happened.

    Raises:
        Refusal: somebody was in it already, or it is gone.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        found = _locked(act, sitting, PRACTICE)
        require(may_cancel(begun=not untouched(found)))
        practice_changing.send(Sitting, sitting=found.pk, opens=None, closes=None)
        require_none(found)
        act.place = f"plan:{consultation}"
        act.facts[REMOVED] = [removed_fact(found)]
        found.delete()


def _locked(act: Act, key: int, kinds: Collection[SittingKind]) -> Sitting:
    rows = Sitting.objects.select_for_update().filter(consultation=act.consultation, kind__in=kinds)
    found = rows.filter(pk=key).first()
    if found is None:
        raise Refusal(AgendaCode.NO_SUCH_SITTING)
    return found


def _of(act: Act, wanted: Practice) -> Sitting:
    """The one that is changed, or a new one: they are numbered as they were planned, and keep their numbers."""
    if wanted.hours.sitting is not None:
        return _locked(act, wanted.hours.sitting, [wanted.kind])
    there = Sitting.objects.filter(consultation=act.consultation, kind=wanted.kind.value)
    last = there.aggregate(last=Max("number"))["last"] or 0
    return Sitting(consultation=act.consultation, kind=wanted.kind.value, number=last + 1)


def _presiding(act: Act, wanted: int | None, number: int) -> Registration | None:
    if wanted is None:
        return None
    confirmed = RegistrationStatus.CONFIRMED.value
    row = act.consultation.registrations.filter(pk=wanted, status=confirmed).first()
    if row is None:
        raise Refusal(RuleCode.NOT_REGISTERED)
    require(may_designate(people.capacity(row, act.classes, act.day), sitting=number, begun=False))
    return row
