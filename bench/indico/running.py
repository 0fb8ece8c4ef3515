"""Installs Indico once, and runs it with a PostgreSQL and a Redis of its own."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import httpx

from bench.stage import tell, wait_until
from hemicycle.ops import installation
from tests.ports import free_port
from tests.postgres import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERSION = "3.2.9"
PATIENCE = 120.0
WORKERS = 2
_EVENTS = Path(__file__).with_name("events.py")
_TOKEN = re.compile(r'csrf-token" content="([^"]+)"')
_ROW = re.compile(r'name="registration_id"\s+[^>]*value="(\d+)"')
_LOGGING = """version: 1
root: {level: ERROR, handlers: [stderr]}
handlers: {stderr: {class: logging.StreamHandler}}
formatters: {}
loggers: {}
"""
_SETTINGS = """SQLALCHEMY_DATABASE_URI = {database!r}
SECRET_KEY = {secret!r}
BASE_URL = {address!r}
CELERY_BROKER = {redis!r}
REDIS_CACHE_URL = {redis!r}
DEFAULT_TIMEZONE = 'Europe/Zurich'
CACHE_DIR = {folder!r}
TEMP_DIR = {folder!r}
LOG_DIR = {folder!r}
STORAGE_BACKENDS = {{'default': 'fs:' + {folder!r}}}
NO_REPLY_EMAIL = 'nobody@example.org'
SUPPORT_EMAIL = 'nobody@example.org'
"""


class NotInstalled(Exception):
    """Indico cannot be measured here; says what is missing."""


@dataclass(frozen=True)
class Event:
    """An event with a registration form."""

    event: int
    form: int

    @property
    def page(self) -> str:
        """Where somebody registers."""
        return f"/event/{self.event}/registrations/{self.form}/"

    @property
    def desk(self) -> str:
        """The organisers' list."""
        return f"/event/{self.event}/manage/registration/{self.form}/registrations/"


@dataclass(frozen=True)
class Papers:
    """An event with a call for papers.

    Attributes:
        listed: So many papers stand in its list.
        wanted: So many contributions wait for a paper.
        event: Its key, once it is made.
        waiting: Keys of those that wait.
    """

    listed: int = 0
    wanted: int = 0
    event: int = 0
    waiting: tuple[int, ...] = ()

    @property
    def page(self) -> str:
        """The call for papers."""
        return f"/event/{self.event}/papers/"

    @property
    def desk(self) -> str:
        """The organisers' list."""
        return f"/event/{self.event}/manage/papers/assignment-list/"

    def submission(self, contribution: int) -> str:
        """Where a paper is uploaded for a contribution."""
        return f"/event/{self.event}/contributions/{contribution}/paper/submit"


@dataclass(frozen=True)
class Indico:
    """A running Indico, an event for each number of people asked for, and who is signed in as its organiser."""

    events: list[Event]
    web: httpx.Client
    address: str
    papers: Papers

    def everybody(self, event: Event) -> dict[str, Any]:
        """The form that asks for all of an event's people as a file.

        Raises:
            LookupError: the organisers' list shows nobody.
        """
        page = self.web.get(event.desk).raise_for_status().text
        keys = _ROW.findall(page)
        if not keys:
            raise LookupError("Indico's list of registrations shows nobody")
        return {"registration_id": keys, "csrf_token": token(page)}


def token(page: str) -> str:
    """What a form on this page is sent with.

    Raises:
        LookupError: the page has none.
    """
    match = _TOKEN.search(page)
    if match is None:
        raise LookupError("this page of Indico's has no token")
    return match[1]


