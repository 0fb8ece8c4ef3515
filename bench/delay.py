"""Browsers and servers with a long way between them, or a bad one.

Two network namespaces of this process's own, each with a TUN device; a forwarder holds every packet for
half a round trip, and drops what is lost on the way or stopped at it. No other network is touched, and nothing
outlives the process: the kernel removes a namespace with its last user.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import struct
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SERVER, BROWSERS = "10.187.0.1", "10.187.0.2"
DEVICE = "lag"

# Of linux/sched.h and linux/if_tun.h. Python's own unshare and setns came with 3.12.
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Sides:
    """The two sides of the way; the same one where there is no way between them.

    Attributes:
        round_trip: Milliseconds from one to the other and back.
        namespaces: Open descriptors of the browsers' and the servers' network namespaces.
        devices: Open descriptors of the device on each side.
    """

    round_trip: int = 0
    namespaces: tuple[int, int] | None = None
    devices: tuple[int, int] | None = None

    @contextmanager
    def way(self, round_trip: float, lost: float = 0.0, only: Iterable[str] = ()) -> Iterator[None]:
        """The way between the sides; there is none at other times.

        Args:
            round_trip: Milliseconds.
            lost: Share of the packets that never arrive.
            only: What a firewall lets through (``bench.forwarder.Firewall``); everything where it is empty.

        Raises:
            LookupError: both sides are the same.
        """
        if self.devices is None:
            raise LookupError("there is no way between a side and itself")
        ends = [str(device) for device in self.devices]
        command = [sys.executable, "-m", "bench.forwarder", *ends, str(round_trip / 2)]
        command += ["--lost", str(lost), "--only", *only]
        with subprocess.Popen(command, pass_fds=self.devices) as forwarder:
            try:
                yield
            finally:
                forwarder.terminate()

    @contextmanager
    def server(self) -> Iterator[None]:
        """This thread, and what it starts meanwhile, is on the servers' side; otherwise it is on the browsers'."""
        if self.namespaces is None:
            yield
            return
        browsers, server = self.namespaces
        _check(_libc.setns(server, CLONE_NEWNET))
        try:
            yield
        finally:
            _check(_libc.setns(browsers, CLONE_NEWNET))


@contextmanager
def network(round_trip: int) -> Iterator[Sides]:
    """Put this process, which must have no other thread, before a way of ``round_trip`` milliseconds; 0 for none.

    Raises:
        OSError: the kernel permits this user no namespaces or no TUN device.
    """
    if not round_trip:
        yield Sides()
        return
    sides = apart(round_trip)
    with sides.way(round_trip):
        yield sides


def apart(round_trip: int = 0) -> Sides:
    """Put this process, which must have no other thread, on the browsers' side, without a way to the servers' yet.

    Raises:
        OSError: as ``network``.
    """
    _become_root_of_own_namespace()
    server, far = _side(SERVER, BROWSERS)
    browsers, near = _side(BROWSERS, SERVER)
    return Sides(round_trip, (browsers, server), (near, far))


def _become_root_of_own_namespace() -> None:
    """Root is needed for devices and addresses, and this is one that rules nothing else."""
    user, group = os.getuid(), os.getgid()
    _check(_libc.unshare(CLONE_NEWUSER))
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")


def _side(address: str, peer: str) -> tuple[int, int]:
    """Go into a new network namespace with a device towards ``peer``; returns descriptors of both."""
    _check(_libc.unshare(CLONE_NEWNET))
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", DEVICE.encode(), IFF_TUN | IFF_NO_PI))
    for command in (f"address add {address} peer {peer} dev {DEVICE}", f"link set {DEVICE} up", "link set lo up"):
        subprocess.run(["ip", *command.split()], check=True)
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC), device


def _check(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
