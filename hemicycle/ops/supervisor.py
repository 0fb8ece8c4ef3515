"""Starts the processes of an installation, watches them, and restarts what dies.

Each process leads a process group and has a thread that waits for its end, so that it is started again
at once; one more thread asks all of them whether they still answer.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Self, TextIO

import httpx

from hemicycle.ops import pidfile
from hemicycle.ops.child import Child
from hemicycle.ops.exclusive import Exclusive
from hemicycle.ops.logs import Log
from hemicycle.ops.services import SERVICES, Port, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from hemicycle.ops.installation import Installation

#: Seconds until everything must work.
START_PATIENCE = 60.0
#: Seconds between looks at what is starting.
POLL = 0.05
#: A process that ends so often without ever having worked is not tried again.
ATTEMPTS = 3
#: Seconds before the first, second, ... restart; the last one repeats.
BACKOFF = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
#: A process that lived so long, in seconds, is restarted without delay, and has another one kept ready where it can.
STEADY = 3.0
#: What a shell says of a program that it can't run.
NOT_RUN = 127
#: Seconds between questions whether a process answers, and how many in a row may fail.
HEALTH_EVERY = 5.0
HEALTH_PATIENCE = 5.0
FAILURES = 4


class StartFailed(Exception):
    """The installation does not start; says why and what to do."""


class Supervisor:
    """Keeps one process running until it is stopped."""

    def __init__(self, part: Service, run: Path, log: Log, client: httpx.Client) -> None:
        self.part = part
        self.log = log
        self.worked = False
        self.ends = 0
        self.failures = 0
        self._client = client
        self._pid_path = run / f"{part.name}.pid"
        self._stopping = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._spare: Child | None = None
        self._spare_lock = threading.Lock()
        self._right = Exclusive(part.name) if part.alone else None
        #: One runs elsewhere, and this one waits for its end.
        self.waits = False
        self._thread = threading.Thread(target=self._keep, name=f"keep-{part.name}")

    @property
    def pid(self) -> int | None:
        """Number of the running process."""
        process = self._process
        return process.pid if process and process.returncode is None else None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the process and wait until it has ended."""
        self._stopping.set()
        with self._spare_lock:
            spare, self._spare = self._spare, None
        if spare is not None:
            pidfile.stop_group(spare.process.pid)
            spare.end()
        if (pid := self.pid) is not None:
            pidfile.stop_group(pid)
        if self._thread.ident is not None:
            self._thread.join()
        if self._right is not None:
            self._right.release()
        self._pid_path.unlink(missing_ok=True)
        self.log.close()

    def kill(self) -> None:
        """End the process by force; it is started again."""
        if (pid := self.pid) is not None:
            pidfile.kill_group(pid)

    def answers(self) -> bool:
        """Whether the process is there and well."""
        status = self._status()
        well = status is not None and status < httpx.codes.BAD_REQUEST
        self.worked = self.worked or well
        return well

    def lives(self) -> bool:
        """Whether it answers at all, unless it says that it has hung.

        What it needs may be away: a media engine without its Redis is "not ready" and goes on playing.
        """
        status = self._status()
        return status is not None and status not in self.part.hung

    def _status(self) -> int | None:
        if self.pid is None:
            return None
        try:
            return self._client.get(self.part.health, timeout=HEALTH_PATIENCE).status_code
        except httpx.HTTPError:
            return None

    def _keep(self) -> None:
        restarts = 0
        while self._may_run():
            started = time.monotonic()
            code = self._run()
            if self._stopping.is_set():
                return
            self.ends += 1
            restarts = 0 if time.monotonic() - started > STEADY else restarts
            delay = BACKOFF[min(restarts, len(BACKOFF) - 1)]
            restarts += 1
            self.log.write(f"{_ended(code)}; starts again in {delay:g} s")
            self._stopping.wait(delay)

    def _may_run(self) -> bool:
        """Wait until it may; false when asked to stop."""
        if self._right is None or self._stopping.is_set():
            return not self._stopping.is_set()

        def tell() -> None:
            self.waits = True
            self.log.write(
                f"Another {self.part.name} runs already, on another machine or from another data folder (or the "
                "database is away). There must be one: this one waits, and takes over when that one ends."
            )

        may = self._right.wait(self._stopping, tell)
        self.waits = False
        return may

    def may_go_on(self) -> bool:
        """Whether nobody else has come to run what there must be one of."""
        return self._right is None or self.pid is None or self._right.is_ours()

    def _run(self) -> int:
        """Run the process once; return what it ended with."""
        try:
            run = self._take_spare() or self._begin()
        except OSError as error:
            self.log.write(f"{self.part.command[0]} can't be run: {error.strerror}")
            return NOT_RUN
        self._process = process = run.process
        self.failures = 0
        self._prefer(process.pid)
        pidfile.write(self._pid_path, process.pid)
        if self._stopping.is_set():  # asked to stop while it was starting
            pidfile.kill_group(process.pid)
        run.let_work()
        try:
            process.wait(STEADY)
        except subprocess.TimeoutExpired:
            self._keep_spare()
            process.wait()
        pidfile.kill_group(process.pid)  # what it started may still hold its port
        return run.end()

    def _prefer(self, pid: int) -> None:
        """Give it its place among the others: only now, so that one that loads and waits takes no time from them."""
        if self.part.nice:
            with contextlib.suppress(PermissionError, ProcessLookupError):
                # By its group, of which Linux takes every thread.
                os.setpriority(os.PRIO_PGRP, pid, os.getpriority(os.PRIO_PROCESS, 0) + self.part.nice)

    def _keep_spare(self) -> None:
        """Have another one load and wait, where the part knows how to: it takes over when the present one dies."""
        if not self.part.standby:
            return
        with self._spare_lock, contextlib.suppress(OSError):
            if not self._stopping.is_set():
                self._spare = self._begin()

    def _take_spare(self) -> Child | None:
        with self._spare_lock:
            spare, self._spare = self._spare, None
        if spare is None or spare.process.poll() is None:
            return spare
        self.log.write(f"the one kept ready {_ended(spare.end())}")
        return None

    def _begin(self) -> Child:
        process = subprocess.Popen(
            [*self.part.command, *(["--standby"] if self.part.standby else [])],
            env=dict(self.part.variables),
            # One that waits ends by itself when this process does, and with it this pipe.
            stdin=subprocess.PIPE if self.part.standby else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        reader = threading.Thread(target=self._read, args=(process.stdout,), name=f"read-{self.part.name}")
        reader.start()
        return Child(process, reader)

    def _read(self, output: TextIO) -> None:
        with output:
            for line in output:
                self.log.write(line.rstrip("\n"))


class Stack:
    """The processes of one installation, as one thing to start and stop.

    Args:
        only: Names of the parts to run (``hemicycle.ops.services.SERVICES``); all when left out.
        echo: Show on the console what the processes say.
        tell: Called with a sentence about everything that takes time or surprises.
    """

    def __init__(
        self,
        installation: Installation,
        only: Collection[str] = tuple(SERVICES),
        *,
        echo: bool = False,
        tell: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        self._installation = installation
        self._names = [name for name in SERVICES if name in only]
        self._echo = echo
        self._tell = tell
        self._keepers: dict[str, Supervisor] = {}
        # A connection for each question: one that was kept may lead to a process that is gone.
        self._client = httpx.Client(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._watch_health, name="watch-health")
        self._lock: TextIO | None = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start everything and return when all of it works.

        Raises:
            StartFailed: Something can't start; what had started is stopped again.
            EngineMissing: An engine was not found and can't be built.
            ConfigurationInvalid: A setting of the media engine can't be used.
        """
        self._lock = hold(self._installation.home)
        run = self._installation.home / "run"
        try:
            for name in self._names:
                if pid := pidfile.end_orphan(run / f"{name}.pid"):
                    self._tell(f"Ended process {pid} ({name}), left from a run that did not end properly.")
            parts = [SERVICES[name](self._installation, self._tell) for name in self._names]
            _require_free(parts)
            self._start(parts)
            self._watch.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop everything, last started first, and wait for it."""
        self._stopping.set()
        if self._watch.ident is not None:
            self._watch.join()
        for keeper in reversed(self._keepers.values()):
            keeper.stop()
        self._keepers.clear()
        self._client.close()
        if self._lock:
            self._lock.close()
            self._lock = None

    def pid(self, name: str) -> int | None:
        """Number of a part's process; ``None`` between its end and its restart."""
        return self._keepers[name].pid

    def kill(self, name: str) -> None:
        """End a part by force, as a crash would; it is started again."""
        self._keepers[name].kill()

    def wait_until_works(self, name: str, timeout: float = START_PATIENCE) -> None:
        """Wait until a part answers.

        Raises:
            StartFailed: It does not within ``timeout`` seconds.
        """
        self._wait([self._keepers[name]], timeout)

    def _start(self, parts: Iterable[Service]) -> None:
        for part in parts:
            self._wait([keeper for keeper in self._keepers.values() if keeper.part.name in part.after], START_PATIENCE)
            log = Log(
                self._installation.home / "logs",
                part.name,
                self._installation.secrets,
                echo=self._echo,
                masks_addresses=part.masks_addresses,
            )
            self._keepers[part.name] = Supervisor(part, self._installation.home / "run", log, self._client)
            self._keepers[part.name].start()
        self._wait(self._keepers.values(), START_PATIENCE)

    def _wait(self, keepers: Iterable[Supervisor], timeout: float) -> None:
        waiting = list(keepers)
        deadline = time.monotonic() + timeout
        while waiting := [keeper for keeper in waiting if not (keeper.waits or keeper.answers())]:
            for keeper in waiting:
                if time.monotonic() > deadline or (keeper.ends >= ATTEMPTS and not keeper.worked):
                    raise StartFailed(
                        f"{keeper.part.name} does not start. Its last words, of {keeper.log.path}:\n{keeper.log.last()}"
                    )
            time.sleep(POLL)

    def _watch_health(self) -> None:
        while not self._stopping.wait(HEALTH_EVERY):
            for keeper in self._keepers.values():
                if not keeper.may_go_on():
                    keeper.log.write("another one has taken over while the database was away; ended")
                    keeper.kill()
                keeper.failures = 0 if keeper.waits or keeper.lives() else keeper.failures + 1
                if keeper.failures >= FAILURES:
                    keeper.log.write(f"has not answered {FAILURES} times; ended by force")
                    keeper.kill()


def hold(home: Path) -> TextIO:
    """Hold a data folder until what is returned is closed: two runs would end each other's processes.

    Raises:
        StartFailed: Hemicycle runs from it.
    """
    (home / "run").mkdir(parents=True, exist_ok=True)
    file = (home / "run" / "up.lock").open("a", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise StartFailed(f"Hemicycle runs already from {home}. Stop that run first.") from error
    return file


def _require_free(parts: Iterable[Service]) -> None:
    """Refuse to start while another program has one of our ports."""
    taken = [(part, port) for part in parts for port in part.ports if not _is_free(port)]
    if taken:
        sentences = [
            f"Port {port.number}, for {part.name}, is taken by another program: "
            f"stop that, or set HEMICYCLE_{port.setting} to a free one."
            for part, port in taken
        ]
        raise StartFailed("\n".join(sentences))


def _is_free(port: Port) -> bool:
    family = socket.AF_INET6 if ":" in port.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM if port.udp else socket.SOCK_STREAM) as probe:
        if not port.udp:  # connections that have just ended do not hold a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((port.host.strip("[]"), port.number))
        except OSError:
            return False
    return True


def _ended(code: int) -> str:
    """Say how a process ended."""
    if code >= 0:
        return f"ended with code {code}"
    return f"was ended by {signal.Signals(-code).name}"
