"""Queries that are made once: they read what their query sets would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.journal.prepared import Prepared, make_all
from hemicycle.people.models import Registration

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tests.factories import World

pytestmark = pytest.mark.django_db


def registrations(person: int, role: str) -> QuerySet[Registration]:
    rows = Registration.objects.filter(person=person, role=role, person__is_active=True)
    return rows.select_related("member", "consultation").only("role", "days", "member", "consultation__settings")


def test_rows_come_with_what_they_are_joined_to_and_without_what_is_left_out(world: World) -> None:
    prepared = Prepared(registrations, int, str)
    for name in ("br", "chair", "br"):
        registration = world[name]
        expected = registrations(registration.person_id, registration.role).get()
        (row,) = prepared.rows(registration.person_id, registration.role)
        with CaptureQueriesContext(connection) as caught:
            assert (row, row.role, row.days) == (expected, expected.role, expected.days)
            assert row.member == registration.member
            assert row.consultation.settings == registration.consultation.settings
        assert not caught.captured_queries
        assert row.get_deferred_fields() == expected.get_deferred_fields()
        assert not row._state.adding  # noqa: SLF001 - it is one that can be saved


def test_what_the_query_set_says_by_itself_holds_with_each_value(world: World) -> None:
    prepared = Prepared(registrations, int, str)
    person = world["br"].person
    assert prepared.first(person.pk, "delegate") == world["br"]
    assert prepared.first(person.pk, "chair") is None
    assert prepared.rows(10**30, "delegate") == prepared.rows(-(2**63), "delegate") == []
    person.is_active = False
    person.save()
    assert prepared.rows(person.pk, "delegate") == []


def test_values_come_as_the_columns_say(world: World) -> None:
    rows = Prepared(lambda slug: Consultation.objects.filter(slug=slug).values_list("settings", "first_day"), str)
    slug = world.consultation.slug
    assert rows.rows(slug) == list(Consultation.objects.filter(slug=slug).values_list("settings", "first_day"))
    assert rows.rows("stands in for value 0") == []


def test_one_that_would_lock_is_refused() -> None:
    with transaction.atomic(), pytest.raises(ValueError, match="locks nothing"):
        Prepared(lambda key: Entry.objects.select_for_update().filter(pk=key), int).rows(1)


def test_a_query_set_is_made_once_and_before_anybody_waits_for_it(world: World) -> None:
    made = 0

    def by_slug(slug: str) -> QuerySet[Consultation]:
        nonlocal made
        made += 1
        return Consultation.objects.filter(slug=slug)

    prepared = Prepared(by_slug, str)
    make_all()
    assert made == 1
    assert [prepared.first(world.consultation.slug), prepared.first("x")] == [world.consultation, None]
    assert made == 1
