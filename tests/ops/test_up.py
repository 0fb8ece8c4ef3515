"""``hemicycle up`` as somebody types it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = (sys.executable, "-m", "hemicycle.ops.cli", "up", "--only", "centrifugo")


@contextmanager
def up(home: Path, port: int, *extra: str) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hemicycle.config.settings",
        "HEMICYCLE_HOME": str(home),
        "HEMICYCLE_CENTRIFUGO_PORT": str(port),
    }
    with subprocess.Popen(
        [*COMMAND, *extra], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def read_until(running: subprocess.Popen[str], words: str) -> None:
    assert running.stdout
    assert any(words in line for line in running.stdout)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_starts_says_where_it_is_and_stops_what_it_started(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    with up(tmp_path, port) as running:
        read_until(running, "Hemicycle is at")
        pid = int((tmp_path / "run" / "centrifugo.pid").read_text().split("\n")[0])
        assert httpx.get(f"http://127.0.0.1:{port}/health").status_code == 200
        running.send_signal(number)
        read_until(running, "Stopped.")
        assert running.wait(20) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_it_says_why_it_does_not_start(tmp_path: Path) -> None:
    port = free_port()
    with up(tmp_path, port) as running:
        read_until(running, "Hemicycle is at")
        with up(tmp_path, port) as second:
            _, complaint = second.communicate(timeout=60)
            assert second.returncode == 1
        assert "Hemicycle runs already from" in complaint
        assert "Traceback" not in complaint
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0


def test_after_it_was_killed_the_next_one_ends_what_it_left(tmp_path: Path) -> None:
    port = free_port()
    with up(tmp_path, port) as running:
        read_until(running, "Hemicycle is at")
        running.kill()
    with up(tmp_path, port) as running:
        read_until(running, "left from a run that did not end properly")
        read_until(running, "Hemicycle is at")
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
