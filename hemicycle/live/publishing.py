"""After each commit: the documents that it changed go out, and whoever is put out is disconnected.

Who is here changes in bursts, when a room fills or comes back from a fault: those documents are
gathered for a moment and published once.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from contextlib import suppress
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connections

from hemicycle.live import push
from hemicycle.sittings.changes import documents_changed

log = logging.getLogger(__name__)
#: Under which this room listens to changes.
LISTENS = "publish"
GATHERED = frozenset({"presence", "desk"})
GATHER_SECONDS = 0.25
#: Seconds before the push engine is tried again: the first time, and at most.
AGAIN_SECONDS, AGAIN_AT_MOST = 0.1, 1.0
#: Where all processes see that one of them has something unsent, until the clock publishes everything again.
UNSENT_KEY = "push:unsent"


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
            names = frozenset(self._waiting.pop(sitting, set()))
        try:
            publish(sitting, names)
        except Exception:
            log.exception("documents of sitting %s could not be published", sitting)
        finally:
            # The thread ends here, and a connection that is kept for the next request with it.
            connections.close_all()


class Unsent:
    """What the push engine did not take, sent again by a thread that lives until it has."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._documents: dict[int, set[str]] = defaultdict(set)
        self._names: set[str] = set()
        self._thread: threading.Thread | None = None

    def keep(self, sitting: int, documents: frozenset[str]) -> None:
        """Publish these documents, as they are then, once the engine answers."""
        with self._lock:
            self._documents[sitting] |= documents
            self._begin()

    def keep_names(self, names: frozenset[str]) -> None:
        """Close the connections under these names once the engine answers."""
        with self._lock:
            self._names |= names
            self._begin()

    def wait(self, seconds: float) -> bool:
        """Whether all is sent within so many seconds."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._send, name="push-again", daemon=True)
            self._thread.start()

    def _send(self) -> None:
        pause = threading.Event()  # nobody sets it
        seconds = AGAIN_SECONDS
        while not pause.wait(seconds):
            seconds = min(2 * seconds, AGAIN_AT_MOST)
            # Asked first: while the engine is away, the documents are not built from the database in vain.
            if push.engine_epoch() is None:
                continue
            self._round()
            with self._lock:
                if not self._documents and not self._names:
                    self._thread = None
                    return

    def _round(self) -> None:
        with self._lock:
            documents, self._documents = self._documents, defaultdict(set)
            names, self._names = self._names, set()
        left = names if names and not push.disconnect(names) else set()
        for sitting, wanted in documents.items():
            try:
                wanted = set(push.publish(sitting, wanted) or ())  # noqa: PLW2901 - what is left of it
            except ObjectDoesNotExist:
                wanted = set()  # noqa: PLW2901 - there is no such sitting any more
            except Exception:  # the database is away, say: another time
                log.exception("documents of sitting %s could not be published again", sitting)
            with self._lock:
                if wanted:
                    self._documents[sitting] |= wanted
        with self._lock:
            self._names |= left
        connections.close_all()


gathering = Gathering()
unsent = Unsent()


def publish(sitting: int, names: frozenset[str]) -> None:
    """Publish documents, now or once the push engine and the database, from which they are built, answer."""
    try:
        left = push.publish(sitting, names)
    except DatabaseError:
        # The act is committed, and is not to look as if it had failed.
        log.exception("documents of sitting %s could not be built", sitting)
        left = names
    if left:
        unsent.keep(sitting, left)
        # Should this process end before, the clock of another one notices that the engine does not hold everything.
        with suppress(Exception):  # kept in the database, which may be away too
            cache.set(UNSENT_KEY, 1, None)


def disconnect(names: frozenset[str]) -> None:
    """Close connections, now or once the push engine answers."""
    if push.disconnect(names) is False:
        unsent.keep_names(names)


def on_change(*, sitting: int, names: frozenset[str], **_: Any) -> None:
    """Publish what a commit changed."""
    later = names & GATHERED
    if later:
        gathering.add(sitting, later)
    if names - later:
        publish(sitting, names - later)


def listen() -> None:
    """Called once, when Django is ready."""
    documents_changed.connect(on_change, dispatch_uid=LISTENS)
