"""A light client of the push engine: its JSON protocol over a WebSocket, stamping what comes before reading it."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 262_144
PATIENCE = 10.0
CONNECT, REFRESH = 1, 1_000_000


class PushRefused(Exception):
    """The push engine did not accept a command."""


@dataclass(frozen=True)
class Publication:
    """One version of a document.

    Attributes:
        at: When it was complete, by ``time.monotonic``.
        content: JSON of the document, or of the delta.
    """

    at: float
    content: str


class PushClient:
    """One connection with a subscription to every channel of ``access``.

    Attributes:
        publications: What came, by channel and offset.
    """

    def __init__(self, access: dict[str, Any], *, delta: bool) -> None:
        parts = urlsplit(access["address"])
        self._socket = socket.create_connection((parts.hostname, parts.port), PATIENCE)
        self._protocol = ClientProtocol(parse_uri(f"ws://{parts.netloc}/connection/websocket"), max_size=None)
        self._chunks: list[tuple[float, bytes]] = []
        self.publications: dict[str, dict[int, Publication]] = {}
        self._open()
        self._follow(access, delta=delta)

    def _open(self) -> None:
        self._protocol.send_request(self._protocol.connect())
        self._flush()
        while self._protocol.state is State.CONNECTING:
            self._protocol.receive_data(self._socket.recv(LARGEST))
        if self._protocol.handshake_exc:
            raise self._protocol.handshake_exc
        self._protocol.events_received()

    def _follow(self, access: dict[str, Any], *, delta: bool) -> None:
        commands: list[dict[str, Any]] = [{"id": CONNECT, "connect": {"data": {"token": access["token"]}}}]
        for number, channel in enumerate(access["channels"].values(), start=CONNECT + 1):
            # As the page does: with an empty position, the engine answers with the document that it keeps.
            subscribe = {**channel, "recover": True, "epoch": "", "offset": 0}
            commands.append({"id": number, "subscribe": subscribe | ({"delta": "fossil"} if delta else {})})
        self._send(*commands)
        replies = 0
        while replies < len(commands):
            self.receive()
            replies += self.read()

    def fileno(self) -> int:
        """The connection's file."""
        return self._socket.fileno()

    def receive(self) -> bytes:
        """Take what has come, with its moment, and leave it unread; returns it."""
        chunk = self._socket.recv(LARGEST)
        self._chunks.append((time.monotonic(), chunk))
        return chunk

    def read(self) -> int:
        """Read what has come into ``publications``, and answer the engine's pings; returns how many replies came."""
        replies = 0
        for at, message in self._messages():
            if not message:
                self._send({})
            elif "push" in message:
                push = message["push"]
                if "pub" in push:
                    of_channel = self.publications.setdefault(push["channel"], {})
                    of_channel[push["pub"]["offset"]] = Publication(at, json.dumps(push["pub"]["data"]))
            elif "error" in message:
                raise PushRefused(message["error"]["message"])
            else:
                replies += 1
        return replies

    def renew(self, access: dict[str, Any]) -> None:
        """Stay subscribed with fresh tokens."""
        for number, channel in enumerate(access["channels"].values(), start=REFRESH):
            self._send({"id": number, "sub_refresh": channel})

    def _messages(self) -> Iterator[tuple[float, dict[str, Any]]]:
        chunks, self._chunks = self._chunks, []
        for at, chunk in chunks:
            self._protocol.receive_data(chunk)
            for event in self._protocol.events_received():
                if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                    for line in bytes(event.data).splitlines():
                        yield at, json.loads(line)
        if self._protocol.state is not State.OPEN:
            raise PushRefused("the push engine closed the connection")

    def _send(self, *commands: dict[str, Any]) -> None:
        self._protocol.send_text("\n".join(json.dumps(command) for command in commands).encode())
        self._flush()

    def _flush(self) -> None:
        for part in self._protocol.data_to_send():
            self._socket.sendall(part)
