"""The web process lets connections rest that ask too fast."""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import Future
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from gunicorn.workers.gthread import ThreadWorker

from hemicycle.ops import web_server
from hemicycle.ops.web_server import Worker, after_request

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture
def listened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Connections that gunicorn reads from again."""
    connections: list[Any] = []
    monkeypatch.setattr(ThreadWorker, "finish_request", lambda _worker, conn, _answered: connections.append(conn))
    monkeypatch.setattr(ThreadWorker, "murder_keepalived", lambda *_: None)
    return connections


@pytest.fixture
def worker() -> Worker:
    made = object.__new__(Worker)
    made.too_fast = set()
    made._resting = deque()
    return made


def answered(worker: Worker, status: int) -> Any:  # noqa: ANN401 - stands where gunicorn's connection is
    conn = SimpleNamespace(sock=object())
    after_request(worker, None, {"gunicorn.socket": conn.sock}, SimpleNamespace(status_code=status))
    worker.finish_request(conn, Future())
    return conn


def test_a_connection_that_asks_too_fast_rests(
    worker: Worker, listened: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    conn = answered(worker, 429)
    worker.murder_keepalived()
    assert listened == []
    later = time.monotonic() + web_server.REST + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    worker.murder_keepalived()
    assert listened == [conn]
    again = answered(worker, 200)
    assert listened == [conn, again]


def test_any_other_connection_does_not(worker: Worker, listened: list[Any]) -> None:
    answers = [answered(worker, status) for status in (200, 409, 500)]
    assert listened == answers


def test_all_that_rest_are_let_go_at_the_end(worker: Worker, listened: list[Any]) -> None:
    conn = answered(worker, 429)
    worker.murder_keepalived(force=True)
    assert listened == [conn]


def test_connections_of_a_proxy_do_not_rest_for_they_are_everybodys(
    worker: Worker, listened: list[Any], settings: Settings
) -> None:
    settings.PROXIES = 1
    conn = answered(worker, 429)
    assert listened == [conn]
