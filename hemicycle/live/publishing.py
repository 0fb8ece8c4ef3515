"""After each commit: the documents that it changed go out.

Who is here changes in bursts, when a room fills or comes back from a fault: those documents are
gathered for a moment and published once.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from typing import Any

from django.db import connections

from hemicycle.live import push
from hemicycle.sittings.changes import documents_changed, removed

log = logging.getLogger(__name__)
GATHERED = frozenset({"presence", "desk"})
GATHER_SECONDS = 0.25


class Gathering:
    """Documents that wait a moment for more of their kind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[int, set[str]] = defaultdict(set)

    def add(self, sitting: int, names: frozenset[str]) -> None:
        """Publish ``names`` within the moment."""
        with self._lock:
            first = sitting not in self._waiting
            self._waiting[sitting] |= names
        if first:
            timer = threading.Timer(GATHER_SECONDS, self._publish, [sitting])
            timer.daemon = True
            timer.start()

    def _publish(self, sitting: int) -> None:
        with self._lock:
            names = self._waiting.pop(sitting, set())
        try:
            push.publish(sitting, names)
        except Exception:
            log.exception("documents of sitting %s could not be published", sitting)
        finally:
            # The thread ends here, and a connection that is kept for the next request with it.
            connections.close_all()


gathering = Gathering()


def on_change(*, sitting: int, names: frozenset[str], **_: Any) -> None:
    """Publish what a commit changed."""
    later = names & GATHERED
    if later:
        gathering.add(sitting, later)
    if names - later:
        push.publish(sitting, names - later)


def on_removal(*, sitting: int, registration: int, **_: Any) -> None:
    """Close the connections of somebody who was removed."""
    push.disconnect(sitting, registration)


def listen() -> None:
    """Called once, when Django is ready."""
    documents_changed.connect(on_change, dispatch_uid="publish")
    removed.connect(on_removal, dispatch_uid="disconnect")
