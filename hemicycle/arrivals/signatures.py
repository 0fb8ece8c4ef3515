"""DKIM signatures of a message, verified by the keys that domains publish (RFC 6376)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import dkim
import dns.exception
import dns.resolver

if TYPE_CHECKING:
    from collections.abc import Callable

#: So many signatures of a message are looked at, each within so many seconds.
SIGNATURES = 3
SECONDS = 3.0


def published(name: bytes, timeout: float = SECONDS) -> bytes | None:
    """The text record of a name; none where there is none, or no answer."""
    with suppress(dns.exception.DNSException, UnicodeError, OSError, ValueError):
        resolver = dns.resolver.Resolver()
        answer = resolver.resolve(name.decode().rstrip("."), "TXT", lifetime=timeout)
        for record in answer:
            return b"".join(record.strings)
    return None


def verified(content: bytes, look_up: Callable[..., bytes | None] = published) -> list[str]:
    """The domains whose signatures hold.

    Args:
        look_up: Gives the text record of a name, as ``published`` does.
    """
    found = []
    for number in range(SIGNATURES):
        try:
            message = dkim.DKIM(content, timeout=SECONDS)
            if message.verify(number, dnsfunc=look_up):
                found.append(message.domain.decode("ascii", "replace").lower())
        except Exception:  # noqa: BLE001, S112 - a signature may be damaged in every way there is, and then proves nothing
            continue
    return found