def _installed() -> Path:
    """The folder of Indico's programs; installs it where it is not.

    Raises:
        NotInstalled: a program that it needs is not on the PATH.
    """
    if shutil.which("redis-server") is None:
        raise NotInstalled("Indico needs redis-server. On Debian: apt-get install redis-server")
    folder = installation.read().engines.parent / f"indico-{VERSION}"
    programs = folder / "bin"
    if not (programs / "complete").exists():
        tell(f"Installing Indico {VERSION} into {folder}, once.")
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        wanted = [f"indico=={VERSION}", "gunicorn"]
        subprocess.run([programs / "pip", "install", "--quiet", *wanted], check=True, stdout=sys.stderr)
        (programs / "complete").touch()
    return programs


def _database(address: str) -> str:
    """A database for Indico in a cluster; ``address`` is that of another one there."""
    ours = address.replace(":@", "@")
    theirs = f"{ours.rpartition('/')[0]}/indico"
    subprocess.run(["psql", ours, "-qc", "CREATE DATABASE indico"], check=True)
    subprocess.run(["psql", theirs, "-qc", "CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm"], check=True)
    return theirs


@contextmanager
def running(counts: Sequence[int], papers: Papers | None = None) -> Iterator[Indico]:
    """Run Indico with an event for each count of people; everything is stopped and deleted at the end.

    Args:
        papers: How many papers another event has; without, there is none.
    """
    programs = _installed()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="hemicycle-indico-")))
        redis, port = free_port(), free_port()
        address = f"http://127.0.0.1:{port}"
        (folder / "logging.yaml").write_text(_LOGGING, encoding="utf-8")
        settings = _SETTINGS.format(
            database=_database(stack.enter_context(cluster()).address),
            secret=secrets.token_hex(),
            address=address,
            redis=f"redis://127.0.0.1:{redis}/0",
            folder=str(folder),
        )
        (folder / "indico.conf").write_text(settings, encoding="utf-8")
        password = secrets.token_urlsafe(24)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HEMICYCLE_"))},
            "INDICO_CONFIG": str(folder / "indico.conf"),
            "INDICO_DESK_PASSWORD": password,
            "PYTHONPATH": str(_EVENTS.parent),
        }
        cache = ["redis-server", "--port", str(redis), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        stack.enter_context(_process(cache, environment))
        subprocess.run([programs / "indico", "db", "prepare"], env=environment, check=True, stdout=sys.stderr)
        tell(f"Indico registers {' and '.join(map(str, counts)) or 'no'} people")
        wanted = ["--papers", str(papers.listed), str(papers.wanted)] if papers else []
        made = subprocess.run(
            [programs / "python", _EVENTS, *map(str, counts), *wanted],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        told = json.loads(made.splitlines()[-1])
        events = [Event(**record) for record in told["events"]]
        if papers:
            papers = replace(papers, event=told["papers"]["event"], waiting=tuple(told["papers"]["waiting"]))
        web: list[str | Path] = [
            programs / "gunicorn",
            "--workers",
            str(WORKERS),
            "--bind",
            f"127.0.0.1:{port}",
            "--log-level",
            "error",
        ]
        stack.enter_context(_process([*web, "--no-control-socket", "events:application"], environment))
        yield Indico(events, stack.enter_context(_signed_in(address, password)), address, papers or Papers())


@contextmanager
def _process(command: Sequence[str | Path], environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def client(address: str) -> httpx.Client:
    """Somebody who reaches Indico as a browser would."""
    return httpx.Client(base_url=address, headers={"Referer": f"{address}/"}, timeout=PATIENCE, trust_env=False)


@contextmanager
def _signed_in(address: str, password: str) -> Iterator[httpx.Client]:
    with client(address) as web:

        def answers() -> bool:
            try:
                return web.get("/login/").is_success
            except httpx.TransportError:
                return False

        wait_until(answers, "Indico answers", PATIENCE)
        form = {"_provider": "indico", "identifier": "desk", "password": password}
        form["csrf_token"] = token(web.get("/login/").text)
        if web.post("/login/", data=form).status_code != httpx.codes.FOUND:
            raise PermissionError("Indico did not sign the organiser in")
        yield web
