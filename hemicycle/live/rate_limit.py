"""How fast one person may send commands: faster than any hand, slower than a program that runs wild.

Each web process counts by itself, so a command asks no database for it, and takes its share of the whole. It keeps a
program from taking the machine from others, and is no defence of anything that is secret
(docs/decisions/0035-counted-together.md).
"""

from __future__ import annotations

from math import ceil

from django.conf import settings
from django.core.cache import caches

#: By one person in ``SECONDS``, over all web processes of a machine.
COMMANDS = 60
SECONDS = 10
#: What each process lets past at least: a proxy may send all of a hand's commands to one of them.
LEAST = 20


def share() -> int:
    """So many of them one web process lets past."""
    return max(min(LEAST, COMMANDS), ceil(COMMANDS / settings.WEB_WORKERS))


def permits(person: int, kind: str = "") -> bool:
    """Count one command of a person; false beyond the limit in the present window.

    Args:
        kind: What is counted by itself, because a page sends it of its own accord; empty for what a hand sends.
    """
    key, cache = f"pace:{kind}{person}", caches["process"]
    if cache.add(key, 1, SECONDS):
        return True
    try:
        return cache.incr(key) <= share()
    except ValueError:  # the window closed between the two calls
        return True
