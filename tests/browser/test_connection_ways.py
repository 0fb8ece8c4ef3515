"""The connection test over real ways: firewalls, loss and delay between a browser and the servers, in namespaces."""

from __future__ import annotations

from typing import Any

import pytest

from bench.__main__ import run_part

pytestmark = [pytest.mark.browser, pytest.mark.room]


def over(way: str) -> dict[str, Any]:
    """What a test over a way came to (``bench.connection``)."""
    found: dict[str, Any] = run_part("connection", 4, 1, only=way)[way]
    return found


def test_everything_but_port_443_is_blocked() -> None:
    found = over("port_443_alone")
    assert found["ways"] == {"udp": "fails", "tcp": "fails", "relay": "works"}
    assert found["line"]["way"] == "relay"
    assert found["line"]["kbit_down"] > 30
    assert found["verdict"] != "unusable"
    assert "By port 443 only" in found["sentences"]


def test_udp_is_blocked() -> None:
    found = over("without_udp")
    assert (found["ways"]["udp"], found["ways"]["tcp"]) == ("fails", "works")
    assert found["line"]["way"] == "tcp"
    assert "your network blocks the fastest one" in found["sentences"]


def test_no_media_goes_through() -> None:
    found = over("no_media")
    assert set(found["ways"].values()) == {"fails"}
    assert found["verdict"] == "unusable"
    assert "Your network lets no sound or picture through." in found["sentences"]


def test_three_per_cent_are_lost() -> None:
    found = over("loss_3_percent")
    assert 0.01 <= found["line"]["lost_up"] <= 0.06
    assert "Some of what you send is lost." in found["sentences"]


def test_the_round_trip_takes_400_ms() -> None:
    found = over("round_trip_400_ms")
    assert 390 <= found["line"]["round_trip_ms"] <= 700
    assert "The delay is long." in found["sentences"]
