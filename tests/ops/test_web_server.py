"""The web process keeps its threads for who asks, and lets connections rest that ask too fast."""

from __future__ import annotations

import gc
import logging
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import ThreadWorker

from hemicycle.ops import web_server
from hemicycle.ops.web_server import TooFast, Worker, paced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django import Settings

REFUSED = b"Too many requests"


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, object]]:
    """What gunicorn goes on with: the connection, and whether it may be asked by again."""
    connections: list[tuple[Any, object]] = []
    monkeypatch.setattr(
        ThreadWorker, "finish_request", lambda _worker, conn, done: connections.append((conn, done.result()))
    )
    monkeypatch.setattr(ThreadWorker, "murder_keepalived", lambda *_: None)
    return connections


@pytest.fixture
def worker() -> Worker:
    made = object.__new__(Worker)
    made._resting = deque()
    return made


@pytest.fixture
def pair() -> Iterator[tuple[Any, socket.socket]]:
    """A connection, and its client."""
    server, client = socket.socketpair()
    client.settimeout(0)
    with server, client:
        yield SimpleNamespace(sock=server), client


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the application answer so."""

    def answer(status: str) -> None:
        def application(_environ: object, start: Callable[..., object]) -> list[bytes]:
            start(status, [("Retry-After", "2"), ("Content-Length", str(len(REFUSED)))])
            return [REFUSED]

        monkeypatch.setattr(web_server, "application", application)

    return answer


def asked(worker: Worker, conn: Any) -> None:  # noqa: ANN401 - stands where gunicorn's connection is
    """A thread of gunicorn has asked the application, and its worker goes on."""
    done: Future[bool] = Future()
    try:
        list(paced({}, lambda *_: lambda _content: None))
        done.set_result(True)
    except TooFast as error:
        done.set_exception(error)
    worker.finish_request(conn, done)


def test_a_connection_that_asks_for_nothing_takes_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    asking: list[object] = []
    monkeypatch.setattr(ThreadWorker, "enqueue_req", lambda _worker, conn: asking.append(conn))
    config = Config()
    config.set("keepalive", 75)
    worker = Worker(1, 1, [], None, 30, config, logging.getLogger(__name__))
    with (
        closing(worker.tmp),
        selectors.DefaultSelector() as worker.poller,
        closing(socket.create_server(("127.0.0.1", 0))) as listener,
        closing(socket.create_connection(listener.getsockname())) as silent,
        closing(socket.create_connection(listener.getsockname())) as talks,
    ):
        worker.accept(listener)
        worker.accept(listener)
        of_client = {conn.client: conn for conn in worker.pending_conns}
        assert (len(of_client), asking) == (2, [])
        talks.send(b"GET / HTTP/1.1\r\n\r\n")
        worker.wait_for_and_dispatch_events(timeout=None)
        assert asking == [of_client[talks.getsockname()]]
        assert list(worker.pending_conns) == [of_client[silent.getsockname()]]
        for conn in of_client.values():
            conn.close()


def test_a_connection_that_asks_too_fast_rests_before_it_is_answered(
    worker: Worker,
    finished: list[Any],
    pair: tuple[Any, socket.socket],
    answers: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    conn, client = pair
    answers("429 Too Many Requests")
    asked(worker, conn)
    worker.murder_keepalived()
    assert finished == []
    with pytest.raises(BlockingIOError):
        client.recv(1)
    later = time.monotonic() + web_server.REST + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    worker.murder_keepalived()
    head, _, body = client.recv(4096).partition(b"\r\n\r\n")
    assert head.splitlines() == [
        b"HTTP/1.1 429 Too Many Requests", b"Retry-After: 2", b"Content-Length: 17", b"Connection: close",
    ]  # fmt: skip
    assert body == REFUSED
    assert finished == [(conn, False)]


@pytest.mark.parametrize("status", ["200 OK", "409 Conflict", "500 Internal Server Error"])
def test_any_other_is_answered_at_once(
    worker: Worker,
    finished: list[Any],
    pair: tuple[Any, socket.socket],
    answers: Callable[[str], None],
    status: str,
) -> None:
    conn, _client = pair
    answers(status)
    asked(worker, conn)
    assert finished == [(conn, True)]


def test_all_that_rest_are_answered_at_the_end_and_who_is_gone_disturbs_nobody(
    worker: Worker, finished: list[Any], pair: tuple[Any, socket.socket], answers: Callable[[str], None]
) -> None:
    conn, client = pair
    answers("429 Too Many Requests")
    asked(worker, conn)
    client.close()
    gone = SimpleNamespace(sock=conn.sock)
    asked(worker, gone)
    worker.murder_keepalived(force=True)
    assert finished == [(conn, False), (gone, False)]


def test_behind_a_proxy_none_rests_for_its_connections_are_everybodys(
    worker: Worker,
    finished: list[Any],
    pair: tuple[Any, socket.socket],
    answers: Callable[[str], None],
    settings: Settings,
) -> None:
    settings.PROXIES = 1
    conn, _client = pair
    answers("429 Too Many Requests")
    asked(worker, conn)
    assert finished == [(conn, True)]


def test_what_the_application_holds_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []

    class Answer(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def application(_environ: object, start: Callable[..., object]) -> Answer:
        start("429 Too Many Requests", [])
        return Answer()

    monkeypatch.setattr(web_server, "application", application)
    with pytest.raises(TooFast):
        paced({}, lambda *_: lambda _content: None)
    assert closed == [True]


def test_once_all_is_loaded_it_is_not_looked_through_for_garbage_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(web_server, "application", lambda *_: done.append("asked"))
    monkeypatch.setattr(web_server, "make_all", lambda: done.append("queries"))
    monkeypatch.setattr(web_server, "connections", SimpleNamespace(close_all=lambda: done.append("closed")))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("frozen"))
    web_server.warm()
    assert done == ["asked", "queries", "closed", "frozen"]
