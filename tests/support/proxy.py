"""A proxy of a network as ministries have them: it carries pages, and does something to what is more than a page."""

from __future__ import annotations

import socket
import threading
from base64 import b64encode
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 65_536
PATIENCE = 60.0
TUNNEL = "CONNECT"
#: Headers of one hop, which a proxy that knows no WebSocket does not pass on.
OF_A_HOP = ("proxy-", "upgrade:", "connection:", "sec-websocket-")


@dataclass
class Rules:
    """What a proxy does; it may be changed while it runs.

    Attributes:
        asks: The methods for which it asks for a password: a browser tunnels its WebSockets by ``CONNECT``.
        password: ``user:password``; what it asks for.
        upgrades: It lets a connection become a WebSocket.
        refused: What it has asked a password for, by host and port or by address.
        tunnelled: Where it has opened tunnels to.
    """

    asks: frozenset[str] = frozenset()
    password: str = "attache:geneva"
    upgrades: bool = True
    refused: list[str] = field(default_factory=list)
    tunnelled: list[str] = field(default_factory=list)

    def lets(self, method: str, headers: list[str]) -> bool:
        """Whether somebody need not say, or has said, who they are."""
        known = f"proxy-authorization: basic {b64encode(self.password.encode()).decode()}".lower()
        return method not in self.asks or known in (header.lower() for header in headers)


class _Proxy(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, rules: Rules) -> None:
        super().__init__(("127.0.0.1", 0), _Carry)
        self.rules = rules


class _Carry(StreamRequestHandler):
    """One request of a browser, on a connection of its own."""

    server: _Proxy

    def handle(self) -> None:
        """Carry it, refuse it, or ask who this is."""
        rules, (first, headers) = self.server.rules, self._head()
        if not first:
            return
        method, target, version = first.split(" ", 2)
        if not rules.lets(method, headers):
            rules.refused.append(target)
            asks = 'Proxy-Authenticate: Basic realm="Ministry"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
            self.wfile.write(f"HTTP/1.1 407 Proxy Authentication Required\r\n{asks}".encode())
            return
        if method == TUNNEL:
            rules.tunnelled.append(target)
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            first, headers = self._head()
            if not first:
                return
            kept = headers if rules.upgrades else _of_a_page(headers)
            self._carry(target, first, kept)
            return
        parts = urlsplit(target)
        path = parts._replace(scheme="", netloc="").geturl() or "/"
        self._carry(f"{parts.hostname}:{parts.port or 80}", f"{method} {path} {version}", _of_a_page(headers))

    def _head(self) -> tuple[str, list[str]]:
        """The first line and the headers of what the browser sends next; empty where it sends nothing more."""
        lines: list[str] = []
        while line := self.rfile.readline().decode("latin-1").rstrip("\r\n"):
            lines.append(line)
        return (lines[0], lines[1:]) if lines else ("", [])

    def _carry(self, to: str, first: str, headers: list[str]) -> None:
        host, _colon, port = to.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as server:
            server.sendall("\r\n".join([first, *headers, "", ""]).encode("latin-1"))
            up = threading.Thread(target=self._up, args=(server,), daemon=True)
            up.start()
            with suppress(OSError):
                while sent := server.recv(LARGEST):
                    self.connection.sendall(sent)
            for end in (server, self.connection):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            up.join()

    def _up(self, server: socket.socket) -> None:
        with suppress(OSError, ValueError):
            while sent := self.rfile.read1(LARGEST):
                server.sendall(sent)


def _of_a_page(headers: list[str]) -> list[str]:
    return [header for header in headers if not header.lower().startswith(OF_A_HOP)] + ["Connection: close"]


@contextmanager
def proxy(**rules: object) -> Iterator[tuple[str, Rules]]:
    """A proxy that runs meanwhile: its address, and what it does."""
    what = Rules(**rules)  # type: ignore[arg-type]
    with _Proxy(what) as server:
        running = threading.Thread(target=server.serve_forever, args=(0.05,))
        running.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", what
        finally:
            server.shutdown()
            running.join()
