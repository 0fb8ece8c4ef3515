"""Of some processes there is one in an installation of several machines: whoever holds a lock in the database runs it.

The lock is PostgreSQL's own, of the session that took it: it is free as soon as its holder is gone. On SQLite there is
one machine, and ``up`` holds the data folder anyway.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from django.db.backends.base.base import BaseDatabaseWrapper

#: Seconds between attempts.
AGAIN = 1.0


class Exclusive:
    """The right to run one process. One thread waits for it, another one looks whether it is still ours."""

    def __init__(self, name: str) -> None:
        self._key = zlib.crc32(f"hemicycle {name}".encode())
        self._connection: BaseDatabaseWrapper | None = None

    def wait(self, stopping: threading.Event, tell: Callable[[], None]) -> bool:
        """Wait until it is ours, or until asked to stop, which is false.

        Args:
            tell: Called once, where it is not ours at once.
        """
        told = False
        while not stopping.is_set():
            try:
                if self._holds():
                    return True
            except DatabaseError:
                self.release()
            if not told:
                tell()
                told = True
            stopping.wait(AGAIN)
        return False

    def is_ours(self) -> bool:
        """Whether it is still ours. Taken again where the database was away; nobody runs without a database."""
        try:
            return self._holds()
        except DatabaseError:
            return True

    def release(self) -> None:
        """Let another one have it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _holds(self) -> bool:
        """Whether it is ours, still or by now: what is held already can't be taken a second time, not even by us."""
        if self._connection is not None and self._connection.is_usable():
            return True
        self.release()
        return self._take()

    def _take(self) -> bool:
        connection = connections.create_connection(DEFAULT_DB_ALIAS)
        if connection.vendor != "postgresql":
            return True
        connection.inc_thread_sharing()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._key])
            (taken,) = cursor.fetchone()
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True
