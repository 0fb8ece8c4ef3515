"""Which database an installation has, from its address."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

#: Seconds for which each thread keeps its connection. To open one takes PostgreSQL a while; and SQLite, which reads all
#: that is said of every table and trigger, longer than most requests (docs/decisions/0089-connections-are-kept.md).
KEPT = 3600
#: PostgreSQL takes a hundred connections, if nobody says otherwise, and each thread of each web process has one.
MOST_PROCESSES = 3


def usual_processes(address: str) -> int:
    """How many web processes an installation has that says nothing of them.

    One with SQLite, which lets one write at a time; with PostgreSQL one for each core that it may use, up to three.
    """
    if urlsplit(address).scheme == "sqlite":
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def database(address: str) -> dict[str, Any]:
    """Django's settings for ``sqlite:///path`` or ``postgresql://user:password@host:port/name``.

    SQLite takes the write lock when a transaction begins, so that two acts wait for each other
    instead of failing half-way.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path.removeprefix("/"),  # an absolute path keeps its own slash
            "CONN_MAX_AGE": KEPT,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Looked at before each request. Made in a quiet hour, it is there when everybody answers.
        "CONN_MAX_AGE": KEPT,
        "CONN_HEALTH_CHECKS": True,
    }
