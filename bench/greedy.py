"""Whether one person who asks without end makes the others wait: the floor is given beside their forty connections."""

from __future__ import annotations

import selectors
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from bench.apart import Apart
from bench.figures import Figure
from bench.person import CSRF
from bench.stage import stage, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

CONNECTIONS = 40
#: Milliseconds by which they may change the leader's median.
MOST = 50.0
#: Asked for in turn by the connections: half of them this, half that.
ASKED = (("POST", "join"), ("GET", "documents"))
ASKING = 8
#: How often the floor is given in one stretch, with or without them: by turns, so that both see the same machine.
STRETCH = 10
#: Seconds of a round at least: a leader's commands are paced as well.
ROUND = 0.5
#: Seconds in which they have used up what one person may ask at once.
USED_UP = 2.0
POLL = 0.05
PIECE = 65_536
ANSWERED, REFUSED = 200, 429


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """``give_beside_greedy``: milliseconds in which the leader gives the floor; its limit is the same without them.

    Beside it: by how much the median is changed and by how much it may be, and what the greedy one was answered.
    """
    calm: list[float] = []
    beside: list[float] = []
    answers: dict[int, int] = {}
    with stage(sides) as running:
        greedy, *asking = running.delegates(1 + ASKING)
        _gives(running, asking, STRETCH)  # through cold code: they do not count
        while len(beside) < runs:
            count = min(STRETCH, runs - len(beside))
            calm += _gives(running, asking, count)
            with Greedy(greedy.session, running.path) as they:
                time.sleep(USED_UP)
                they.count()
                beside += _gives(running, asking, count)
                for status, number in they.count().items():
                    answers[status] = answers.get(status, 0) + number
            tell(f"{len(beside)} of {runs}: {Figure(calm).median:.0f} and {Figure(beside).median:.0f} ms")
    if not answers.get(REFUSED):
        raise ValueError("nobody was greedy: none of their requests was refused")
    figure, limit = Figure(beside), Figure(calm)
    change = figure.median - limit.median
    notes = {"change": change, "most": MOST, "within": float(change < MOST)}
    notes |= {f"answered_{status}": number for status, number in sorted(answers.items())}
    return {"give_beside_greedy": Figure(beside, limit=limit, notes=notes)}


def _gives(running: Stage, asking: Sequence[Person], count: int) -> list[float]:
    """How long each of so many gives takes the leader, with the sending of it."""
    took = []
    for number in range(count):
        begun = time.monotonic()
        person = asking[number % len(asking)]
        turn = person.command("floor.ask", language=running.language)["made"]
        sent = time.monotonic()
        running.leader.command("floor.next", expected=turn)
        took.append((time.monotonic() - sent) * 1000)
        running.leader.command("floor.take_back", turn=turn)
        time.sleep(max(0.0, begun + ROUND - time.monotonic()))
    return took


class Greedy(Apart["dict[int, int]"]):
    """One person's connections, each of which asks again as soon as it is answered."""

    def __init__(self, session: str, path: str) -> None:
        super().__init__(_live, settings.PUBLIC_ADDRESS, settings.SESSION_COOKIE_NAME, session, path)

    def count(self) -> dict[int, int]:
        """How often they were answered since this was asked last, by status."""
        return self._ask("count")


def _live(pipe: Connection, address: str, cookie: str, session: str, path: str) -> None:
    cookies = f"{cookie}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
    requests = [_request(address, cookies, method, path + last) for method, last in ASKED]
    connections = Connections(address, requests)
    pipe.send(None)
    while True:
        while not pipe.poll():
            connections.go_on()
        pipe.recv()
        pipe.send(connections.answers)
        connections.answers = {}


def _request(address: str, cookies: str, method: str, path: str) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {urlsplit(address).netloc}",
        f"Origin: {address}",
        f"Referer: {address}{path}",
        f"X-CSRFToken: {CSRF}",
        f"Cookie: {cookies}",
        "Content-Length: 0",
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
