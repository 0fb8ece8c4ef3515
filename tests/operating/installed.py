"""An installation as the guide for operators has it: what is typed, what is started, and what it is asked."""

from __future__ import annotations

import re
import shlex
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.operating.guide import Block, blocks
from tests.operating.place import PATIENCE, Place

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    import httpx

NAME, TURN = "meet.example.org", "turn.example.org"
#: How blocks begin that are not followed, and why they are not.
NOT_FOLLOWED = {
    "/var/lib/hemicycle/logs/security.log {": "so is logrotate; Python opens another log once one was moved away",
    "CREATE ROLE hemicycle_web": "a second role is another arrangement than the one that runs here",
    "hemicycle personal-data": "it needs somebody whose data there is: tested with the command",
}
KEY = "k" * 40
#: What the test adds to the settings of the guide: ports of its own, a sign-in without a telephone, no mail.
OWN = f"""
WEB_BIND=127.0.0.1:8000
LIVEKIT_PORT=7880
LIVEKIT_API=http://127.0.0.1:7880
LIVEKIT_TCP_PORT=7881
LIVEKIT_UDP=7882
CENTRIFUGO_PORT=8001
CENTRIFUGO_API=http://127.0.0.1:8001/api
STEWARD_PORT=8002
WORKER_PORT=8003
SECOND_FACTOR=
METRICS_KEY={KEY}
EMAIL_HOST=127.0.0.1
EMAIL_PORT=1
WEB_STANDBY=no
STEWARD_STANDBY=no
"""


def block(section: str, begins: str = "") -> Block:
    """The one block of a section that begins so."""
    (found,) = (one for one in blocks() if one.section == section and one.text.startswith(begins) and not one.file)
    assert not found.text.startswith(tuple(NOT_FOLLOWED)), "it is followed: NOT_FOLLOWED says that it is not"
    return found


def file(section: str, name: str) -> Block:
    (found,) = (one for one in blocks() if one.section == section and one.file == name)
    return found


@dataclass
class Running:
    """The installation, as the guide has it by the end of *TLS and nginx*.

    Attributes:
        said: What `hemicycle up` said until it ran.
    """

    place: Place
    pages: httpx.Client
    said: str

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask the public name, which is this machine here."""
        return self.pages.request(method, path, extensions={"sni_hostname": NAME}, **more)

    def send(self, path: str, form: dict[str, str], **more: Any) -> httpx.Response:
        """Send the form of a page, as a browser does."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", path).text)
        assert token
        form = form | {"csrfmiddlewaretoken": token[1]}
        return self.ask("POST", path, data=form, headers={"Referer": f"https://{NAME}{path}"}, **more)


def did(place: Place, text: str, answers: str = "") -> str:
    """Type it, and have it done."""
    done = place.type(text, answers)
    assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
    return done.stdout


def unit(path: Path) -> tuple[list[str], dict[str, str]]:
    """What a systemd unit starts, and with which variables."""
    lines = dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)
    return shlex.split(lines["ExecStart"]), dict(pair.split("=", 1) for pair in lines["Environment"].split())


def until(process: subprocess.Popen[str], words: str) -> str:
    """Read what it says until it says this."""
    said = ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def reached(port: int) -> None:
    """Wait until something listens there."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return
