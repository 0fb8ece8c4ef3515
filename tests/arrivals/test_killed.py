"""A worker that is killed in the middle of a delivery: nothing of what was sent is lost, and nothing happens twice."""

from __future__ import annotations

import os
import signal
import smtplib
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.ops import installation as installations
from hemicycle.ops.supervisor import Stack
from tests.arrivals.conftest import IN
from tests.arrivals.mails import mail
from tests.ops.test_worker import until
from tests.ports import free_port
from tests.support import migrated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hemicycle.ops.installation import Installation

SENDER = "br@example.org"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with a consultation, which takes mail by SMTP."""
    bind, database = f"127.0.0.1:{free_port()}", tmp_path / "hemicycle.sqlite3"
    for name, value in {
        "HOME": str(tmp_path), "DATABASE": f"sqlite:///{database}", "EMAIL_IN": IN, "MAIL_IN_BIND": bind,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "EMAIL_PER_MINUTE": "6000",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"HEMICYCLE_{name}", value)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "hemicycle.config.settings")
    migrated.copy(migrated.tables(), database)
    with sqlite3.connect(database) as tables:
        tables.execute("INSERT INTO consultations_body (id, slug, name, settings) VALUES (1, 'test', '{}', '{}')")
        tables.execute(
            "INSERT INTO consultations_consultation (id, body_id, slug, title, physical_session, time_zone, settings,"
            " first_day, last_day, trial)"
            " VALUES (1, 1, 'test', '{\"en\": \"Test\"}', '{}', 'UTC', '{}', '2020-06-09', '2020-06-12', 0)"
        )
    tables.close()
    return replace(installations.read(), home=tmp_path, worker_port=free_port(), mail_in_bind=bind)


@pytest.fixture
def tables(own: Installation) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(own.home / "hemicycle.sqlite3", timeout=20)
    yield connection
    connection.close()


def number(tables: sqlite3.Connection, where: str = "1") -> int:
    """How many messages were kept, of which something is true."""
    return int(tables.execute(f"SELECT count(*) FROM arrivals_arrival WHERE {where}").fetchone()[0])  # noqa: S608 - ours


def content(which: int) -> bytes:
    made = mail(f"Message {which}", "With compliments.", SENDER, identifier=f"<{which}@example.org>")
    return made.as_bytes().replace(b"\n", b"\r\n")


def killed(running: Stack) -> None:
    """End the worker as nothing else does, and wait for the one that takes over."""
    before = running.pid("worker")
    assert before
    os.kill(before, signal.SIGKILL)
    until(lambda: running.pid("worker") not in {None, before})
    running.wait_until_works("worker")


def conversation(own: Installation) -> smtplib.SMTP:
    host, _, port = own.mail_in_bind.rpartition(":")
    made = smtplib.SMTP(timeout=20)

    def answers() -> bool:
        try:
            return made.connect(host, int(port))[0] == 220
        except OSError:
            return False

    until(answers)
    return made


def begun(own: Installation, which: int) -> smtplib.SMTP:
    """In the middle of a message: its first half is sent."""
    client = conversation(own)
    client.ehlo()
    client.mail(SENDER)
    client.rcpt(IN)
    client.putcmd("data")
    client.getreply()
    client.send(content(which)[: len(content(which)) // 2])
    return client


def deliver(own: Installation, which: int) -> int:
    """Send it as a mail server does: once more, until it hears that it was taken; how often."""
    for attempt in range(1, 10):
        try:
            with conversation(own) as client:
                if not client.sendmail(SENDER, [IN], content(which)):
                    return attempt
        except (smtplib.SMTPException, OSError):
            continue
    raise AssertionError("it was never taken")


def test_a_worker_killed_in_the_middle_of_a_message_takes_it_when_it_is_sent_again(
    own: Installation, tables: sqlite3.Connection
) -> None:
    with Stack(own, ("worker",)) as running:
        client = begun(own, 1)
        killed(running)
        with pytest.raises((smtplib.SMTPException, OSError)):
            client.data(b"")
        assert number(tables) == 0, "half of a message is none"
        assert deliver(own, 1) == 1
        until(lambda: number(tables, "state = 'waiting'") == 1)
    assert number(tables) == 1


def test_a_worker_killed_before_it_answers_keeps_what_it_took_and_takes_it_once(
    own: Installation, tables: sqlite3.Connection
) -> None:
    with Stack(own, ("worker",)) as running:
        client = begun(own, 1)
        client.send(content(1)[len(content(1)) // 2 :] + b".\r\n")
        until(lambda: number(tables) == 1)
        killed(running)  # whoever sent it has read no answer
        client.close()
        assert deliver(own, 1) == 1
        until(lambda: number(tables, "state = 'waiting'") == 1)
        until(lambda: tables.execute("SELECT count(*) FROM mail_delivery").fetchone()[0] == 1)
    assert number(tables) == 1


def test_a_worker_killed_again_and_again_loses_none_of_many_and_answers_each_once(
    own: Installation, tables: sqlite3.Connection
) -> None:
    many, read = 24, "state != 'taken'"
    with Stack(own, ("worker",)) as running:
        for which in range(many):
            deliver(own, which)
            if which % 10 == 5:
                killed(running)
        until(lambda: number(tables, read) >= 5)
        killed(running)
        until(lambda: number(tables, read) == many)
    assert number(tables) == many
    answered: list[Any] = tables.execute("SELECT answers FROM mail_delivery").fetchall()
    # One address gets ten acknowledgements a day, each message at most one of them.
    assert len(answered) == len(set(answered)) == 10
    log = (own.home / "logs" / "worker.log").read_text()
    assert "ended by SIGKILL" in log
