"""What the processes say: how large it grows, and what is kept of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.ops import installation as installations
from hemicycle.ops import logs, services
from hemicycle.ops.logs import Log

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from hemicycle.ops.installation import Installation


def test_a_log_is_continued_in_a_new_file_and_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LOG_BYTES", 1000)
    log = Log(tmp_path, "livekit", (), echo=False)
    for number in range(200):
        log.write(f"line {number} {'w' * 50}")
    log.close()
    kept = sorted(tmp_path.iterdir())
    assert [path.name for path in kept] == ["livekit.log", "livekit.log.1", "livekit.log.2", "livekit.log.3"]
    assert max(path.stat().st_size for path in kept) <= 1000
    assert "line 199 " in log.path.read_text()


def test_engines_name_people_and_the_others_the_machines_that_they_need(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hemicycle.ops.engines.find", lambda program, _folder, _tell: program.name)
    parts = [make(installation, print) for make in services.SERVICES.values()]
    assert {part.name for part in parts if part.masks_addresses} == {"livekit", "centrifugo"}


def test_a_log_keeps_the_beginning_of_an_address_where_it_is_of_people(tmp_path: Path) -> None:
    for name, masks in (("livekit", True), ("web", False)):
        log = Log(tmp_path, name, (), echo=False, masks_addresses=masks)
        log.write("no answer from 203.0.113.7:5432")
        log.close()
    said = [(tmp_path / f"{name}.log").read_text() for name in ("livekit", "web")]
    assert ["203.0.x.x:5432" in said[0], "203.0.113.7:5432" in said[1]] == [True, True]


def test_every_process_is_told_how_much_to_say(monkeypatch: pytest.MonkeyPatch, installation: Installation) -> None:
    assert (installation.log_level, installation.media_log_level, installation.push.log_level) == (
        *("info", "info", "warning"),
    )
    monkeypatch.setattr("django.conf.settings.LIVEKIT_LOG_LEVEL", "error")
    monkeypatch.setattr("django.conf.settings.CENTRIFUGO_LOG_LEVEL", "debug")
    monkeypatch.setattr("django.conf.settings.LOG_LEVEL", "warning")
    read = installations.read()
    monkeypatch.setattr("hemicycle.ops.engines.find", lambda program, _folder, _tell: program.name)
    files = {name: (read.home / "run" / name) for name in ("livekit.yaml", "centrifugo.json")}
    for make in (services.livekit, services.centrifugo):
        make(read, print)
    assert "level: error" in files["livekit.yaml"].read_text()
    assert '"level": "debug"' in files["centrifugo.json"].read_text()
    assert services.steward(read, print).variables["HEMICYCLE_LOG_LEVEL"] == "warning"
