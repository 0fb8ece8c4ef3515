"""A crowd at the push engine: ``Crowd`` steers it, and its members live in a process of their own.

Each of the crowd has a connection and subscribes to everything that a participant's page does, with
deltas. What comes is stamped at once and read afterwards, so that reading one does not delay the next.
"""

from __future__ import annotations

import resource
import select
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.apart import Apart
from bench.push_client import PushClient

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

#: Seconds within which everybody must have a document.
ROUND_PATIENCE = 20.0
#: Seconds between looks whether something is asked.
POLL = 0.02
#: Files beside the connections.
SPARE_FILES = 100


@dataclass(frozen=True)
class Arrivals:
    """When a document came.

    Attributes:
        moments: Of each of the crowd, by ``time.monotonic``.
        busy: Seconds for which the crowd's process was at work meanwhile.
    """

    moments: list[float]
    busy: float


class Crowd(Apart["Arrivals | None"]):
    """A crowd of one size, following what ``access`` (the answer of ``push``) permits."""

    def __init__(self, access: dict[str, Any], size: int) -> None:
        super().__init__(_live, access, size)

    def begin(self, channel: str) -> None:
        """From now on, what comes in that channel counts."""
        self._ask("begin", channel)

    def saw(self, sign: str) -> Arrivals:
        """Wait until everybody has the channel's document in its version with ``sign`` in it.

        Raises:
            TimeoutError: somebody does not get it.
        """
        arrivals = self._ask("saw", sign)
        if arrivals is None:
            raise TimeoutError("the crowd saw nothing")
        return arrivals

    def renew(self, access: dict[str, Any]) -> None:
        """Give everybody fresh tokens, with which they stay subscribed."""
        self._ask("renew", access)


def _live(pipe: Connection, access: dict[str, Any], size: int) -> None:
    """Connect the crowd and do what the pipe asks until ended."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(size + SPARE_FILES, most), most))
    members = Members(access, size)
    pipe.send(None)
    while True:
        members.receive(until=pipe.poll)
        request, *arguments = pipe.recv()
        try:
            pipe.send(getattr(members, request)(*arguments))
        except TimeoutError as error:
            pipe.send(error)


class Members:
    """The crowd's connections."""

    def __init__(self, access: dict[str, Any], size: int) -> None:
        # The first takes whole documents and so knows what each version holds; the others take deltas.
        self._clients = [PushClient(access, delta=number > 0) for number in range(size)]
        self._by_file = {client.fileno(): client for client in self._clients}
        self._ears = select.epoll()
        for file in self._by_file:
            self._ears.register(file, select.EPOLLIN)
        self._channel = ""
        self._reached: set[int] = set()
        self._busy_before = 0.0

    def receive(self, until: Callable[[], bool]) -> None:
        """Stamp and keep what comes, until told otherwise."""
        name = self._channel.encode()
        while not until():
            for file, _ in self._ears.poll(POLL):
                if name in self._by_file[file].receive():
                    self._reached.add(file)

    def begin(self, channel: str) -> None:
        """Forget what came before, and look out for that channel."""
        for client in self._clients:
            client.read()
            client.publications.clear()
        self._channel = channel
        self._reached.clear()
        self._busy_before = time.process_time()

    def saw(self, sign: str) -> Arrivals:
        """When each of them had the version with that sign."""
        deadline = time.monotonic() + ROUND_PATIENCE
        self.receive(lambda: len(self._reached) == len(self._clients) or time.monotonic() > deadline)
        busy = time.process_time() - self._busy_before
        while True:
            for client in self._clients:
                client.read()
            if (version := self._version(sign)) is not None:
                versions = [client.publications.get(self._channel, {}) for client in self._clients]
                moments = [received[version].at for received in versions if version in received]
                if len(moments) == len(self._clients):
                    return Arrivals(moments, busy)
            if time.monotonic() > deadline:
                raise TimeoutError(f"not everybody of {len(self._clients)} had {self._channel} in time")
            # A message may come in pieces, or another version before it.
            self._receive_until(time.monotonic() + POLL)

    def _receive_until(self, moment: float) -> None:
        self.receive(lambda: time.monotonic() > moment)

    def _version(self, sign: str) -> int | None:
        """Number of the channel's first version with ``sign`` in it."""
        whole = self._clients[0].publications.get(self._channel, {})
        return next((offset for offset, publication in whole.items() if sign in publication.content), None)

    def renew(self, access: dict[str, Any]) -> None:
        """Send everybody's fresh tokens."""
        for client in self._clients:
            client.renew(access)
