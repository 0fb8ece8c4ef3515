"""The web process: gunicorn, with the pages and commands loaded before it listens.

``up`` keeps a second one ready (``--standby``), which has loaded everything and waits for a line on its standard input:
the one that died is replaced within a fraction of a second, not after the seconds that loading takes. Where there is no
line but the end, whoever started it has ended.
"""

from __future__ import annotations

import argparse
import gc
import selectors
import sys
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections
from django.urls import reverse
from django.utils import translation
from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from hemicycle.config.wsgi import application
from hemicycle.journal.prepared import make_all
from hemicycle.web.toolkit import pdf_printer  # noqa: F401 - printing is loaded before processes are forked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse

    from gunicorn.workers.gthread import TConn

    OptExcInfo = tuple[type[BaseException], BaseException, Any] | tuple[None, None, None]

#: Seconds until a 429 is sent.
REST = 1.0
TOO_MANY = "429"


class TooFast(BaseException):
    """A 429, as it is to be sent later. Gunicorn answers any ``Exception`` with a page of its own; this one passes.

    Attributes:
        answer: Head and body.
    """

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self.answer = answer


def paced(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """The application, whose 429s are not sent at once.

    But behind a proxy, which limits requests itself (the guide for operators) and holds everybody's connections.

    Raises:
        TooFast: the request came too fast.
    """
    refused: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None) -> Callable[..., object]:
        if status.startswith(TOO_MANY) and not settings.PROXIES:
            refused.append((status, headers))
            return _ignore()
        return start_response(status, headers, exc_info)

    answer: Iterable[bytes] = application(environ, start)
    if not refused:
        return answer
    body = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    status, headers = refused[0]
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "Connection: close", "", ""]
    raise TooFast("\r\n".join(lines).encode("latin-1") + body)


class Worker(ThreadWorker):
    """Keeps its threads for who asks for something.

    A connection that was made and asks for nothing yet waits with the poller. Gunicorn waits for it in a thread, up to
    five seconds: the engines' HTTP clients make connections ahead, when everybody comes back at once, and send their
    requests by others. As many of these as there are threads kept everybody waiting until the five seconds were over.

    A connection whose request came too fast rests before it is answered: it costs neither a thread nor a look. Who
    asks without end waits so long for each answer, on as many connections as they have, also where each asks once.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._resting: deque[tuple[float, TConn, bytes]] = deque()

    def enqueue_req(self, conn: TConn) -> None:
        """A connection was made, or can be read from."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        # As gunicorn does once a thread has waited for it in vain.
        conn.sock.settimeout(0)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """A request is done with."""
        error = None if fs.cancelled() else fs.exception()
        if isinstance(error, TooFast):
            self._resting.append((time.monotonic() + REST, conn, error.answer))
        else:
            super().finish_request(conn, fs)

    def murder_keepalived(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - as gunicorn has it
        """Called at least every second: those that have rested are answered, and closed."""
        while self._resting and (force or self._resting[0][0] < time.monotonic()):
            _, conn, answer = self._resting.popleft()
            with suppress(OSError):  # they may be gone
                conn.sock.settimeout(0)
                conn.sock.send(answer)  # far less than a socket takes at once
            done: Future[bool] = Future()
            done.set_result(False)
            super().finish_request(conn, done)
        super().murder_keepalived(force)


class Server(BaseApplication):
    """Gunicorn with our settings.

    Args:
        bind: ``host:port``.
    """

    def __init__(self, bind: str, workers: int, threads: int) -> None:
        self._options = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": Worker,
            # A worker that dies is forked anew from what is loaded.
            "preload_app": True,
            # What takes over does not wait until the last process of the dead one has let go of the port.
            "reuse_port": True,
            # Longer than a proxy in front keeps a connection, so that it never sends into a closed one.
            "keepalive": 75,
            "graceful_timeout": 5,
            "control_socket_disable": True,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn asks for the settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
        """Gunicorn asks for the application."""
        return paced


def warm() -> None:
    """Load what the first requests would: addresses and words in each language, the database, its queries.

    What is loaded here is there in every process that is forked. When everybody answers at once, none waits for it. Nor
    is it looked through for garbage, which stopped every thread for a fifth of a second.
    """
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Sitting")
            reverse("home")  # with it, all addresses by their names, which Django keeps for each language
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/health",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    try:
        application(environ, _ignore)
        make_all()
    finally:
        # Nothing that is open goes through the fork.
        connections.close_all()
    gc.collect()
    gc.freeze()


def _ignore(*_answer: object) -> Callable[[bytes], object]:
    return lambda _content: None


def main() -> None:
    """Load, wait if asked to, serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", required=True)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=24)
    parser.add_argument("--standby", action="store_true", help="serve after a line on the standard input")
    options = parser.parse_args()
    warm()
    if options.standby and not sys.stdin.readline():
        return
    sys.argv = sys.argv[:1]  # gunicorn reads it too
    Server(options.bind, options.workers, options.threads).run()


if __name__ == "__main__":
    main()
