"""Centrifugo: publishing documents, and the tokens that say who may read which."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

import jwt
from cent import BatchRequest, CentError, Client, DisconnectRequest, InfoRequest, PublishRequest
from django.conf import settings

from hemicycle.live import build
from hemicycle.live.documents import OPEN
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Allowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity

log = logging.getLogger(__name__)
TOKEN_SECONDS = 180
PATIENCE = 3.0
#: The steward asks every second and must not wait for an engine that hangs.
EPOCH_PATIENCE = 0.5
#: Says whose sound is played: a listener waits for it.
AHEAD = frozenset({"map"})
_threads = threading.local()


def _client() -> Client:
    """This thread's client: its HTTP session is not made for several threads."""
    if not hasattr(_threads, "client"):
        _threads.client = Client(settings.CENTRIFUGO_API, settings.CENTRIFUGO_API_KEY, timeout=PATIENCE)
    client: Client = _threads.client
    return client


def channel(sitting: int, name: str) -> str:
    """The push engine's channel of a document."""
    namespace, _, rest = name.partition(".")
    if namespace == "help":
        return f"help:{sitting}.{rest}"
    if namespace == "desk":
        return f"desk:{sitting}.desk"
    return f"sitting:{sitting}.{name}"


def publish(sitting: int, names: Iterable[str]) -> None:
    """Build the named documents and publish them whole; what people hear hangs on goes ahead of the rest.

    The sitting's sequence is the publication's version: when two processes publish at once, the push
    engine keeps the newer and drops the older. An engine that does not answer is logged: ``engine_epoch``
    tells when it is back, and everything is published again.
    """
    wanted = set(names)
    for together in (wanted & AHEAD, wanted - AHEAD):
        if together:
            _publish(sitting, together)


def _publish(sitting: int, names: Iterable[str]) -> None:
    requests = [
        PublishRequest(
            channel=channel(sitting, name), data=document.model_dump(mode="json"), version=document.seq, delta=True
        )
        for name, document in build.documents(sitting, sorted(names)).items()
    ]
    try:
        _client().batch(BatchRequest(requests=requests, parallel=True))
    except CentError as error:
        log.warning("push engine unavailable, %s documents of sitting %s wait: %s", len(requests), sitting, error)


def disconnect(sitting: int, registration: int) -> None:
    """Close the connections of somebody who was removed; they get no new token."""
    try:
        _client().disconnect(DisconnectRequest(user=user(sitting, registration)))
    except CentError as error:
        log.warning("push engine unavailable, %s stays connected until the token expires: %s", registration, error)


def engine_epoch() -> str | None:
    """What changes when the push engine was restarted and forgot everything; ``None`` while it is away."""
    try:
        nodes = _client().info(InfoRequest(), timeout=EPOCH_PATIENCE).nodes
    except CentError:
        return None
    return ",".join(sorted(node.uid for node in nodes))


def user(sitting: int, registration: int) -> str:
    """A person's name in the push engine: of one sitting, so that removing them closes that one."""
    return f"{sitting}.{registration}"


def names_for(registration: Registration, capacity: Capacity) -> dict[str, str]:
    """Documents that a person may read: ``{name in the room: document}``."""
    names = {name: name for name in OPEN}
    names["help"] = f"help.{registration.pk}"
    if isinstance(may(capacity, Action.TURNS_SEE), Allowed):
        names["desk"] = "desk"
    return names


def access(sitting: int, registration: Registration, capacity: Capacity) -> dict[str, Any]:
    """``{address, token, channels}``: a short token for one person, and one for each channel that they may read.

    A technician also reads any participant's thread: ``threads`` says so, and ``thread_access`` signs one.
    """
    name = user(sitting, registration.pk)
    documents = names_for(registration, capacity)
    return {
        "address": settings.CENTRIFUGO_ADDRESS,
        "token": _sign({"sub": name, "exp": int(time.time()) + TOKEN_SECONDS}),
        "channels": {
            room_name: {"channel": channel(sitting, document), "token": _subscription(name, sitting, document)}
            for room_name, document in documents.items()
        },
    }


def thread_access(sitting: int, reader: Registration, owner: int) -> dict[str, str]:
    """``{channel, token}`` of one participant's thread, for a technician."""
    document = f"help.{owner}"
    return {
        "channel": channel(sitting, document),
        "token": _subscription(user(sitting, reader.pk), sitting, document),
    }


def _subscription(name: str, sitting: int, document: str) -> str:
    """Good as long as the connection's own token is renewed; for nobody else."""
    return _sign({"sub": name, "channel": channel(sitting, document)})


def _sign(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, settings.CENTRIFUGO_TOKEN_SECRET, algorithm="HS256")
