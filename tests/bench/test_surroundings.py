from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from bench.surroundings import FIRST_PORT, LOOPBACK, SETTINGS, Surroundings

if TYPE_CHECKING:
    from pathlib import Path


def test_every_port_is_another_and_nobody_has_it(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        settings = Surroundings(tmp_path).environment()
        ports = [int(settings[f"HEMICYCLE_{name}"]) for name in SETTINGS]
        ports.append(int(settings["HEMICYCLE_WEB_BIND"].rpartition(":")[2]))
        assert len(set(ports)) == len(SETTINGS) + 1
        assert min(ports) >= FIRST_PORT
        assert taken.getsockname()[1] not in ports


def test_a_port_that_is_taken_is_passed_over(tmp_path: Path) -> None:
    first = Surroundings(tmp_path).environment()["HEMICYCLE_LIVEKIT_PORT"]
    with socket.create_server((LOOPBACK, int(first))):
        assert Surroundings(tmp_path).environment()["HEMICYCLE_LIVEKIT_PORT"] != first


def test_everything_is_at_one_address_and_in_one_folder(tmp_path: Path) -> None:
    settings = Surroundings(tmp_path, "10.0.0.1").environment()
    assert settings["HEMICYCLE_HOME"] == str(tmp_path)
    no_address = {"HEMICYCLE_HOME", "HEMICYCLE_RETENTION", "HEMICYCLE_SECOND_FACTOR"}
    elsewhere = {name for name, value in settings.items() if "10.0.0.1" not in value} - no_address
    assert elsewhere == {f"HEMICYCLE_{name}" for name in SETTINGS}
