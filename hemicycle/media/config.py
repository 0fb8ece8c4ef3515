"""The media engine's configuration, from an installation's settings alone.

Without any setting the engine serves this machine over loopback and needs no outside network. On a
public address it needs to be told that address, and how participants behind a strict firewall come in.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import yaml

from hemicycle.media.engine import EMPTY_SECONDS
from hemicycle.media.webhooks import EVENTS

if TYPE_CHECKING:
    from hemicycle.media.engine import Address

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65535
#: Everybody who leaves is three warnings of these two.
NOISY = ("transport", "psrpc")
#: The engine refuses to sign with less.
SECRET_LENGTH = 32


class ConfigurationInvalid(ValueError):
    """A setting of the media engine can't be used; says which and why."""


@dataclass(frozen=True)
class Turn:
    """Relay for networks that let nothing out but TLS on port 443.

    Browsers are always sent to port 443 of ``domain``. When another program has that port on this
    machine, let it pass the connections on to ``port``: by the name in the TLS greeting (SNI), or from
    a second address.

    Attributes:
        port: Where the engine listens.
        certificate, private_key: Paths of PEM files for ``domain``; empty when ``external_tls``.
        external_tls: Whoever stands in front has removed the TLS already.
        udp_port: Relay over UDP as well, which also answers as STUN; 0 for none.
    """

    domain: str
    port: int = 443
    certificate: str = ""
    private_key: str = ""
    external_tls: bool = False
    udp_port: int = 0


@dataclass(frozen=True)
class Network:
    """Where the media engine listens and how participants reach it.

    Attributes:
        port: Of its HTTP and WebSocket interface, which is put behind the installation's TLS proxy.
        bind: Addresses on which it listens for that.
        node_ip: Address to which participants send media.
        tcp_port: Media over TCP, where UDP is blocked. It can't stand behind a proxy.
        udp: Media over UDP: a port or a range of ports such as ``7882-7885``; empty for none.
        udp_shared: All participants share these ports; otherwise each takes ports of its own.
        stun: STUN servers that browsers ask for their own address, ``host:port``.
        redis: ``redis://user:password@host:port/number`` of a cluster; empty for one node.
    """

    port: int = 7880
    bind: tuple[str, ...] = (LOOPBACK,)
    node_ip: str = LOOPBACK
    tcp_port: int = 7881
    udp: str = "7882"
    udp_shared: bool = True
    stun: tuple[str, ...] = ()
    turn: Turn | None = None
    redis: str = ""


def configuration(address: Address, network: Network, webhook: str, log_level: str = "info") -> dict[str, Any]:
    """Return the engine's whole configuration.

    Args:
        webhook: URL to which the engine tells who comes, goes and publishes.
        log_level: How much it says: ``debug``, ``info``, ``warning`` or ``error``.

    Raises:
        ConfigurationInvalid: A value can't be used.
    """
    if len(address.secret) < SECRET_LENGTH:
        message = f"The media engine's secret needs at least {SECRET_LENGTH} characters."
        raise ConfigurationInvalid(message)
    settings: dict[str, Any] = {
        "port": _port("port", network.port),
        "bind_addresses": list(network.bind),
        "keys": {address.key: address.secret},
        "rtc": _rtc(network),
        "room": {
            "auto_create": False,
            "enable_remote_unmute": True,
            "empty_timeout": EMPTY_SECONDS,
            "departure_timeout": EMPTY_SECONDS,
        },
        "webhook": {
            "api_key": address.key,
            "urls": [webhook],
            "filter_params": {"include_events": list(EVENTS)},
            # A room's events wait in one line and are sent one at a time. By default it drops what is
            # beyond 200 or older than 30 seconds: too little when everybody comes back at once.
            "resource_url_notifier": {"max_depth": 10_000, "max_age": "10m"},
        },
        "logging": _logging(log_level),
    }
    if network.turn:
        settings["turn"] = _turn(network.turn, network.node_ip)
    if network.redis:
        settings["redis"] = _redis(network.redis)
    return settings


def as_yaml(settings: dict[str, Any]) -> str:
    """Return the configuration as the engine reads it."""
    return yaml.safe_dump(settings, sort_keys=False)


