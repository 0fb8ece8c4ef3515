"""The steward that waits: it has loaded all, does nothing before it is told to, and ends with whoever started it."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time

import pytest

from tests.ports import free_port

PATIENCE = 60.0


@pytest.fixture
def port() -> int:
    return free_port()


def start(port: int) -> subprocess.Popen[bytes]:
    variables = {
        "HEMICYCLE_WEB_INTERNAL": "http://127.0.0.1:1",
        "HEMICYCLE_STEWARD_KEY": "k",
        "HEMICYCLE_STEWARD_PORT": str(port),
        "HEMICYCLE_LIVEKIT_API": "http://127.0.0.1:1",
        "HEMICYCLE_LIVEKIT_KEY": "k",
        "HEMICYCLE_LIVEKIT_SECRET": "s" * 32,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "hemicycle.steward", "--standby"], env=os.environ | variables, stdin=subprocess.PIPE
    )


def is_well(port: int) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        asking.request("GET", "/health")
        return asking.getresponse().status == 204
    except OSError:
        return False
    finally:
        asking.close()


def test_a_steward_that_waits_begins_at_a_line(port: int) -> None:
    with start(port) as waiting:
        assert waiting.stdin
        waiting.stdin.write(b"\n")
        waiting.stdin.flush()
        deadline = time.monotonic() + PATIENCE
        while not is_well(port):
            assert waiting.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        waiting.terminate()
        assert waiting.wait(PATIENCE) == 0


def test_a_steward_that_waits_ends_with_whoever_started_it(port: int) -> None:
    with start(port) as waiting:
        waiting.communicate(timeout=PATIENCE)
    assert waiting.returncode == 0
