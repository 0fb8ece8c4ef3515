"""What must never stand in a log: secrets of the installation, tokens, and addresses that let in whoever has them."""

from __future__ import annotations

import ipaddress
import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from hemicycle.config.environment import SECRETS, Environment

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]+")
#: Django names them when it refuses one.
_LINK = re.compile(r"(/(?:links|letters|enter|badges|connection-test)/)[\w.:-]{24,}")
#: What may be a network address, of version 4 and 6; whether it is one, the library says.
_ADDRESSES_OF = (
    re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)"),
    re.compile(r"(?<![\w.:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?=:\d{5}\b|(?![\w:]|\.\d))"),
)
#: Passwords of other services. A shorter one would blot out half of what is said.
_PASSWORDS = ("EMAIL_PASSWORD", "MAIL_IN_IMAP_PASSWORD", "OIDC_SECRET", "METRICS_KEY")
_ADDRESSES = ("DATABASE", "REDIS")
_SHORTEST = 4


def secrets_of(environment: Environment) -> tuple[str, ...]:
    """Every secret that an installation was given, the longest first; a password of an address in both its forms."""
    found = [environment.text(name) for name in (*SECRETS, *_PASSWORDS)]
    for name in _ADDRESSES:
        password = urlsplit(environment.text(name)).password or ""
        found += [password, unquote(password)]
    return tuple(sorted({secret for secret in found if len(secret) >= _SHORTEST}, key=len, reverse=True))


def blotted(line: str, secrets: Iterable[str]) -> str:
    """A line with secrets, signed tokens and personal links blotted out."""
    for secret in secrets:
        line = line.replace(secret, "[secret]")
    return _LINK.sub(r"\1[link]", _TOKEN.sub("[token]", line))


def without_addresses(line: str) -> str:
    """A line in which the address of another machine keeps its beginning alone, which tells the network."""
    for pattern in _ADDRESSES_OF:
        line = pattern.sub(lambda found: _masked(found[0]), line)
    return line


def _masked(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:  # the hour, or the number of a version
        return text
    if address.is_loopback or address.is_unspecified:
        return text
    if address.version == 4:  # noqa: PLR2004 - its name
        return ".".join([*text.split(".")[:2], "x", "x"])
    return ":".join([*address.exploded.split(":")[:2], "x"])


class Blotting(logging.Formatter):
    """Formats what is logged, tracebacks too, and blots it out; also where ``hemicycle up`` writes no log."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self._secrets = secrets_of(Environment())

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets."""
        return blotted(super().format(record), self._secrets)
