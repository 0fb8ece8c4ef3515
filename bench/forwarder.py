"""Carries packets between two TUN devices and holds each for a fixed time: ``python -m bench.forwarder FD FD MS``."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from select import select

LARGEST = 65_536


def forward(near: int, far: int, seconds: float) -> None:
    """Carry packets between two descriptors until ended, each ``seconds`` after it came."""
    to = {near: far, far: near}
    held: deque[tuple[float, int, bytes]] = deque()
    while True:
        wait = max(0.0, held[0][0] - time.monotonic()) if held else None
        for device in select([near, far], [], [], wait)[0]:
            try:
                while True:
                    packet = os.read(device, LARGEST)
                    held.append((time.monotonic() + seconds, to[device], packet))
            except BlockingIOError:
                pass
        now = time.monotonic()
        while held and held[0][0] <= now:
            _, device, packet = held.popleft()
            os.write(device, packet)


if __name__ == "__main__":
    forward(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 1000)
