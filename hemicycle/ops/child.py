"""A process that the supervisor has started."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    import threading


@dataclass(frozen=True)
class Child:
    """A process, and the thread that reads what it says."""

    process: subprocess.Popen[str]
    reader: threading.Thread

    def let_work(self) -> None:
        """Tell one that waits for it to begin."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):  # it has ended already
                self.process.stdin.write("\n")
                self.process.stdin.flush()

    def end(self) -> int:
        """Wait until it has ended and all is read; what it ended with."""
        code = self.process.wait()
        self.reader.join()
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        return code
