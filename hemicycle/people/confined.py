"""Programs that read what strangers made: each in a process of its own, which knows no secret of the installation."""

from __future__ import annotations

import os
import sys
from subprocess import DEVNULL, PIPE, Popen

#: Of libraries that a reader may use: each thread of theirs reserves memory.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def started(*program: str) -> Popen[bytes]:
    """A Python program, with its input and its output; it limits itself (``resource``) before it reads.

    Args:
        program: What Python is told: a path, or ``-m`` and a module, and the arguments.
    """
    # Whoever attacks it by a file finds no secrets of the installation there.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")}
    command = [sys.executable, "-I", *program]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment | _ONE_THREAD)  # noqa: S603 - our own
