"""Whether a sitting can go on for a day: memory of every process while simulated people speak in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.stage import stage, tell
from hemicycle.ops.services import SERVICES

if TYPE_CHECKING:
    from bench.delay import Sides
    from bench.stage import Stage

#: Not held to the limit: the media library keeps a third of a megabyte of each connection that it has ended, whatever
#: becomes of its objects, and a simulated speaker comes back on a new one after each statement (0101).
FOREIGN = frozenset({"simulation"})
#: Minutes before the first look: caches fill, and everybody has come.
SETTLED = 2
#: Per cent by which a process may grow after that.
GROWTH = 5.0
DELEGATES, INTERPRETERS = 8, 6
#: Seconds within which the simulated people have left.
ENDED = 60.0


def measure(sides: Sides, runs: int) -> dict[str, Figure]:
    """Growth of each process in per cent, with its megabytes at the first look and at the last.

    Args:
        runs: Minutes, from the start on.
    """
    command = [
        *(sys.executable, "-m", "hemicycle.ops.cli", "simulate", "--ask-every", "30", "--rest", "2"),
        *("--delegates", str(DELEGATES), "--interpreters", str(INTERPRETERS)),
    ]
    with stage(sides) as running:
        # What it says is no figure.
        simulation = subprocess.Popen([*command, "--sitting", str(running.sitting.pk)], stdout=sys.stderr)
        try:
            begun = time.monotonic()
            looks: list[dict[str, float]] = []
            for minute in range(SETTLED, max(runs, SETTLED + 1) + 1):
                time.sleep(max(0.0, begun + minute * 60 - time.monotonic()))
                looks.append(_megabytes(running, simulation.pid))
                tell(f"minute {minute}: " + ", ".join(f"{name} {size:.0f}" for name, size in looks[-1].items()))
        finally:
            simulation.terminate()
            simulation.wait(ENDED)
    return {f"growth_{name}": _growth([look[name] for look in looks], limited=name not in FOREIGN) for name in looks[0]}


def _growth(sizes: list[float], *, limited: bool) -> Figure:
    # The middle of the first and of the last three looks: what is in use rises and falls with each statement.
    first, last = (sorted(some)[len(some) // 2] for some in (sizes[:3], sizes[-3:]))
    notes = {"first_mb": first, "last_mb": last}
    if limited:
        notes["within"] = float(last <= first * (1 + GROWTH / 100))
    return Figure([100 * (last - first) / first], "%", limit=Figure([GROWTH], "%") if limited else None, notes=notes)


def _megabytes(running: Stage, simulation: int) -> dict[str, float]:
    """Resident memory of each service with its children, and of the simulated people."""
    groups = {running.stack.pid(name): name for name in SERVICES}
    sizes = dict.fromkeys([*SERVICES, "simulation"], 0.0)
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            name = "simulation" if int(path.parent.name) == simulation else groups.get(int(fields[2]))
            if name is not None:
                sizes[name] += int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return sizes
