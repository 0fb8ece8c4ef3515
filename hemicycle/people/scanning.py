"""Files are shown to ClamAV's daemon before they are kept, where an installation says where it listens."""

from __future__ import annotations

import logging
import socket
import struct
from enum import Enum, auto

from django.conf import settings

log = logging.getLogger(__name__)
#: Seconds to connect, and between two pieces.
PATIENCE = 10.0
_PIECE = 1 << 16
#: More of an answer is none of ``clamd``.
_ANSWER = 4096


class Verdict(Enum):
    """What the scanner says."""

    CLEAN = auto()
    INFECTED = auto()
    UNKNOWN = auto()  # it does not answer, or not about this


def scan(content: bytes) -> Verdict:
    """What the scanner at ``CLAMD`` (``host:port``, or the path of a socket) says of a file."""
    try:
        answer = _ask(settings.CLAMD, content)
    except (OSError, ValueError) as error:
        log.warning("the scanner at %s does not answer: %s", settings.CLAMD, error)
        return Verdict.UNKNOWN
    if answer.endswith("FOUND"):
        log.warning("the scanner refused a file: %s", answer)
        return Verdict.INFECTED
    if answer.endswith("OK"):
        return Verdict.CLEAN
    log.warning("the scanner cannot tell: %s", answer)
    return Verdict.UNKNOWN


def _ask(address: str, content: bytes) -> str:
    """By clamd's ``INSTREAM``: pieces, each after its length in four bytes, and a length of nought."""
    with _connected(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while len(answer) < _ANSWER and (more := connection.recv(_ANSWER)):
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)
