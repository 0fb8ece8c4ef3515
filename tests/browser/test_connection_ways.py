"""The connection test over real ways: firewalls, loss and delay between a browser and the servers, in namespaces."""

from __future__ import annotations

import os
from typing import Any

import pytest

from bench.__main__ import run_part

pytestmark = [
    pytest.mark.browser,
    pytest.mark.room,
    pytest.mark.skipif(not os.access("/dev/net/tun", os.R_OK | os.W_OK), reason="the machine has no TUN devices"),
]


#: Those that trouble somebody.
WAYS = ("loss_3_percent", "round_trip_400_ms", "without_udp", "port_443_alone", "no_media")


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    """What a test over each way came to (``bench.connection``)."""
    return run_part("connection", 4, 1, only=",".join(WAYS))


def test_everything_but_port_443_is_blocked(found: dict[str, dict[str, Any]]) -> None:
    over = found["port_443_alone"]
    assert over["ways"] == {"udp": "fails", "tcp": "fails", "relay": "works"}
    assert over["line"]["way"] == "relay"
    assert over["line"]["kbit_down"] > 30
    assert over["verdict"] != "unusable"
    assert "By port 443 only" in over["sentences"]


def test_udp_is_blocked(found: dict[str, dict[str, Any]]) -> None:
    over = found["without_udp"]
    assert (over["ways"]["udp"], over["ways"]["tcp"]) == ("fails", "works")
    assert over["line"]["way"] in {"tcp", "relay"}  # whichever was there first; what is found goes by what works
    assert "your network blocks the fastest one" in over["sentences"]


def test_no_media_goes_through(found: dict[str, dict[str, Any]]) -> None:
    over = found["no_media"]
    assert set(over["ways"].values()) == {"fails"}
    assert over["verdict"] == "unusable"
    assert "Your network lets no sound or picture through." in over["sentences"]


def test_three_per_cent_are_lost(found: dict[str, dict[str, Any]]) -> None:
    over = found["loss_3_percent"]
    assert 0.01 <= over["line"]["lost_up"] <= 0.06
    assert "Some of what you send is lost." in over["sentences"]


def test_the_round_trip_takes_400_ms(found: dict[str, dict[str, Any]]) -> None:
    over = found["round_trip_400_ms"]
    assert 390 <= over["line"]["round_trip_ms"] <= 700
    assert "The delay is long." in over["sentences"]
