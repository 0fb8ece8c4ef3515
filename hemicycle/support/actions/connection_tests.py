"""A connection test is begun, and finished with what it measured."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max

from hemicycle.people.act import carry_out_in_share
from hemicycle.rules.connection_tests import (
    CODE_LENGTH,
    CODE_SIGNS,
    Judgement,
    carries_from,
    judge,
    may_finish,
    may_test,
)
from hemicycle.rules.measured import Purpose
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Refusal, require
from hemicycle.support.actions.own_registration import locked
from hemicycle.support.connection_tests import capacity_of, purpose_of
from hemicycle.support.measurements import EntryMeasurements
from hemicycle.support.models import ConnectionTest
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity
    from hemicycle.support.measurements import Measurements


def begin(consultation: int, performer: Performer, at: datetime, registration: int) -> ConnectionTest:
    """Begin a test of one's own registration.

    Args:
        performer: Its person; or the system, for who came by a personal link.

    Raises:
        Refusal: it is not theirs, not confirmed or of a class that enters no sitting, or has begun too many.
    """
    with carry_out_in_share(consultation, performer, Action.CONNECTION_TEST, at, member=None) as act:
        row = locked(act, registration)
        capacity = _tests_as(act, row, ConnectionTest.Kind.TEST)
        test = _with_code(row, ConnectionTest.Kind.TEST, purpose_of(capacity), at, _turn(at))
        act.place = f"connectiontest:{test.pk}"
        act.facts.update(registration=row.pk, code=test.code, kind=test.kind)
    return test


def finish(
    consultation: int,
    performer: Performer,
    at: datetime,
    test: int,
    measurements: Measurements,
    *,
    media_there: bool = True,
) -> ConnectionTest:
    """Keep what a test measured, and what it comes to. One that is finished already stays as it is.

    Args:
        media_there: The media engine answers now: where it does not, no network is blamed for what went no way.

    Raises:
        Refusal: there is no such test of theirs, or it is over.
    """
    with carry_out_in_share(consultation, performer, Action.CONNECTION_TEST, at, member=None) as act:
        row = ConnectionTest.objects.select_for_update().filter(pk=test, consultation=consultation).first()
        if row is None:
            raise Refusal(SupportCode.NO_SUCH_TEST)
        locked(act, row.registration_id)
        act.place = f"connectiontest:{row.pk}"
        if row.finished_at is not None:
            act.cancel()
            return row
        require(may_finish(row.begun_at, at))
        media_away = not row.room or (measurements.blocked and not media_there)
        judgement = judge(measurements.facts(media_away=media_away), Purpose(row.purpose))
        _keep(row, measurements, judgement, at)
        act.facts.update(registration=row.registration_id, code=row.code, verdict=row.verdict)
    return row


def entered(
    consultation: int, performer: Performer, at: datetime, registration: int, measurements: EntryMeasurements
) -> ConnectionTest:
    """Keep what their page measured as somebody entered a sitting, and what it came to.

    Raises:
        Refusal: as for ``begin``.
    """
    with carry_out_in_share(consultation, performer, Action.CONNECTION_TEST, at, member=None) as act:
        row = locked(act, registration)
        capacity = _tests_as(act, row, ConnectionTest.Kind.ENTRY)
        begun_at = at - timedelta(seconds=measurements.seconds)
        test = _with_code(row, ConnectionTest.Kind.ENTRY, purpose_of(capacity), begun_at)
        _keep(test, measurements, judge(measurements.facts(), Purpose(test.purpose)), at)
        act.place = f"connectiontest:{test.pk}"
        act.facts.update(registration=row.pk, code=test.code, kind=test.kind, verdict=test.verdict)
    return test


def _tests_as(act: Act, row: Registration, kind: ConnectionTest.Kind) -> Capacity:
    """Their class or role, where they may test and have not begun too many of a kind."""
    recent = row.connection_tests.filter(kind=kind, begun_at__gt=act.at - timedelta(hours=1))
    require(may_test(in_last_hour=recent.count()))
    capacity = capacity_of(row, act.day)
    require(may(capacity, Action.CONNECTION_TEST))
    return capacity


def _turn(at: datetime) -> datetime:
    """When a test that begins now carries sound and picture. Those that begin in one instant may have the same."""
    last = ConnectionTest.objects.aggregate(last=Max("carries_at"))["last"]
    return carries_from(last, at, settings.CONNECTION_TESTS_AT_ONCE)


def _with_code(
    row: Registration, kind: str, purpose: Purpose, at: datetime, carries_at: datetime | None = None
) -> ConnectionTest:
    """A new test under a code that no other one of the consultation has."""
    made, created = None, False
    while made is None or not created:
        code = "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))
        made, created = ConnectionTest.objects.get_or_create(
            consultation=row.consultation,
            code=code,
            defaults={
                "registration": row,
                "kind": kind,
                "purpose": purpose.value,
                "begun_at": at,
                "carries_at": carries_at,
            },
        )
    return made


def _keep(
    row: ConnectionTest, measurements: Measurements | EntryMeasurements, judgement: Judgement, at: datetime
) -> None:
    row.finished_at = at
    row.place = "" if isinstance(measurements, EntryMeasurements) else measurements.place
    row.measured, row.verdict = measurements.model_dump(mode="json"), judgement.verdict.value
    row.findings = [
        {
            "subject": one.subject.value,
            "grade": int(one.grade),
            "cause": one.cause.value,
            "figures": dict(one.figures),
        }
        for one in judgement.findings
    ]
    row.save(update_fields=["finished_at", "place", "measured", "verdict", "findings"])
