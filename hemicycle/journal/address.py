"""The network address that an act came from, as the journal keeps it."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """Network address that a request came from, as seen by the outermost of our own proxies."""
    seen = [*request.headers.get("X-Forwarded-For", "").split(","), request.META.get("REMOTE_ADDR", "")]
    address = seen[-1 - settings.PROXIES].strip() if len(seen) > settings.PROXIES else ""
    try:
        return str(ip_address(address))
    except ValueError:
        return None
