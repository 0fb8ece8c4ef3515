"""Roles within the secretariat are given and withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.people import scopes
from hemicycle.people.act import carry_out
from hemicycle.people.changes import scope_changed
from hemicycle.people.models import Registration, ScopeGrant
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Period, Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER
from hemicycle.rules.scopes import Scope, may_grant, may_leave, may_withdraw

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act


def grant(  # noqa: PLR0913 - who, when, to whom, what, from when until when
    consultation: int,
    performer: Performer,
    at: datetime,
    registration: int,
    scope: Scope,
    *,
    start: date,
    end: date | None = None,
) -> ScopeGrant:
    """Give somebody of the secretariat a role; a narrower one takes the place of the whole from its first day.

    Raises:
        Refusal: they are not of the secretariat, it is the giver's own, or nobody would have the whole secretariat.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _colleague(act, registration)
        own = performer.person is not None and performer.person.pk == row.person_id
        before = [known.grant for known in row.scope_grants.all()]
        require(may_grant(scope, Period(start, end), before, today=act.day, own=own))
        if scope is Scope.WHOLE and not before and end is None:
            raise Refusal(PeopleCode.SCOPE_WHOLE_ALREADY)
        if scope is not Scope.WHOLE or not before:
            _end_whole(act, row, start)
        made = row.scope_grants.create(
            scope=scope.value, start=start, end=end, granted_by=performer.person, granted_at=at
        )
        require(may_leave(scopes.grants_of_confirmed(act.consultation), today=act.day))
        act.place = f"registration:{row.pk}"
        until = end.isoformat() if end else None
        act.facts.update(did="granted", scope=scope.value, start=start.isoformat(), end=until)
        scope_changed.send(sender=ScopeGrant, grant=made, step=act.facts["did"])
    return made


def withdraw(consultation: int, performer: Performer, at: datetime, key: int) -> ScopeGrant:
    """Take a role back at once.

    Raises:
        Refusal: it is over, it is the withdrawer's own whole secretariat, or nobody else would have that.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        known = ScopeGrant.objects.filter(pk=key, registration__consultation=act.consultation)
        row = known.select_related("registration__person", "granted_by").first()
        if row is None:
            raise Refusal(PeopleCode.NO_SUCH_SCOPE)
        own = performer.person is not None and performer.person.pk == row.registration.person_id
        require(may_withdraw(row.grant, today=act.day, own=own))
        row.withdrawn_by, row.withdrawn_at = performer.person, at
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        require(may_leave(scopes.grants_of_confirmed(act.consultation), today=act.day))
        act.place = f"registration:{row.registration_id}"
        act.facts.update(did="withdrawn", scope=row.scope, start=row.start.isoformat())
        scope_changed.send(sender=ScopeGrant, grant=row, step=act.facts["did"])
    return row


def _colleague(act: Act, registration: int) -> Registration:
    rows = act.consultation.registrations.filter(pk=registration, role=Role.SECRETARIAT.value)
    row = rows.exclude(status__in=[status.value for status in OVER]).first()
    if row is None:
        raise Refusal(PeopleCode.NOT_OF_SECRETARIAT)
    return row


def _end_whole(act: Act, row: Registration, start: date) -> None:
    """The whole secretariat, which they had by their registration or were given, lasts until the day before."""
    if not row.scope_grants.exists():
        since = act.consultation.day(row.asked_at)
        row.scope_grants.create(
            scope=Scope.WHOLE.value, start=min(since, act.day), granted_by=row.confirmed_by, granted_at=act.at
        )
    last = start - timedelta(days=1)
    for whole in row.scope_grants.filter(scope=Scope.WHOLE.value, withdrawn_at=None):
        if whole.end is not None and whole.end <= last:
            continue
        if whole.start <= last and last >= act.day:
            whole.end = last
            whole.save(update_fields=["end"])
        else:
            whole.withdrawn_by, whole.withdrawn_at = act.performer.person, act.at
            whole.save(update_fields=["withdrawn_by", "withdrawn_at"])
