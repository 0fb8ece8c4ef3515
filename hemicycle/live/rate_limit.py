"""How fast one person may send commands: faster than any hand, slower than a program that runs wild."""

from __future__ import annotations

from django.core.cache import cache

COMMANDS = 60
SECONDS = 10


def permits(person: int) -> bool:
    """Count one command of a person; false beyond the limit in the present window."""
    key = f"pace:{person}"
    if cache.add(key, 1, SECONDS):
        return True
    try:
        return cache.incr(key) <= COMMANDS
    except ValueError:  # the window closed between the two calls
        return True