def _logging(level: str) -> dict[str, Any]:
    """By default it says who came, by which way, and why they left: what a problem with sound leaves behind."""
    quiet = {} if level == "debug" else {"component_levels": dict.fromkeys(NOISY, "error")}
    return {"level": level.replace("warning", "warn"), "pion_level": "error", **quiet}


def _rtc(network: Network) -> dict[str, Any]:
    try:
        node = ipaddress.ip_address(network.node_ip)
    except ValueError as error:
        message = f"The media engine's public address must be an IP address, not {network.node_ip!r}."
        raise ConfigurationInvalid(message) from error
    answers_stun = network.stun or (network.turn and network.turn.udp_port)
    if node.is_global and not answers_stun:
        # Without one, the engine sends browsers to Google's and Twilio's.
        message = "A media engine on a public address needs a STUN server, or its own TURN over UDP."
        raise ConfigurationInvalid(message)
    rtc: dict[str, Any] = {
        "node_ip": network.node_ip,
        "use_external_ip": False,
        "tcp_port": _port("TCP port", network.tcp_port),
        "stun_servers": list(network.stun),
        **_udp(network),
    }
    if node.is_loopback:
        rtc["enable_loopback_candidate"] = True
        rtc["interfaces"] = {"includes": ["lo"]}
        rtc["ips"] = {"includes": [f"{node}/{node.max_prefixlen}"]}
    return rtc


def _udp(network: Network) -> dict[str, Any]:
    if not network.udp:
        return {"force_tcp": True}
    first, dash, last = network.udp.partition("-")
    ports = [_port("UDP port", part) for part in ((first, last) if dash else (first,))]
    if ports != sorted(set(ports)):
        message = f"The media engine's UDP ports must rise, as in 7882-7885, not {network.udp!r}."
        raise ConfigurationInvalid(message)
    if network.udp_shared:
        return {"udp_port": network.udp if dash else ports[0]}
    if not dash:
        message = f"UDP ports that are not shared must be a range, not {network.udp!r}."
        raise ConfigurationInvalid(message)
    return {"port_range_start": ports[0], "port_range_end": ports[1]}


def _turn(turn: Turn, node_ip: str) -> dict[str, Any]:
    if "." not in turn.domain:
        message = f"TURN over TLS needs the name that its certificate carries, not {turn.domain!r}."
        raise ConfigurationInvalid(message)
    settings: dict[str, Any] = {"enabled": True, "domain": turn.domain, "tls_port": _port("TURN port", turn.port)}
    if turn.udp_port:
        settings["udp_port"] = _port("TURN port for UDP", turn.udp_port)
    if turn.external_tls:
        settings["external_tls"] = True
    else:
        for name, path in (("cert_file", turn.certificate), ("key_file", turn.private_key)):
            if not Path(path).is_file():
                message = f"TURN over TLS needs a certificate and its key in PEM files: {path!r} is none."
                raise ConfigurationInvalid(message)
            settings[name] = path
    if not ipaddress.ip_address(node_ip).is_global:
        # The relay's only peer is the engine itself, which it would refuse at a private address.
        settings["allow_restricted_peer_cidrs"] = [str(ipaddress.ip_network(node_ip))]
    return settings


def _redis(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    number = parts.path.removeprefix("/") or "0"
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname or not number.isdecimal():
        message = f"Redis must be given as redis://user:password@host:port/number, not {parts.scheme}://..."
        raise ConfigurationInvalid(message)
    settings: dict[str, Any] = {"address": f"{parts.hostname}:{parts.port or 6379}", "db": int(number)}
    if parts.username:
        settings["username"] = unquote(parts.username)
    if parts.password:
        settings["password"] = unquote(parts.password)
    if parts.scheme == "rediss":
        settings["use_tls"] = True
    return settings


def _port(what: str, value: str | int) -> int:
    """Check a port number, which comes as text where it is part of a range."""
    number = int(value) if str(value).isdecimal() else 0
    if not 0 < number <= HIGHEST_PORT:
        message = f"The media engine's {what} must be a number from 1 to {HIGHEST_PORT}, not {value!r}."
        raise ConfigurationInvalid(message)
    return number
