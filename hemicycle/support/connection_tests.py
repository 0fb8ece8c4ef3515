"""Reads of connection tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people import queries as people
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import speaks
from hemicycle.rules.measured import Purpose
from hemicycle.support.models import ConnectionTest

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity

#: So many of their earlier tests a person is shown.
SHOWN = 20


def purpose_of(capacity: Capacity) -> Purpose:
    """For what somebody of a class or role tests: who never speaks only listens."""
    if capacity is Role.INTERPRETER:
        return Purpose.INTERPRETER
    return Purpose.DELEGATE if speaks(capacity) else Purpose.LISTENER


def capacity_of(registration: Registration, on: date) -> Capacity:
    """As which class or role somebody tests."""
    return people.capacity(registration, registration.consultation.classes, on)


def find(consultation: Consultation, key: int) -> ConnectionTest | None:
    """A test of a consultation, with whose it is."""
    return _with_person(ConnectionTest.objects.filter(consultation=consultation, pk=key)).first()


def of_registration(registration: Registration) -> list[ConnectionTest]:
    """Their tests, the latest first."""
    return list(registration.connection_tests.all()[:SHOWN])


def latest_finished(registrations: Collection[Registration]) -> dict[int, ConnectionTest]:
    """The latest test of each registration that its person ran and finished, by its key."""
    rows = ConnectionTest.objects.filter(
        registration__in=registrations, kind=ConnectionTest.Kind.TEST, finished_at__isnull=False
    )
    return {row.registration_id: row for row in rows.defer("measured").order_by("begun_at", "pk")}


def of_consultation(consultation: Consultation) -> list[ConnectionTest]:
    """All tests, the latest first."""
    return list(_with_person(ConnectionTest.objects.filter(consultation=consultation)))


def _with_person(rows: QuerySet[ConnectionTest]) -> QuerySet[ConnectionTest]:
    return rows.select_related(
        "registration__person", "registration__member", "registration__consultation__body"
    ).prefetch_related("registration__member__names", "registration__member__organ_seats")
