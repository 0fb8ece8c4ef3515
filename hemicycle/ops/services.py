"""The processes of an installation: what each is started with, and how it shows that it works."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings

from hemicycle.media.config import LOOPBACK, as_yaml, configuration
from hemicycle.ops import engines
from hemicycle.ops.push_config import push_configuration

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from hemicycle.ops.installation import Installation

#: What the steward and the worker answer when their round has lasted too long.
HUNG = frozenset({HTTPStatus.SERVICE_UNAVAILABLE.value})
#: For what must not wait until a letter is drawn up: who is heard, and who cuts off.
SOONER = -5
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to


@dataclass(frozen=True)
class Port:
    """A port that a process takes, and the setting that moves it."""

    host: str
    number: int
    setting: str
    udp: bool = False


@dataclass(frozen=True)
class Service:
    """One process.

    Attributes:
        name: Of its log and its pid file.
        health: URL that answers with success while it works. Any answer says that it lives: what it needs may be away.
        hung: Statuses by which it says itself that it has hung.
        alone: There is one of it, however many machines there are.
        after: Parts that must work before it starts.
        masks_addresses: What it says names the network addresses of people, of which its log keeps the beginning.
        standby: Its command takes ``--standby``: it loads, and works once there is a line on its standard input. One is
            kept ready.
        nice: Added to what the supervisor has, as ``nice`` counts: less is sooner. Where that is not allowed, it does
            without.
    """

    name: str
    command: tuple[str, ...]
    variables: Mapping[str, str]
    health: str
    ports: tuple[Port, ...]
    after: frozenset[str] = field(default_factory=frozenset)
    hung: frozenset[int] = frozenset()
    alone: bool = False
    masks_addresses: bool = False
    standby: bool = False
    nice: int = 0


def health(installation: Installation) -> dict[str, str]:
    """The address of each process that answers with success while it works."""
    network, push = installation.network, installation.push
    return {
        "livekit": f"http://{_reachable(network.bind[0])}:{network.port}/",
        "centrifugo": f"http://{_reachable(push.bind)}:{push.port}/health",
        "web": f"{installation.web}/health",
        "steward": f"http://{LOOPBACK}:{installation.steward_port}/health",
        "worker": f"http://{LOOPBACK}:{installation.worker_port}/health",
    }


def livekit(installation: Installation, tell: Callable[[str], None]) -> Service:
    """The media engine."""
    network = installation.network
    path = _write(
        installation.home / "run" / "livekit.yaml",
        as_yaml(
            configuration(
                installation.media, network, f"{installation.web}/media/webhook", installation.media_log_level
            )
        ),
    )
    program = engines.find(engines.LIVEKIT, installation.engines, tell)
    # One port of its own is worth a look beforehand; of a range the engine takes what is free.
    udp = [Port(network.bind[0], int(network.udp), "LIVEKIT_UDP", udp=True)] if network.udp.isdecimal() else []
    return Service(
        name="livekit",
        command=(str(program), "--config", str(path)),
        variables=_bare(),
        health=health(installation)["livekit"],
        ports=(
            Port(network.bind[0], network.port, "LIVEKIT_PORT"),
            Port(network.bind[0], network.tcp_port, "LIVEKIT_TCP_PORT"),
            *udp,
        ),
        masks_addresses=True,
        nice=SOONER,
    )


def centrifugo(installation: Installation, tell: Callable[[str], None]) -> Service:
    """The push engine."""
    push = installation.push
    path = _write(installation.home / "run" / "centrifugo.json", json.dumps(push_configuration(push), indent=2))
    program = engines.find(engines.CENTRIFUGO, installation.engines, tell)
    return Service(
        name="centrifugo",
        command=(str(program), "--config", str(path)),
        variables=_bare(),
        health=health(installation)["centrifugo"],
        ports=(Port(push.bind, push.port, "CENTRIFUGO_PORT"),),
        masks_addresses=True,
    )


def web(installation: Installation, _tell: Callable[[str], None]) -> Service:
    """The pages and the room's commands."""
    host, _, port = installation.web_bind.rpartition(":")
    return Service(
        name="web",
        command=_reloading(installation) if settings.DEVELOPMENT else _gunicorn(installation),
        variables={**os.environ, "HEMICYCLE_HOME": str(installation.home)},
        health=health(installation)["web"],
        ports=(Port(host, int(port), "WEB_BIND"),),
        standby=installation.web_standby and not settings.DEVELOPMENT,
    )


