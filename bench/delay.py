"""Browsers and servers with a long way between them.

Two network namespaces of this process's own, each with a TUN device; a forwarder holds every packet for
half a round trip. No other network is touched, and nothing outlives the process: the kernel removes a
namespace with its last user.
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
    from collections.abc import Iterator

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
    """

    round_trip: int = 0
    namespaces: tuple[int, int] | None = None

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
    _become_root_of_own_namespace()
    server, far = _side(SERVER, BROWSERS)
    browsers, near = _side(BROWSERS, SERVER)
    command = [sys.executable, "-m", "bench.forwarder", str(near), str(far), str(round_trip / 2)]
    with subprocess.Popen(command, pass_fds=(near, far)) as forwarder:
        try:
            yield Sides(round_trip, (browsers, server))
        finally:
            forwarder.terminate()


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
