"""Whether the domain of a sender vouches for a message: SPF, DKIM and DMARC, weighed. Pure; no network, no Django.

A result counts that a trusted server wrote into ``Authentication-Results`` (RFC 8601), under the name that the
installation sets. Without one, a DKIM signature counts that was verified here (``signatures``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import authres

if TYPE_CHECKING:
    from collections.abc import Iterable


class Authenticity(StrEnum):
    """What is known of whether the sender wrote it."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    FAILED = "failed"


#: A longer header is none that a server writes.
_HEADER_LENGTH = 10_000


@dataclass(frozen=True)
class Authentication:
    """What was found of a message's sender.

    Attributes:
        by: The trusted server that says so; empty where it was looked at here, or not at all.
        spf, dkim, dmarc: ``pass``, ``fail`` and so on; empty where nothing is said.
    """

    authenticity: Authenticity
    by: str = ""
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""

    def as_json(self) -> dict[str, str]:
        """What it rests on, by name; what is empty is left out."""
        said = {"by": self.by, "spf": self.spf, "dkim": self.dkim, "dmarc": self.dmarc}
        return {name: value for name, value in said.items() if value}


def of_headers(headers: Iterable[str], trusted: str, sender: str) -> Authentication | None:
    """What the trusted server says; none where it says nothing.

    Args:
        headers: Every ``Authentication-Results`` of the message, the topmost first.
        trusted: The name under which the trusted server writes (``authserv-id``); empty trusts none.
        sender: The address in ``From``.
    """
    if not trusted:
        return None
    for header in headers:
        results = _read(header)
        if results is not None and str(results.authserv_id or "").lower() == trusted.lower():
            return _weighed(results.results, trusted, _domain(sender))
    return None


def of_signatures(verified: Iterable[str], sender: str, *, signed: bool) -> Authentication:
    """What follows from the DKIM signatures that were verified here.

    Args:
        verified: The domains whose signatures hold.
        sender: The address in ``From``.
        signed: There is a signature at all.
    """
    aligned = any(_aligned(domain, _domain(sender)) for domain in verified)
    if aligned:
        return Authentication(Authenticity.VERIFIED, dkim="pass")
    # A signature that does not hold proves nothing: lists and forwarding servers break them.
    return Authentication(Authenticity.UNVERIFIED, dkim="fail" if signed else "")


def _read(header: str) -> authres.AuthenticationResultsHeader | None:
    if len(header) > _HEADER_LENGTH:
        return None
    try:
        return authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {header}")
    except (authres.core.AuthResError, ValueError, IndexError, RecursionError):
        return None


def _weighed(results: Iterable[authres.core.AuthenticationResult], by: str, domain: str) -> Authentication:
    said: dict[str, str] = {}
    passed = False
    for result in results or ():
        method, found = str(result.method).lower(), str(result.result).lower()
        if method not in {"spf", "dkim", "dmarc"}:
            continue
        for_sender = _aligned(_vouched(result), domain)
        if method not in said or (found == "pass" and for_sender):
            said[method] = found
        passed = passed or (found == "pass" and for_sender)
    authenticity = Authenticity.VERIFIED if passed else Authenticity.UNVERIFIED
    if said.get("dmarc") == "fail":
        authenticity = Authenticity.FAILED
    return Authentication(authenticity, by, said.get("spf", ""), said.get("dkim", ""), said.get("dmarc", ""))


def _vouched(result: authres.core.AuthenticationResult) -> str:
    """The domain for which a result speaks."""
    for item in result.properties:
        if (str(item.type), str(item.name)) in {("header", "from"), ("header", "d"), ("smtp", "mailfrom")}:
            return str(item.value).rpartition("@")[2]
        if (str(item.type), str(item.name)) == ("header", "i"):
            return str(item.value).rpartition("@")[2]
    return ""


def _aligned(domain: str, of_sender: str) -> bool:
    """Whether a domain may vouch for a sender's: it is the same, or the one above it."""
    domain, of_sender = domain.lower().rstrip("."), of_sender.lower().rstrip(".")
    return bool(domain) and "." in domain and (of_sender == domain or of_sender.endswith(f".{domain}"))


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