def _gunicorn(installation: Installation) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "hemicycle.ops.web_server", "--bind", installation.web_bind),
        *("--workers", str(installation.web_workers), "--threads", str(installation.web_threads)),
    )


def _reloading(installation: Installation) -> tuple[str, ...]:
    """Django's own server, which starts again with each change of the code."""
    return (sys.executable, "-m", "hemicycle.ops.cli", "runserver", installation.web_bind)


def vite(_installation: Installation, _tell: Callable[[str], None]) -> Service:
    """The front end while it is changed: modules as they are, each replaced in the browser when it is saved."""
    port, frontend = str(settings.VITE_PORT), settings.PACKAGE.parent / "frontend"
    return Service(
        name="vite",
        command=("npm", "--prefix", str(frontend), "exec", "--", "vite", str(frontend), "--port", port),
        variables=_bare(),
        health=f"http://{LOOPBACK}:{port}/static/@vite/client",
        ports=(Port(LOOPBACK, settings.VITE_PORT, "VITE_PORT"),),
    )


def steward(installation: Installation, _tell: Callable[[str], None]) -> Service:
    """The unseen listener in each sitting, which is given what it needs and nothing else."""
    media = installation.media
    return Service(
        name="steward",
        command=(sys.executable, "-m", "hemicycle.steward"),
        variables={
            **_bare(),
            "HEMICYCLE_WEB_INTERNAL": installation.web,
            "HEMICYCLE_STEWARD_KEY": installation.steward_key,
            "HEMICYCLE_STEWARD_PORT": str(installation.steward_port),
            "HEMICYCLE_LIVEKIT_API": media.url,
            "HEMICYCLE_LIVEKIT_KEY": media.key,
            "HEMICYCLE_LIVEKIT_SECRET": media.secret,
            "HEMICYCLE_LOG_LEVEL": installation.log_level,
        },
        health=health(installation)["steward"],
        ports=(Port(LOOPBACK, installation.steward_port, "STEWARD_PORT"),),
        hung=HUNG,
        # Two would cut, and tell, everything twice.
        alone=True,
        # While it is away, who unmutes without the floor is heard. The one that waits sits in every room, idle.
        standby=installation.steward_standby,
        nice=SOONER,
        after=frozenset({"livekit", "web"}),
    )


def worker(installation: Installation, _tell: Callable[[str], None]) -> Service:
    """Tasks in the background, mail out and in, retention."""
    taking = {"MAIL_IN_BIND": installation.mail_in_bind, "MAIL_IN_LMTP_BIND": installation.mail_in_lmtp_bind}
    return Service(
        name="worker",
        command=(sys.executable, "-m", "hemicycle.ops.cli", "worker", "--port", str(installation.worker_port)),
        variables={**os.environ, "HEMICYCLE_HOME": str(installation.home)},
        health=health(installation)["worker"],
        ports=(
            Port(LOOPBACK, installation.worker_port, "WORKER_PORT"),
            *(
                Port(bind.rpartition(":")[0], int(bind.rpartition(":")[2]), name)
                for name, bind in taking.items()
                if bind
            ),
        ),
        hung=HUNG,
    )


#: In the order in which they start; they stop in the opposite one.
SERVICES: dict[str, Callable[[Installation, Callable[[str], None]], Service]] = {
    "livekit": livekit,
    "centrifugo": centrifugo,
    "web": web,
    "steward": steward,
    "worker": worker,
    **({"vite": vite} if settings.DEVELOPMENT else {}),
}


def _bare() -> dict[str, str]:
    """The environment without Hemicycle's settings: secrets go only to whom they are meant for."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("HEMICYCLE_", "LIVEKIT_"))}


def _reachable(host: str) -> str:
    return LOOPBACK if host in EVERYWHERE else host


def _write(path: Path, text: str) -> Path:
    """Write a configuration that carries secrets: readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return path
