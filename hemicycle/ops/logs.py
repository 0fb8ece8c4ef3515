"""What the processes say: kept in the data folder, without secrets."""

from __future__ import annotations

import logging
from collections import deque
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from hemicycle.config.redaction import blotted, without_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: A log file is continued in a new one at this size; three old ones are kept.
LOG_BYTES = 10_000_000
OLD_LOGS = 3
#: Lines shown when a process does not start.
LAST_LINES = 12


class Log:
    """The log of one process: ``logs/<name>.log``, and the console where ``echo`` is set.

    Args:
        masks_addresses: Keep of network addresses their beginning alone.
    """

    def __init__(
        self, folder: Path, name: str, secrets: Iterable[str], *, echo: bool, masks_addresses: bool = False
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}.log"
        self._secrets = tuple(secrets)
        self._masks_addresses = masks_addresses
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        # Not among the process's named loggers: two stacks in one test run keep theirs apart.
        self._logger = logging.Logger(name)  # noqa: LOG001
        file = RotatingFileHandler(self.path, maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8")
        file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._logger.addHandler(file)
        if echo:
            console = logging.StreamHandler()
            console.setFormatter(logging.Formatter(f"{name:>10} | %(message)s"))
            self._logger.addHandler(console)

    def write(self, line: str) -> None:
        """Keep a line; secrets, signed tokens and personal links in it are blotted out."""
        line = blotted(line, self._secrets)
        if self._masks_addresses:
            line = without_addresses(line)
        self._last.append(line)
        self._logger.info("%s", line)

    def last(self) -> str:
        """Return the last lines."""
        return "\n".join(self._last)

    def close(self) -> None:
        """Close the file."""
        for handler in self._logger.handlers:
            handler.close()
