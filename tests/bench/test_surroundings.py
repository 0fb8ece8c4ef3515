from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from cryptography import x509

from bench import surroundings
from bench.surroundings import LOOPBACK, SETTINGS, Surroundings
from hemicycle.media.config import Network, configuration
from hemicycle.media.engine import Address
from hemicycle.ops import installation

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytest_django import Settings

    from hemicycle.media.config import Turn


def relay_of(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Turn | None:
    """The relay of an installation that is started with these settings; two of them Django reads as it starts."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.LIVEKIT_TURN_DOMAIN = environment["HEMICYCLE_LIVEKIT_TURN_DOMAIN"]
    settings.LIVEKIT_TURN_UDP_PORT = int(environment.get("HEMICYCLE_LIVEKIT_TURN_UDP_PORT", "0"))
    return installation.read().network.turn


def test_every_port_is_another_and_nobody_has_it(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        settings = Surroundings(tmp_path).environment()
        ports = [int(settings[f"HEMICYCLE_{name}"]) for name in SETTINGS]
        ports.append(int(settings["HEMICYCLE_WEB_BIND"].rpartition(":")[2]))
        assert len(set(ports)) == len(SETTINGS) + 1
        assert taken.getsockname()[1] not in ports


def test_two_measurements_that_begin_at_once_have_no_port_in_common(tmp_path: Path) -> None:
    first, second = (Surroundings(tmp_path).environment() for _ in range(2))
    ports = {f"HEMICYCLE_{name}" for name in SETTINGS}
    assert not {first[name] for name in ports} & {second[name] for name in ports}


def test_a_port_that_is_taken_for_udp_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind((LOOPBACK, 0))
        number = taken.getsockname()[1]
        offered = iter([number, *range(40_000, 50_000)])
        monkeypatch.setattr(surroundings, "free_port", lambda: next(offered))
        settings = Surroundings(tmp_path).environment()
    assert str(number) not in settings.values()
    assert not settings["HEMICYCLE_WEB_BIND"].endswith(f":{number}")


def test_everything_is_at_one_address_and_in_one_folder(tmp_path: Path) -> None:
    settings = Surroundings(tmp_path, "10.0.0.1").environment()
    assert settings["HEMICYCLE_HOME"] == str(tmp_path)
    no_address = {"HEMICYCLE_HOME", "HEMICYCLE_RETENTION", "HEMICYCLE_SECOND_FACTOR"}
    elsewhere = {name for name, value in settings.items() if "10.0.0.1" not in value} - no_address
    assert elsewhere == {f"HEMICYCLE_{name}" for name in SETTINGS}


def test_a_relay_has_ports_of_its_own_and_the_engine_takes_them(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    assert not [name for name in Surroundings(tmp_path).environment() if "TURN" in name]
    relaying = Surroundings(tmp_path, relays=True).environment()
    relay = relay_of(relaying, monkeypatch, settings)
    assert relay is not None
    made = configuration(Address("", "key", "s" * 32), Network(turn=relay), "http://127.0.0.1/webhook")["turn"]
    assert (made["tls_port"], made["udp_port"]) == (relay.port, relay.udp_port)
    assert len({relay.port, relay.udp_port, int(relaying["HEMICYCLE_LIVEKIT_UDP"])}) == 3
    assert made["allow_restricted_peer_cidrs"] == ["127.0.0.1/32"]


def test_a_relay_over_tls_has_port_443_alone_and_a_certificate_of_its_name(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    relaying = Surroundings(tmp_path, relays_by_tls=True).environment()
    relay = relay_of(relaying, monkeypatch, settings)
    assert relay is not None
    assert (relay.port, relay.udp_port, relay.external_tls) == (443, 0, False)
    certificate = x509.load_pem_x509_certificate((tmp_path / "relay.pem").read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [relay.domain]
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(relay.certificate, relay.private_key)  # the key is the certificate's
