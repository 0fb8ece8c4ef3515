from __future__ import annotations

import socket
import threading
from contextlib import suppress

import pytest

from bench.greedy_connections import CONNECTIONS, Connections, whole
from bench.surroundings import LOOPBACK

REFUSAL = b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 4\r\n\r\nWait"


@pytest.mark.parametrize(
    ("answer", "is_whole"),
    [
        (REFUSAL, True),
        (REFUSAL[:-1], False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\na", False),
    ],
)
def test_an_answer_is_whole_where_it_says_so(answer: bytes, *, is_whole: bool) -> None:
    assert whole(answer) is is_whole


def test_each_connection_asks_again_as_soon_as_it_is_answered_in_parts_or_cut_off() -> None:
    with socket.create_server((LOOPBACK, 0), backlog=CONNECTIONS) as server:

        def answer(connection: socket.socket, asked: int) -> None:
            with connection, suppress(ConnectionError):  # it is hung up on in the end
                for _time in range(asked):
                    if connection.recv(100) != b"GET":
                        return
                    connection.sendall(REFUSAL[:20])
                    connection.sendall(REFUSAL[20:])

        def serve() -> None:
            for number in range(CONNECTIONS + 1):  # the first hangs up after two answers and comes again
                connection, _address = server.accept()
                asked = 2 if number == 0 else 1000
                threading.Thread(target=answer, args=(connection, asked), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        connections = Connections(f"http://{LOOPBACK}:{server.getsockname()[1]}", [b"GET"])
        while connections.answers.get(429, 0) < 10 * CONNECTIONS:
            connections.go_on()
        connections.close()
    assert set(connections.answers) == {429}
