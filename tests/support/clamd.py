"""A scanner that speaks as ClamAV's does: a file with ``EICAR`` in it is infected, one with ``BIG`` too large."""

from __future__ import annotations

import socketserver
import struct
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

#: The test file of EICAR, in two halves: a scanner of the machine is not to find it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Clamd(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        answer = b"stream: EICAR-Signature FOUND" if b"EICAR" in content else b"stream: OK"
        self.wfile.write((b"INSTREAM size limit exceeded. ERROR" if b"BIG" in content else answer) + b"\0")


@pytest.fixture
def scanner(settings: Settings) -> Iterator[None]:
    """Files are shown to it meanwhile."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Clamd) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()
        serving.join()
