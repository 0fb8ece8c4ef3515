"""Where a measurement runs: a data folder and ports of its own, apart from any other installation."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.ports import free_port

if TYPE_CHECKING:
    from pathlib import Path

LOOPBACK = "127.0.0.1"
SETTINGS = ("LIVEKIT_PORT", "LIVEKIT_TCP_PORT", "LIVEKIT_UDP", "CENTRIFUGO_PORT", "STEWARD_PORT", "WORKER_PORT")


@dataclass(frozen=True)
class Surroundings:
    """A place to run the product in.

    Attributes:
        home: Its data folder, empty at first.
        host: Address on which everything listens.
        relays: The media engine relays as well (TURN over UDP, and over TLS that nobody removes here).
    """

    home: Path
    host: str = LOOPBACK
    relays: bool = False

    def environment(self) -> dict[str, str]:
        """The settings of this place, as environment variables."""
        web, settings = _free(), {name: str(_free()) for name in SETTINGS}
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
        if self.relays:
            settings |= {
                "LIVEKIT_TURN_DOMAIN": "relay.example.org",
                "LIVEKIT_TURN_PORT": str(_free()),
                "LIVEKIT_TURN_EXTERNAL_TLS": "yes",
                "LIVEKIT_TURN_UDP_PORT": str(_free()),
            }
        return {f"HEMICYCLE_{name}": value for name, value in settings.items()}


def own_address() -> str:
    """This machine's address in a network, which the media library goes to a relay at; it goes to none on loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent
        return str(probe.getsockname()[0])


def _free() -> int:
    """A port that nobody has, for TCP and for UDP; by chance, so that two measurements that begin at once differ."""
    while True:
        port = free_port()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
        return port
