"""Requests that go off at the same moment, from one thread and as bytes.

The product runs on the same cores. A client of ``httpx`` takes milliseconds for a request, which is a third of what is
to be measured; this takes a tenth of one, and is told beside the figure.
"""

from __future__ import annotations

import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from bench.person import CSRF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Bytes that are enough for the head of an answer.
HEAD = 65_536


@dataclass
class Came:
    """What came of them.

    Attributes:
        took: Milliseconds from when all of them go off until each answer begins, by status.
        own: Milliseconds of processor that the requests cost this side, all together.
    """

    took: dict[int, list[float]] = field(default_factory=dict)
    own: float = 0.0


def form(path: str, session: str, fields: Mapping[str, str]) -> bytes:
    """A form as somebody's browser sends it."""
    body = urlencode(fields).encode()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {urlsplit(settings.PUBLIC_ADDRESS).netloc}",
        f"Origin: {settings.PUBLIC_ADDRESS}",
        f"Referer: {settings.PUBLIC_ADDRESS}{path}",
        f"X-CSRFToken: {CSRF}",
        f"Cookie: {cookies}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def send(requests: Sequence[bytes], patience: float) -> Came:
    """Connect for each, send all, and wait for the beginning of each answer.

    Raises:
        TimeoutError: not all are answered within ``patience`` seconds.
    """
    address = urlsplit(settings.PUBLIC_ADDRESS)
    came, own = Came(), time.process_time()
    with selectors.DefaultSelector() as waiting:
        started = time.monotonic()
        for request in requests:
            connection = socket.create_connection((address.hostname, address.port))
            connection.sendall(request)
            waiting.register(connection, selectors.EVENT_READ)
        while waiting.get_map():
            if time.monotonic() - started > patience:
                raise TimeoutError(f"{len(waiting.get_map())} are not answered")
            for key, _ready in waiting.select(1.0):
                connection = key.fileobj  # type: ignore[assignment]  # what was registered
                status = int(connection.recv(HEAD).split(b" ", 2)[1])
                came.took.setdefault(status, []).append((time.monotonic() - started) * 1000)
                waiting.unregister(connection)
                connection.close()
    came.own = (time.process_time() - own) * 1000
    return came
