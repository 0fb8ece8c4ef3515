"""How many connections PostgreSQL must take, and whether it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from hemicycle.ops.installation import Installation

#: Beside those of the web processes' threads: the worker and `up` itself have three, and ten are left for a backup,
#: `hemicycle status`, and what an operator types.
OTHERS = 13


def needed(installation: Installation) -> int:
    """How many this machine may have open at once."""
    return installation.web_workers * installation.web_threads + OTHERS


def too_few(installation: Installation) -> str:
    """What to do where PostgreSQL takes fewer than that; empty where it does not, or with SQLite."""
    most = _most()
    if most is None or most >= needed(installation):
        return ""
    workers, threads = installation.web_workers, installation.web_threads
    return (
        f"PostgreSQL takes {most} connections of ours at most, and {needed(installation)} may be needed: one for each "
        f"of {threads} threads in {workers} web processes, and {OTHERS} for the rest. Pages would fail when many "
        "people come at once. Raise max_connections in postgresql.conf, or lower HEMICYCLE_WEB_WORKERS or "
        "HEMICYCLE_WEB_THREADS."
    )


def _most() -> int | None:
    """What PostgreSQL leaves to roles that are no superuser; ``None`` with SQLite."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        # The second kept-back number exists since PostgreSQL 16.
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
            " - coalesce(current_setting('reserved_connections', true)::int, 0)"
        )
        (most,) = cursor.fetchone()
    return int(most)
