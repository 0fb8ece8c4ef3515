"""What every request begins with: its session, its consultation, who somebody of the secretariat is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from hemicycle.consultations import queries
from hemicycle.consultations.models import Consultation
from hemicycle.people.scopes import scopes_of
from hemicycle.people.sessions import SessionStore
from hemicycle.rules.scopes import Scope
from tests.factories import SLUG, START, make_world

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from hemicycle.people.models import Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    """A session that Django's own store made."""
    made = db.SessionStore()
    made["word"] = "kept"
    made.save()
    assert made.session_key
    return made.session_key


@pytest.fixture
def secretariat() -> Registration:
    row = make_world()["secretariat"]
    row.scope_grants.create(scope=Scope.LETTERS.value, start=START.date(), granted_at=START)
    return row


def test_a_session_of_an_older_version_goes_on_and_one_that_is_over_does_not(key: str) -> None:
    assert SessionStore.__module__ == settings.SESSION_ENGINE
    assert SessionStore(key)["word"] == "kept"
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    over = SessionStore(key)
    assert over.get("word") is None
    assert over.session_key is None
    assert SessionStore("k" * 32).get("word") is None


def test_its_queries_are_made_once(key: str, secretariat: Registration, monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> tuple[object, ...]:
        consultation = queries.find(SLUG)
        return SessionStore(key)["word"], consultation.pk, consultation.body, scopes_of(secretariat, START.date())

    first = read()
    assert first == ("kept", secretariat.consultation_id, secretariat.consultation.body, frozenset({Scope.LETTERS}))

    def made_again(*_asked: object, **_more: object) -> None:
        pytest.fail("a query was made again")

    monkeypatch.setattr(SQLCompiler, "as_sql", made_again)
    assert read() == first


def test_there_is_no_consultation_of_another_address() -> None:
    make_world()
    assert queries.if_there("another") is None
    with pytest.raises(Consultation.DoesNotExist):
        queries.find("another")


def test_roles_that_were_read_ahead_are_not_read_again(
    secretariat: Registration, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = type(secretariat).objects.prefetch_related("scope_grants").get(pk=secretariat.pk)
    with django_assert_num_queries(0):
        assert scopes_of(row, START.date()) == frozenset({Scope.LETTERS})
