"""Where a measurement runs: a data folder and ports of its own, apart from any other installation."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.ports import free_port

if TYPE_CHECKING:
    from pathlib import Path

LOOPBACK = "127.0.0.1"
RELAY = "relay.example.org"
SETTINGS = ("LIVEKIT_PORT", "LIVEKIT_TCP_PORT", "LIVEKIT_UDP", "CENTRIFUGO_PORT", "STEWARD_PORT", "WORKER_PORT")


@dataclass(frozen=True)
class Surroundings:
    """A place to run the product in.

    Attributes:
        home: Its data folder, empty at first.
        host: Address on which everything listens.
        relays: The media engine relays as well (TURN over UDP, and over TLS that nobody removes here).
        relays_by_tls: It relays over TLS on port 443 alone, with a certificate that is made for it.
    """

    home: Path
    host: str = LOOPBACK
    relays: bool = False
    relays_by_tls: bool = False

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
                "LIVEKIT_TURN_DOMAIN": RELAY,
                "LIVEKIT_TURN_PORT": str(_free()),
                "LIVEKIT_TURN_EXTERNAL_TLS": "yes",
                "LIVEKIT_TURN_UDP_PORT": str(_free()),
            }
        if self.relays_by_tls:
            certificate, key = certify(self.home, RELAY)
            settings |= {
                "LIVEKIT_TURN_DOMAIN": RELAY,
                "LIVEKIT_TURN_CERTIFICATE": str(certificate),
                "LIVEKIT_TURN_PRIVATE_KEY": str(key),
            }
        return {f"HEMICYCLE_{name}": value for name, value in settings.items()}


def certify(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a certificate for a name, valid for a day and signed by itself; the paths of it and of its key (PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "relay.pem", folder / "relay.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return public, private


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
