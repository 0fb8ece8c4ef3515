"""Where a measurement runs: a data folder and ports of its own, apart from any other installation."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOOPBACK = "127.0.0.1"
FIRST_PORT = 18700
SETTINGS = ("LIVEKIT_PORT", "LIVEKIT_TCP_PORT", "LIVEKIT_UDP", "CENTRIFUGO_PORT", "STEWARD_PORT", "WORKER_PORT")


@dataclass(frozen=True)
class Surroundings:
    """A place to run the product in.

    Attributes:
        home: Its data folder, empty at first.
        host: Address on which everything listens.
    """

    home: Path
    host: str = LOOPBACK

    def environment(self) -> dict[str, str]:
        """The settings of this place, as environment variables."""
        web, *ports = _free(len(SETTINGS) + 1)
        settings = {name: str(port) for name, port in zip(SETTINGS, ports, strict=True)}
        media, push = settings["LIVEKIT_PORT"], settings["CENTRIFUGO_PORT"]
        settings |= {
            "HOME": str(self.home),
            # The demonstration's consultation was years ago: whoever is added to it would be forgotten at once.
            "RETENTION": "no",
            "WEB_BIND": f"{self.host}:{web}",
            "PUBLIC_ADDRESS": f"http://{self.host}:{web}",
            "SECOND_FACTOR": "",  # who is measured has signed in by one
            "LIVEKIT_BIND": self.host,
            "LIVEKIT_NODE_IP": self.host,
            "LIVEKIT_API": f"http://{self.host}:{media}",
            "LIVEKIT_ADDRESS": f"ws://{self.host}:{media}",
            "CENTRIFUGO_BIND": self.host,
            "CENTRIFUGO_API": f"http://{self.host}:{push}/api",
            "CENTRIFUGO_ADDRESS": f"http://{self.host}:{push}",
        }
        return {f"HEMICYCLE_{name}": value for name, value in settings.items()}


def _free(wanted: int) -> list[int]:
    """Ports that nobody has, for TCP and for UDP."""
    ports: list[int] = []
    for port in count(FIRST_PORT):
        if _is_free(port):
            ports.append(port)
        if len(ports) == wanted:
            break
    return ports


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                return False
    return True
