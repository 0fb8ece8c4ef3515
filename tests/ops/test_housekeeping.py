"""What the worker throws away once a day, and what it keeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hemicycle.ops import housekeeping
from hemicycle.ops.models import SharedCount
from hemicycle.ops.worker import DAY, Rounds
from hemicycle.people import sign_ins
from hemicycle.people.models import Person

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def session(person: Person, ends: datetime) -> str:
    """The key of a session that ends so, and where it was used."""
    store = SessionStore()
    store["words"] = "of somebody"
    store.save()
    key = str(store.session_key)
    Session.objects.filter(session_key=key).update(expire_date=ends)
    sign_ins.begin(person, key, "203.0.113.7")
    return key


def test_sessions_that_have_expired_go_with_where_they_were_used() -> None:
    now, person = timezone.now(), Person.objects.create_user("a@example.org", "Ms. A")
    over, goes_on = session(person, now - timedelta(minutes=1)), session(person, now + timedelta(minutes=1))
    signed_out = session(person, now + timedelta(minutes=1))
    SessionStore(signed_out).delete()
    assert UserSession.objects.count() == 3
    housekeeping.clear(now)
    assert [row.session_key for row in Session.objects.all()] == [goes_on]
    assert [row.session_key for row in UserSession.objects.all()] == [goes_on], over


def test_counts_that_have_expired_go() -> None:
    now = timezone.now()
    for key, moved in (("over", -1), ("counts", 1)):
        SharedCount.objects.create(cache_key=key, value="", expires=now + timedelta(hours=moved))
    housekeeping.clear(now)
    assert list(SharedCount.objects.values_list("cache_key", flat=True)) == ["counts"]


def test_tasks_that_are_done_go_when_they_are_old_and_no_other(settings: Settings) -> None:
    settings.ADDRESS_DAYS = 30
    now = timezone.now()

    def task(status: str, days: int, queue: str = "default") -> DBTaskResult[Any, Any]:
        return DBTaskResult.objects.create(
            task_path="hemicycle.imports.background.work",
            args_kwargs={"args": [], "kwargs": {}},
            queue_name=queue,
            backend_name="default",
            status=status,
            finished_at=now - timedelta(days=days) if days else None,
            run_after=now,
        )

    for status in ("SUCCESSFUL", "FAILED"):
        task(status, 31)
    task("SUCCESSFUL", 31, "another")
    kept = {task("SUCCESSFUL", 29).pk, task("FAILED", 29).pk, task("READY", 0).pk, task("RUNNING", 0).pk}
    DBTaskResult.objects.filter(pk__in=kept).update(enqueued_at=now - timedelta(days=90))
    housekeeping.clear(now)
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


def test_it_is_done_at_the_start_and_once_a_day(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.RETENTION = False
    rounds, cleared, clock = Rounds("test"), list[datetime](), [1000.0]
    monkeypatch.setattr(housekeeping, "clear", cleared.append)
    monkeypatch.setattr("hemicycle.ops.worker.time.monotonic", lambda: clock[0])
    for later, times in ((0.0, 1), (DAY - 1, 1), (1.0, 2), (60.0, 2)):
        clock[0] += later
        rounds._retention()  # noqa: SLF001 - one part of a round
        assert len(cleared) == times
