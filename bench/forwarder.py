"""Carries packets between two TUN devices: ``python -m bench.forwarder FD FD MS [--lost SHARE] [--only tcp:443 ...]``.

Each is held for a fixed time; a share of them is dropped, and what a firewall does not let through.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import deque
from dataclasses import dataclass
from select import select

LARGEST = 65_536
PROTOCOLS = {6: "tcp", 17: "udp"}
#: Where in the header of IPv4 its length in words, and the protocol, are.
LENGTH, PROTOCOL = 0, 9


@dataclass(frozen=True)
class Firewall:
    """Lets through what is named, and everything where nothing is.

    Attributes:
        only: ``tcp:443`` for a port of either side; ``tcp`` for all of a protocol.
    """

    only: frozenset[str] = frozenset()

    def lets(self, packet: bytes) -> bool:
        """Whether a packet of IPv4 goes through."""
        if not self.only:
            return True
        protocol = PROTOCOLS.get(packet[PROTOCOL], "")
        at = (packet[LENGTH] & 0x0F) * 4
        ports = (int.from_bytes(packet[at : at + 2]), int.from_bytes(packet[at + 2 : at + 4]))
        return bool(self.only & {protocol, *(f"{protocol}:{port}" for port in ports)})


def forward(near: int, far: int, seconds: float, lost: float, firewall: Firewall) -> None:
    """Carry packets between two descriptors until ended, each ``seconds`` after it came.

    Args:
        lost: Share of the packets that never arrive, by chance that is the same each time.
    """
    to = {near: far, far: near}
    held: deque[tuple[float, int, bytes]] = deque()
    chance = random.Random(1)  # noqa: S311 - no secret
    while True:
        wait = max(0.0, held[0][0] - time.monotonic()) if held else None
        for device in select([near, far], [], [], wait)[0]:
            try:
                while True:
                    packet = os.read(device, LARGEST)
                    if firewall.lets(packet) and chance.random() >= lost:
                        held.append((time.monotonic() + seconds, to[device], packet))
            except BlockingIOError:
                pass
        now = time.monotonic()
        while held and held[0][0] <= now:
            _, device, packet = held.popleft()
            os.write(device, packet)


def main() -> None:
    """Forward as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("near", type=int)
    parser.add_argument("far", type=int)
    parser.add_argument("milliseconds", type=float)
    parser.add_argument("--lost", type=float, default=0.0)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    firewall = Firewall(frozenset(options.only))
    forward(options.near, options.far, options.milliseconds / 1000, options.lost, firewall)


if __name__ == "__main__":
    main()
