"""The worker as ``hemicycle up`` runs it: it says that it is well, works, and stops cleanly."""

from __future__ import annotations

import smtplib
import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from hemicycle.ops.supervisor import Stack
from hemicycle.ops.worker import STUCK, Rounds, answer_health
from tests.ports import free_port
from tests.support import migrated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hemicycle.ops.installation import Installation

PATIENCE = 20.0


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def own(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with tables, whose mail is written to files."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "hemicycle.config.settings")
    monkeypatch.setenv("HEMICYCLE_HOME", str(installation.home))
    monkeypatch.setenv("HEMICYCLE_DATABASE", f"sqlite:///{installation.home}/hemicycle.sqlite3")
    monkeypatch.setenv("HEMICYCLE_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
    bounces = f"127.0.0.1:{free_port()}"
    monkeypatch.setenv("HEMICYCLE_MAIL_IN_BIND", bounces)
    migrated.copy(migrated.tables(), installation.home / "hemicycle.sqlite3")
    return replace(installation, worker_port=free_port(), mail_in_bind=bounces)


def queue(home: Path) -> sqlite3.Connection:
    """One mail that waits, made where the worker looks."""
    tables = sqlite3.connect(home / "hemicycle.sqlite3", timeout=20)
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with tables:
        tables.execute("INSERT INTO consultations_body (id, slug, name, settings) VALUES (1, 'test', '{}', '{}')")
        tables.execute(
            "INSERT INTO consultations_consultation (id, body_id, slug, title, physical_session, time_zone, settings,"
            " first_day, last_day, trial)"
            " VALUES (1, 1, 'test', '{\"en\": \"Test\"}', '{}', 'UTC', '{}', '2020-06-09', '2020-06-12', 0)"
        )
        tables.execute(
            "INSERT INTO mail_mailing (id, consultation_id, template, subject, body, copy_subject, copy_body,"
            " selection, at)"
            " VALUES (1, 1, 'words', '{\"en\": \"S\"}', '{\"en\": \"Hello from the worker\"}', '{}', '{}', '{}', ?)",
            (now,),
        )
        tables.execute(
            "INSERT INTO mail_delivery (mailing_id, copy, address, language, token, answers, state, attempts, next_at,"
            " answer, about, made_good, proposed_address)"
            " VALUES (1, 0, 'a@example.org', 'en', 'abc', '', 'queued', 0, ?, '', '[]', 0, '')",
            (now,),
        )
    return tables


def test_it_answers_sends_takes_bounces_and_stops(own: Installation) -> None:
    tables = queue(own.home)
    with Stack(own, ("worker",)) as running:
        pid = running.pid("worker")
        assert httpx.get(f"http://127.0.0.1:{own.worker_port}/health").status_code == 204
        until(lambda: tables.execute("SELECT state FROM mail_delivery").fetchone() == ("sent",))
        host, _, port = own.mail_in_bind.rpartition(":")
        with smtplib.SMTP(host, int(port)) as client:
            client.ehlo()
            client.mail("")
            assert client.rcpt("somebody@example.org")[0] == 550
        assert running.pid("worker") == pid
    tables.close()
    log = (own.home / "logs" / "worker.log").read_text()
    assert "Hello from the worker" in log
    assert "stopped" in log
    assert "was ended by" not in log
    assert "Traceback" not in log


def test_a_round_that_does_not_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds, port = Rounds("test"), free_port()
    server = answer_health(rounds, port)
    try:
        assert httpx.get(f"http://127.0.0.1:{port}/health").status_code == 204
        later = time.monotonic() + STUCK
        monkeypatch.setattr("hemicycle.ops.worker.time.monotonic", lambda: later)
        assert httpx.get(f"http://127.0.0.1:{port}/health").status_code == 503
    finally:
        server.shutdown()
        server.server_close()


def test_it_closes_rooms_of_connection_tests_once_in_many_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[datetime] = []

    def close(at: datetime) -> int:
        looked.append(at)
        return 1

    monkeypatch.setattr("hemicycle.support.media_rooms.close_abandoned", close)
    rounds = Rounds("test")
    assert [rounds._tests() for _round in range(3)] == [True, False, False]  # noqa: SLF001 - one part of a round
    assert len(looked) == 1


def test_it_looks_for_reminders_that_are_due_once_in_many_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds, looked, passed = Rounds("test"), list[datetime](), list[int]()

    def retention(_rounds: Rounds) -> bool:
        passed.append(1)
        if len(passed) == 5:
            rounds.stop()
        return True

    def due(at: datetime) -> int:
        looked.append(at)
        return 0

    monkeypatch.setattr(Rounds, "_retention", retention)
    for name in ("_task", "_notices", "_mail", "_arrivals", "_journal", "_texts", "_tests"):
        monkeypatch.setattr(Rounds, name, lambda _rounds: False)
    monkeypatch.setattr("hemicycle.ops.worker.close_old_connections", lambda: None)
    monkeypatch.setattr("hemicycle.correspondence.actions.reminders.remind_due", due)
    monkeypatch.setattr("hemicycle.support.actions.bookings.remind_due", due)
    rounds.run()
    assert len(passed) == 5
    assert len(looked) == 2, "replies, and test slots"
