"""Ports of this machine that nothing listens on, and that no other worker of the same run is given."""

from __future__ import annotations

import os
import random
import socket

#: The worker of pytest-xdist that this process is, and how many there are; one where there are none.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
#: Below those from which Linux takes the near end of a connection, so none of these is taken by one; a share each.
PORTS = range(11_000, 32_768)[WORKER::WORKERS]

_chance = random.SystemRandom()  # hypothesis seeds the other one, and would give two runs the same ports
_given: set[int] = set()


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """One that is free now and was not given before; whoever asked listens on it soon."""
    while True:
        port = _chance.choice(PORTS)
        if port in _given:
            continue
        with socket.socket(socket.AF_INET, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port
