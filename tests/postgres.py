"""A PostgreSQL of the tests' own, for as long as one command runs: ``python -m tests.postgres pytest ...``.

It keeps its files in a temporary folder, and listens on this machine alone, on a free port.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from tests.migrate import migrate
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Whom Debian's package creates: the server refuses to run as root.
OWNER = "postgres"
NAME = "hemicycle"
#: Nobody misses this cluster after a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
#: The database with today's tables, of which those of the tests are copies: migrating takes longer than most tests.
MIGRATED = "migrated"
#: Names it to the tests.
TEMPLATE = "HEMICYCLE_TESTS_TEMPLATE"


def _programs() -> Path:
    """Folder of the server's programs: where Debian keeps its newest, or on the PATH.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda program: int(program.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if found is None:
        raise FileNotFoundError("PostgreSQL is missing: run bin/setup, which names the package")
    return Path(found).resolve().parent


@dataclass(frozen=True)
class Cluster:
    """One that runs.

    Attributes:
        address: Of its one database, as ``HEMICYCLE_DATABASE`` takes it.
        restart: End what is connected, and read the settings that only a start reads.
    """

    address: str
    restart: Callable[[], None]


@contextmanager
def cluster(name: str = NAME) -> Iterator[Cluster]:
    """Run a fresh cluster.

    Args:
        name: Of its one database and of the superuser whose it is.
    """
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="hemicycle-postgres-") as folder:
        owner = OWNER if os.geteuid() == 0 else None
        if owner:
            shutil.chown(folder, owner)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, *arguments],
                check=True,
                cwd=folder,
                env={"PGDATA": f"{folder}/cluster", "PGHOST": folder, "PGUSER": name, "LC_ALL": "C.UTF-8"},
                extra_groups=[] if owner else None,
                group=owner,
                stdout=subprocess.DEVNULL,
                user=owner,
            )

        run("initdb", "--auth=trust", "--encoding=UTF8", "--no-sync", f"--username={name}")
        port = free_port()
        options = f"-k {folder} -h 127.0.0.1 -p {port} {FAST}"
        run("pg_ctl", "start", f"--log={folder}/log", f"--options={options}")
        try:
            run("createdb", f"--port={port}", name)
            restart = partial(run, "pg_ctl", "restart", f"--log={folder}/log")
            yield Cluster(f"postgresql://{name}:@127.0.0.1:{port}/{name}", restart)
        finally:
            run("pg_ctl", "stop", "--mode=immediate")


def _make_template(address: str) -> None:
    """Make the database with today's tables, once for all workers."""
    with closing(psycopg.connect(address, autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {MIGRATED}".encode())
    migrate(f"{address.rpartition('/')[0]}/{MIGRATED}")


def main() -> int:
    """Run a command with the cluster as its database; its exit status is ours."""
    with cluster() as running:
        _make_template(running.address)
        # The tests are one process, which nobody shares the pace of commands with.
        made = os.environ | {"HEMICYCLE_DATABASE": running.address, "HEMICYCLE_WEB_WORKERS": "1", TEMPLATE: MIGRATED}
        return subprocess.run(sys.argv[1:], check=False, env=made).returncode


if __name__ == "__main__":
    sys.exit(main())
