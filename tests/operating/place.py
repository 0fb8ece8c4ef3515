"""A machine to follow the guide on, as far as a folder can be one.

Paths that the guide names lie in the folder, its ports are free ones, and its users are whoever runs the tests. What a
machine alone has is stood in for: `git clone` lays out this checkout, with the packages that its environment has, and
`systemctl` only writes down what it was asked. The rest is real: `make production`, the commands, PostgreSQL, nginx.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hemicycle.ops import installation
from hemicycle.ops.engines import CENTRIFUGO, LIVEKIT
from tests.ports import free_port

if TYPE_CHECKING:
    from tests.operating.guide import Block

CHECKOUT = Path(__file__).resolve().parents[2]
PLACES = ("/opt/hemicycle", "/var/lib/hemicycle", "/var/backups", "/etc/", "/usr/local/bin")
PATIENCE = 150.0
#: Of the guide, and of what listens on them.
TCP = (80, 443, 8443, 5350, 5349, 8000, 8001, 8002, 8003, 7880, 7881)
UDP = (7882, 3478)
#: What the checkout has and `git clone` does not bring.
NOT_CLONED = {".git", ".venv", "var"}

GIT = """
[ "$1" = clone ] || exit 0
mkdir -p "$3"
{links}
{python} -m venv --without-pip "$3/.venv"
site=$("$3/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo 'import site; site.addsitedir("{packages}")' > "$site/checkout.pth"
printf '#!%s\\nfrom hemicycle.ops.cli import main\\nmain()\\n' "$3/.venv/bin/python" > "$3/.venv/bin/hemicycle"
chmod +x "$3/.venv/bin/hemicycle"
touch "$3/.venv/bin/production"
"""
USERADD = 'while [ "$1" != --home-dir ]; do shift; done; mkdir -p "$2"'
INSTALL = 'for last; do :; done; mkdir -p "$last"; chmod 700 "$last"'
SUDO = '[ "$2" != postgres ] || export PGHOST=127.0.0.1 PGPORT={port} PGUSER={user}; shift 2; exec "$@"'
SYSTEMCTL = 'echo "$@" >> {asked}'


@dataclass
class Place:
    """The folder, and what runs in it."""

    root: Path
    database: str
    ports: dict[int, int] = field(default_factory=dict)
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lay out what a fresh machine has."""
        postgres = urlsplit(self.database)
        self.ports = {number: free_port() for number in TCP} | {number: free_port(socket.SOCK_DGRAM) for number in UDP}
        self.ports[5432] = postgres.port or 0
        for folder in ("opt", "usr/local/bin", "programs", "home"):
            (self.root / folder).mkdir(parents=True)
        links = "\n".join(
            f'ln -s {shlex.quote(str(path))} "$3/"' for path in CHECKOUT.iterdir() if path.name not in NOT_CLONED
        )
        self.stand_in("git", GIT, links=links, python=sys.executable, packages=sysconfig.get_path("purelib"))
        self.stand_in("useradd", USERADD)
        self.stand_in("install", INSTALL)
        self.stand_in("sudo", SUDO, port=postgres.port, user=postgres.username)
        self.stand_in("systemctl", SYSTEMCTL, asked=self.asked)
        for program in (LIVEKIT, CENTRIFUGO):
            (self.root / "programs" / program.name).symlink_to(installation.read().engines / program.file_name)

    def stand_in(self, name: str, script: str, **words: object) -> None:
        """Put a program in the place of one that a machine has, or has not."""
        program = self.root / "programs" / name
        program.write_text(f"#!/bin/sh\nset -eu\n{script.format(**words)}\n", encoding="utf-8")
        program.chmod(0o755)

    @property
    def asked(self) -> Path:
        """What systemctl was asked."""
        return self.root / "asked"

    @property
    def environment(self) -> dict[str, str]:
        """What a shell of the operator's has: none of the tests' own settings."""
        path = f"{self.root}/programs:{self.root}/usr/local/bin:{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.root / "home"), "LC_ALL": "C.UTF-8"}

    def here(self, text: str) -> str:
        """What the guide says, with the paths and ports of this place."""
        text = re.sub(rf"(?<![\w/.-])(?={'|'.join(PLACES)})", str(self.root), text)
        return re.sub(
            r"((?:127\.0\.0\.1|\[::\]):|listen |_PORT=|_UDP=)(\d+)\b(?!\.)",
            lambda found: f"{found[1]}{self.ports.get(int(found[2]), found[2])}",
            text,
        )

    def path(self, name: str) -> Path:
        """Where a file of the guide lies here."""
        return Path(self.here(name))

    def keep(self, block: Block, name: str = "") -> Path:
        """Write a file that the guide gives."""
        path = self.path(name or block.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.here(block.text), encoding="utf-8")
        return path

    def type(self, text: str, answers: str = "") -> subprocess.CompletedProcess[str]:
        """Type what the guide says into a shell, and answer what it asks; it ends where a line fails."""
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(text)],
            capture_output=True,
            check=False,
            cwd=self.root,
            env=self.environment,
            input=answers,
            start_new_session=True,  # without a terminal, which passwords would be asked at
            text=True,
            timeout=PATIENCE,
        )

    def begin(self, command: list[str], **variables: str) -> subprocess.Popen[str]:
        """Start what goes on, as systemd would."""
        process = subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.running.append(process)
        return process

    def end(self) -> None:
        """End it, the last one first."""
        for process in reversed(self.running):
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
        self.running.clear()
