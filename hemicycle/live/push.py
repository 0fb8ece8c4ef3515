"""What is said to Centrifugo: documents that are published, and connections that are closed.

Nothing that goes wrong here undoes an act or hides that it was carried out: it is logged, and documents are published
again once the engine answers (``live.publishing``).
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from cent import BatchRequest, Client, DisconnectRequest, HistoryRequest, PublishRequest
from django.conf import settings

from hemicycle.live import build
from hemicycle.live.push_access import channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cent import CentRequest

log = logging.getLogger(__name__)
PATIENCE = 3.0
#: The steward asks every second and must not wait for an engine that hangs.
EPOCH_PATIENCE = 0.5
#: Says whose sound is played: a listener waits for it.
AHEAD = frozenset({"map"})
#: A channel of no sitting. The engine numbers its memory of a channel anew when it has lost it.
MEMORY = channel(0, "memory")
_threads = threading.local()


def _client() -> Client:
    """This thread's client: its HTTP session is not made for several threads."""
    if not hasattr(_threads, "client"):
        _threads.client = Client(settings.CENTRIFUGO_API, settings.CENTRIFUGO_API_KEY, timeout=PATIENCE)
    client: Client = _threads.client
    return client


def _sent(requests: Sequence[CentRequest[Any]], what: str) -> bool:
    """Whether the engine has taken all of them; logged where it has not.

    Everything is caught, for the library raises more than its own errors: ``KeyError`` where the engine takes some
    requests of a batch and not others, as without its Redis, and whatever its HTTP client and pydantic raise.
    """
    try:
        _client().batch(BatchRequest(requests=list(requests), parallel=True))
    except Exception as error:  # noqa: BLE001 - see above
        log.warning("push engine unavailable, %s: %s: %s", what, type(error).__name__, error)
        return False
    return True


def publish(sitting: int, names: Iterable[str]) -> frozenset[str]:
    """Build the named documents and publish them whole; what people hear hangs on goes ahead of the rest.

    The sitting's sequence is the publication's version: when two processes publish at once, the push
    engine keeps the newer and drops the older.

    Returns:
        Names of those that the engine did not take.
    """
    wanted = frozenset(names)
    left: set[str] = set()
    for together in (wanted & AHEAD, wanted - AHEAD):
        if together and not _publish(sitting, together):
            left |= together
    return frozenset(left)


def _publish(sitting: int, names: Iterable[str]) -> bool:
    requests = [
        PublishRequest(
            channel=channel(sitting, name), data=document.model_dump(mode="json"), version=document.seq, delta=True
        )
        for name, document in build.documents(sitting, sorted(names)).items()
    ]
    return _sent(requests, f"{len(requests)} documents of sitting {sitting} wait")


def disconnect(names: Iterable[str]) -> bool:
    """Close the connections under these names (``push_access.user``); whether the engine has taken that."""
    requests = [DisconnectRequest(user=name) for name in names]
    return not requests or _sent(requests, f"connections under {len(requests)} names stay open")


def engine_epoch() -> str | None:
    """What changes when the push engine, or its Redis, forgot everything; ``None`` while either is away."""
    try:
        return str(_client().history(HistoryRequest(channel=MEMORY, limit=0), timeout=EPOCH_PATIENCE).epoch)
    except Exception:  # noqa: BLE001 - as in ``_sent``
        return None
