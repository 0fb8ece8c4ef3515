"""Which database an installation has, from its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit


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
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
