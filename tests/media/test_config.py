from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from hemicycle.media.config import ConfigurationInvalid, Network, Turn, as_yaml, configuration
from hemicycle.media.engine import Address
from hemicycle.ops.supervisor import Stack
from tests.ports import free_port

if TYPE_CHECKING:
    from pathlib import Path

    from hemicycle.ops.installation import Installation

ADDRESS = Address("http://127.0.0.1:7880", "hemicycle", "s" * 32)
WEBHOOK = "http://127.0.0.1:8000/media/webhook"
PUBLIC = Network(node_ip="9.9.9.9", stun=("stun.example.org:3478",))
RELAY = Turn(domain="turn.example.org", external_tls=True)


def made(network: Network) -> dict[str, Any]:
    return configuration(ADDRESS, network, WEBHOOK)


def test_without_any_setting_it_stays_on_this_machine() -> None:
    settings = yaml.safe_load(as_yaml(made(Network())))
    assert settings["bind_addresses"] == ["127.0.0.1"]
    assert settings["rtc"] == {
        "node_ip": "127.0.0.1",
        "use_external_ip": False,
        "enable_loopback_candidate": True,
        "interfaces": {"includes": ["lo"]},
        "ips": {"includes": ["127.0.0.1/32"]},
        "udp_port": 7882,
        "tcp_port": 7881,
        "stun_servers": [],
    }
    assert (settings["room"]["auto_create"], settings["room"]["enable_remote_unmute"]) == (False, True)
    assert "turn" not in settings
    assert "redis" not in settings


def test_on_a_public_address_no_loopback_is_offered() -> None:
    rtc = made(PUBLIC)["rtc"]
    assert rtc["node_ip"] == "9.9.9.9"
    assert rtc["stun_servers"] == ["stun.example.org:3478"]
    assert not {"enable_loopback_candidate", "interfaces", "ips"} & rtc.keys()


def test_udp_may_be_shared_ports_or_a_port_each_or_none() -> None:
    assert made(replace(PUBLIC, udp="7882-7885"))["rtc"]["udp_port"] == "7882-7885"
    each = made(replace(PUBLIC, udp="50000-60000", udp_shared=False))["rtc"]
    assert (each["port_range_start"], each["port_range_end"]) == (50000, 60000)
    assert made(replace(PUBLIC, udp=""))["rtc"]["force_tcp"] is True


def test_turn_with_a_certificate(tmp_path: Path) -> None:
    for name in ("cert.pem", "key.pem"):
        (tmp_path / name).touch()
    relay = Turn("turn.example.org", certificate=str(tmp_path / "cert.pem"), private_key=str(tmp_path / "key.pem"))
    assert made(replace(PUBLIC, turn=relay))["turn"] == {
        "enabled": True,
        "domain": "turn.example.org",
        "tls_port": 443,
        "cert_file": str(tmp_path / "cert.pem"),
        "key_file": str(tmp_path / "key.pem"),
    }


def test_turn_behind_somebody_elses_tls() -> None:
    turn = made(replace(PUBLIC, turn=replace(RELAY, port=5349)))["turn"]
    assert turn == {"enabled": True, "domain": "turn.example.org", "tls_port": 5349, "external_tls": True}


def test_turn_at_a_private_address_may_reach_the_engine_itself() -> None:
    turn = made(Network(node_ip="10.1.2.3", turn=RELAY))["turn"]
    assert turn["allow_restricted_peer_cidrs"] == ["10.1.2.3/32"]


def test_turn_over_udp_serves_as_stun() -> None:
    assert made(Network(node_ip="9.9.9.9", turn=replace(RELAY, udp_port=3478)))["turn"]["udp_port"] == 3478


def test_a_cluster_shares_redis() -> None:
    settings = made(replace(PUBLIC, redis="rediss://media:p%40ss@redis.example.org/2"))["redis"]
    assert settings == {
        "address": "redis.example.org:6379",
        "db": 2,
        "username": "media",
        "password": "p@ss",
        "use_tls": True,
    }


@pytest.mark.parametrize(
    ("network", "complaint"),
    [
        (Network(node_ip="9.9.9.9"), "needs a STUN server"),
        (Network(node_ip="media.example.org"), "must be an IP address"),
        (Network(port=0), "port must be a number from 1 to 65535"),
        (Network(tcp_port=70000), "TCP port must be"),
        (Network(udp="many"), "UDP port must be"),
        (Network(udp="7885-7882"), "must rise"),
        (Network(udp="7882-"), "UDP port must be"),
        (Network(udp="7882", udp_shared=False), "must be a range"),
        (replace(PUBLIC, turn=Turn("localhost", external_tls=True)), "the name that its certificate carries"),
        (replace(PUBLIC, turn=Turn("turn.example.org")), "a certificate and its key"),
        (replace(PUBLIC, turn=Turn("turn.example.org", certificate="/none.pem")), "'/none.pem' is none"),
        (replace(PUBLIC, redis="redis.example.org:6379"), "redis://user:password@host"),
        (replace(PUBLIC, redis="redis://redis.example.org/first"), "redis://user:password@host"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(network: Network, complaint: str) -> None:
    with pytest.raises(ConfigurationInvalid, match=complaint):
        made(network)


def test_it_says_who_comes_and_goes_unless_it_is_to_say_less_or_more() -> None:
    quiet = {"transport": "error", "psrpc": "error"}
    assert made(Network())["logging"] == {"level": "info", "pion_level": "error", "component_levels": quiet}
    assert configuration(ADDRESS, Network(), WEBHOOK, "warning")["logging"]["level"] == "warn"
    assert "component_levels" not in configuration(ADDRESS, Network(), WEBHOOK, "debug")["logging"]


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ConfigurationInvalid, match="at least 32"):
        configuration(replace(ADDRESS, secret="short"), Network(), WEBHOOK)


@pytest.mark.parametrize(
    "change",
    [
        {"node_ip": "9.9.9.9", "stun": ("stun.example.org:3478",), "udp": "28000-28100", "udp_shared": False},
        {"node_ip": "9.9.9.9", "turn": replace(RELAY, port=free_port(), udp_port=free_port(socket.SOCK_DGRAM))},
        {"udp": ""},
    ],
    ids=["a port each", "turn", "only tcp"],
)
def test_the_real_engine_takes_it(media_installation: Installation, tmp_path: Path, change: dict[str, Any]) -> None:
    own: dict[str, Any] = {"port": free_port(), "tcp_port": free_port(), "udp": str(free_port(socket.SOCK_DGRAM))}
    network = replace(media_installation.network, **(own | change))
    with Stack(replace(media_installation, home=tmp_path, network=network), ("livekit",)) as running:
        assert running.pid("livekit")
