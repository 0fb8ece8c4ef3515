from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bench.forwarder import Firewall

if TYPE_CHECKING:
    from collections.abc import Iterator

MILLISECONDS = 60


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The two ends of a way that takes so long; a datagram is a packet."""
    (near, near_device), (far_device, far) = (socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2))
    for descriptor in (near_device, far_device):
        descriptor.settimeout(0)  # as a device that is opened so
    command = [
        sys.executable,
        "-m",
        "bench.forwarder",
        str(near_device.fileno()),
        str(far_device.fileno()),
        str(MILLISECONDS),
    ]
    with (
        near,
        far,
        near_device,
        far_device,
        subprocess.Popen(command, pass_fds=(near_device.fileno(), far_device.fileno())) as forwarder,
    ):
        yield near, far
        forwarder.terminate()


def test_packets_come_in_order_and_late_both_ways(ends: tuple[socket.socket, socket.socket]) -> None:
    for sender, receiver in (ends, ends[::-1]):
        sender.send(b"first")  # the first one also waits for the forwarder to start
        assert receiver.recv(100) == b"first"
        sent = time.monotonic()
        for number in range(5):
            sender.send(os.fsencode(str(number)))
        received = [receiver.recv(100) for _ in range(5)]
        took = (time.monotonic() - sent) * 1000
        assert received == [b"0", b"1", b"2", b"3", b"4"]
        assert took >= MILLISECONDS


def packet(protocol: int, source: int, target: int, options: bytes = b"") -> bytes:
    """The head of a packet of IPv4, with what follows up to its ports."""
    words = 5 + len(options) // 4
    head = bytes([0x40 | words]) + bytes(8) + bytes([protocol]) + bytes(10) + options
    return head + source.to_bytes(2) + target.to_bytes(2)


TCP, UDP = 6, 17


def test_a_firewall_lets_through_what_is_named_in_both_directions() -> None:
    firewall = Firewall(frozenset({"tcp:443"}))
    assert firewall.lets(packet(TCP, 40_000, 443))
    assert firewall.lets(packet(TCP, 443, 40_000))
    assert firewall.lets(packet(TCP, 40_000, 443, options=bytes(8)))
    assert not firewall.lets(packet(TCP, 40_000, 7881))
    assert not firewall.lets(packet(UDP, 40_000, 443))


def test_a_firewall_lets_a_whole_protocol_through_or_everything() -> None:
    assert Firewall(frozenset({"tcp"})).lets(packet(TCP, 40_000, 7881))
    assert not Firewall(frozenset({"tcp"})).lets(packet(UDP, 40_000, 7882))
    assert Firewall().lets(packet(UDP, 40_000, 7882))
