"""Documents as JSON, built once for everybody who asks for them at the same sequence of the sitting.

After the push engine was restarted, and while it is away, all pages ask at once.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.live import build
from hemicycle.live.desk_documents import HelpDocument
from hemicycle.support import queries as support

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hemicycle.sittings.models import Sitting

#: Seconds for which what was built is given out at the same sequence. Each act raises the sequence, so this is for what
#: changes without one: a name that was corrected, another class as of today.
SECONDS = 1.0
#: Sittings remembered.
MOST = 100


@dataclass
class Built:
    """Documents of one sitting at one sequence.

    Attributes:
        threads: Registrations that have a thread at the help desk; everybody else's is empty.
        texts: JSON by the document's name.
    """

    sequence: int
    at: float
    threads: frozenset[int]
    texts: dict[str, str] = field(default_factory=dict)


class Shared:
    """What this process has built. A process for itself: what another one changed has raised the sequence too."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._locks: dict[int, threading.Lock] = {}
        self._built: dict[int, Built] = {}

    def texts(self, sitting: Sitting, names: Iterable[str]) -> dict[str, str]:
        """JSON of these documents by name, none older than ``sitting``, as it was read for this request.

        Raises:
            LookupError: no document has such a name.
        """
        with self._lock:
            if len(self._locks) > MOST:
                self._locks.clear()
                self._built.clear()
            lock = self._locks.setdefault(sitting.pk, threading.Lock())
        with lock:  # who comes while they are built waits, and takes them
            built = self._built.get(sitting.pk)
            if built is None or built.sequence < sitting.sequence or self._clock() - built.at > SECONDS:
                # In this order: what the documents hold is never older than what they are kept under.
                built = Built(sitting.sequence, self._clock(), frozenset(support.owners(sitting)))
                self._built[sitting.pk] = built
            wanted = list(names)
            missing = [name for name in wanted if name not in built.texts and not _is_empty(name, built)]
            if missing:
                documents = build.documents(sitting.pk, missing)
                built.texts.update({name: document.model_dump_json() for name, document in documents.items()})
            empty = HelpDocument(seq=built.sequence, messages=[], call=None, requests=[]).model_dump_json()
            return {name: built.texts.get(name, empty) for name in wanted}

    def clear(self) -> None:
        """Build everything afresh."""
        self._built.clear()


shared = Shared()


def _is_empty(name: str, built: Built) -> bool:
    namespace, _, owner = name.partition(".")
    return namespace == "help" and int(owner) not in built.threads
