"""One person's forty connections, each of which asks again as soon as it is answered.

They live in a process of their own, which knows nothing of Django; ``Greedy`` begins and counts them.
"""

from __future__ import annotations

import selectors
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench.apart import Apart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

CONNECTIONS = 40
#: Asked for in turn by the connections: half of them this, half that.
ASKED = (("POST", "join"), ("GET", "documents"))
POLL = 0.05
PIECE = 65_536


class Greedy(Apart["dict[int, int]"]):
    """The connections, from ``with`` on.

    Args:
        address: Of the product.
        cookies: Of the person, by name.
        csrf: What is sent against forged requests.
        path: Of the sitting's page.
    """

    def __init__(self, address: str, cookies: dict[str, str], csrf: str, path: str) -> None:
        super().__init__(_live, address, cookies, csrf, path)

    def count(self) -> dict[int, int]:
        """How often they were answered since this was asked last, by status."""
        return self._ask("count")


def _live(pipe: Connection, address: str, cookies: dict[str, str], csrf: str, path: str) -> None:
    requests = [_request(address, cookies, csrf, method, path + last) for method, last in ASKED]
    connections = Connections(address, requests)
    pipe.send(None)
    while True:
        while not pipe.poll():
            connections.go_on()
        pipe.recv()
        pipe.send(connections.answers)
        connections.answers = {}


def _request(address: str, cookies: dict[str, str], csrf: str, method: str, path: str) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {urlsplit(address).netloc}",
        f"Origin: {address}",
        f"Referer: {address}{path}",
        f"X-CSRFToken: {csrf}",
        f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}",
        "Content-Length: 0",
        # Who keeps the connection waits a second with it for their next answer; who is greedy does not.
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


class Connections:
    """Forty of them, as bytes and in one thread: a client that parses would take the core that is measured."""

    def __init__(self, address: str, requests: Sequence[bytes]) -> None:
        parts = urlsplit(address)
        self._server = (parts.hostname or "", parts.port or 80)
        self._waiting = selectors.DefaultSelector()
        self._came: dict[int, bytes] = {}
        self.answers: dict[int, int] = {}
        for number in range(CONNECTIONS):
            self._ask(self._connect(), requests[number % len(requests)])

    def go_on(self) -> None:
        """Read what has come, and ask again where an answer is whole."""
        for key, _ready in self._waiting.select(POLL):
            connection: socket.socket = key.fileobj  # type: ignore[assignment]  # what was registered
            try:
                piece = connection.recv(PIECE)
            except ConnectionError:
                piece = b""
            answer = self._came.pop(connection.fileno(), b"") + piece
            if piece and not whole(answer):
                self._came[connection.fileno()] = answer
                continue
            if answer:
                status = int(answer.split(b" ", 2)[1])
                self.answers[status] = self.answers.get(status, 0) + 1
            if not piece or b"\r\nconnection: close\r\n" in answer.lower():
                self._waiting.unregister(connection)
                connection.close()
                connection = self._connect()
            self._ask(connection, key.data)

    def close(self) -> None:
        """Hang up."""
        for key in list(self._waiting.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]  # what was registered
        self._waiting.close()

    def _connect(self) -> socket.socket:
        return socket.create_connection(self._server)

    def _ask(self, connection: socket.socket, request: bytes) -> None:
        if connection not in self._waiting.get_map():
            self._waiting.register(connection, selectors.EVENT_READ, request)
        connection.sendall(request)


def whole(answer: bytes) -> bool:
    """Whether an answer of HTTP has come to its end; one that does not say its length ends with its connection."""
    head, end, body = answer.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    if b"\r\ntransfer-encoding: chunked" in head.lower():
        return body.endswith(b"0\r\n\r\n")
    return bool(end and lengths) and len(body) >= int(lengths[0].partition(b":")[2])
