"""``hemicycle demo`` as somebody types it: every link opens, and people who are not there carry on the sitting."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import httpx

from tests.ports import free_port
from tests.support import migrated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: A guard against what never happens; the seed and five processes come first.
PATIENCE = 300.0
PORTS = ("LIVEKIT_PORT", "LIVEKIT_TCP_PORT", "LIVEKIT_UDP", "CENTRIFUGO_PORT", "STEWARD_PORT", "WORKER_PORT")
DEMO = (sys.executable, "-m", "hemicycle.ops.cli", "demo", "--delegates", "6", "--interpreters", "2")
ROLES = 24


def environment(home: Path) -> dict[str, str]:
    """What an installation of its own is started with, on ports of its own."""
    web = f"127.0.0.1:{free_port()}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hemicycle.config.settings",
        "HEMICYCLE_HOME": str(home),
        "HEMICYCLE_DATABASE": f"sqlite:///{home}/hemicycle.sqlite3",
        "HEMICYCLE_WEB_BIND": web,
        "HEMICYCLE_PUBLIC_ADDRESS": f"http://{web}",
        **{f"HEMICYCLE_{name}": str(free_port()) for name in PORTS},
    }


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < deadline, "it never became so"
        time.sleep(0.2)


def opened(link: str) -> httpx.Client:
    """A browser in which a link has signed somebody in, and shown them their page."""
    client = httpx.Client(base_url=link.partition("/enter/")[0], follow_redirects=True, timeout=PATIENCE)
    page = client.get(link)
    assert (page.status_code, page.url.path == "/") == (200, False), f"{link} showed {page.url}"
    return client


def test_each_role_has_a_link_that_opens_and_a_simulated_speaker_is_heard(tmp_path: Path) -> None:
    migrated.copy(migrated.tables(), tmp_path / "hemicycle.sqlite3")
    with subprocess.Popen(DEMO, env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout
            said = []
            for line in running.stdout:
                said.append(line)
                if "Ctrl-C stops everything" in line:
                    break
            links = re.findall(r"http://\S+/enter/\S+", "".join(said))
            assert len(links) == ROLES, "".join(said)
            desk = next(link for link in links if link.endswith("%2Fdesk%2F"))
            clients = {link: opened(link) for link in links}
            sitting = re.search(r"sittings%2F(\d+)", desk)
            assert sitting

            def somebody_was_heard() -> bool:
                answer: dict[str, Any] = clients[desk].get(f"/sittings/{sitting[1]}/documents").json()
                turn = answer["documents"]["turn"]
                return any(
                    shown and shown["state"] in {"audible", "ended"} for shown in (turn["speaker"], turn["last"])
                )

            until(somebody_was_heard)
            for client in clients.values():
                client.close()
            running.send_signal(signal.SIGTERM)
            assert "Stopped." in running.stdout.read()
            assert running.wait(PATIENCE) == 0
        finally:
            running.kill()
    log = (tmp_path / "logs" / "simulation.log").read_text()
    assert "6 delegates and 2 interpreters enter" in log
    assert "Traceback" not in log
    assert list((tmp_path / "run").glob("*.pid")) == [], "nothing is left"
