"""Pid files: which processes are ours, so that those left by a crashed run are ended and no others."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

#: Seconds until a process is asked again to end, and then until it is forced.
ASK_AGAIN = 1.0
STOP_PATIENCE = 10.0
#: Seconds in which a process that has just been started must have a command.
BEGIN_PATIENCE = 10.0
POLL = 0.02


def write(path: Path, pid: int) -> None:
    """Record a process by number, the moment it started, and its command.

    Linux lets go on who starts a program before it has given it its arguments: the command is empty until then.
    """
    deadline = time.monotonic() + BEGIN_PATIENCE
    while (mark := _mark(pid)) and not mark[1] and time.monotonic() < deadline:
        time.sleep(POLL)
    path.write_text("\n".join([str(pid), *mark]), encoding="utf-8")


def end_orphan(path: Path) -> int | None:
    """End the process of a pid file if it still is the one that was recorded; return its number.

    A number alone proves nothing, since it may belong to another program by now: the moment of its
    start and its command must be those that were recorded. Without ``/proc`` nothing is ended.
    """
    try:
        number, *mark = path.read_text(encoding="utf-8").split("\n")
        pid = int(number)
    except (FileNotFoundError, ValueError):
        return None
    ended = None
    if mark and _mark(pid) == mark:
        stop_group(pid)
        ended = pid
    path.unlink()
    return ended


def stop_group(pid: int) -> None:
    """End a process and all that it started: asked, asked again, then forced.

    Asked once, the media engine waits until every participant has left.
    """
    for patience in (ASK_AGAIN, STOP_PATIENCE):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and _mark(pid):
            time.sleep(POLL)
    kill_group(pid)


def kill_group(pid: int) -> None:
    """Force a process and all that it started to end now; every part leads a process group of its own."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _mark(pid: int) -> list[str]:
    """When a process started, in clock ticks since the machine did, and its command; empty when there is none."""
    folder = Path("/proc") / str(pid)
    try:
        # The name in parentheses, second in the line, may itself contain spaces and parentheses.
        fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        command = (folder / "cmdline").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return []
    state, started = fields[0], fields[19]
    return [] if state == "Z" else [started, command.replace("\0", " ").replace("\n", " ").strip()]
