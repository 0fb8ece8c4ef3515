"""What a participant's network has to let through, by the installation’s settings: hosts, ports and protocols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


@dataclass(frozen=True)
class Opening:
    """One thing that is to be let out.

    Attributes:
        ports: A port, or a range such as ``7882-7885``.
        use: For what, in the reader's language.
    """

    host: str
    ports: str
    protocol: str
    use: str


def openings() -> list[Opening]:
    """Everything, the most important first; what is the same under two names stands once."""
    found: dict[tuple[str, str, str], Opening] = {}
    for one in _openings():
        found.setdefault((one.host, one.ports, one.protocol), one)
    return list(found.values())


def _openings() -> Iterator[Opening]:
    yield _of_address(settings.PUBLIC_ADDRESS, _("Pages"))
    yield _of_address(settings.CENTRIFUGO_ADDRESS, _("Updates of the meeting room (WebSocket, also HTTP streams)"))
    yield _of_address(settings.LIVEKIT_ADDRESS, _("Start of sound and picture (WebSocket)"))
    host = settings.LIVEKIT_NODE_IP
    if settings.LIVEKIT_UDP:
        yield Opening(host, settings.LIVEKIT_UDP, "UDP", _("Sound and picture, the fastest way"))
    if settings.LIVEKIT_TCP_PORT:
        yield Opening(host, str(settings.LIVEKIT_TCP_PORT), "TCP", _("Sound and picture where UDP is blocked"))
    if settings.LIVEKIT_TURN_DOMAIN:
        domain = settings.LIVEKIT_TURN_DOMAIN
        yield Opening(domain, "443", "TCP, TLS", _("Sound and picture where only port 443 is open"))
        if settings.LIVEKIT_TURN_UDP_PORT:
            yield Opening(domain, str(settings.LIVEKIT_TURN_UDP_PORT), "UDP", _("Relay of sound and picture"))


def _of_address(address: str, use: str) -> Opening:
    parts = urlsplit(address)
    protocol = "TCP, TLS" if parts.scheme in {"https", "wss"} else "TCP"
    return Opening(parts.hostname or "", str(parts.port or _PORTS.get(parts.scheme, 443)), protocol, use)
