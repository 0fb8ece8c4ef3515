"""The database as one file, and back: by SQLite itself, or by PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

#: Everything that the database has goes in the transaction in which the rest comes.
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner;"


class NotPossible(Exception):
    """A backup is not written, or not put back; says why and what to do. Nothing was changed."""


def dump(target: Path) -> None:
    """Write the database as it is at one moment, while others read and write it.

    Raises:
        NotPossible: PostgreSQL's program is missing, or could not do it.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    # Whoever puts it back is the owner, whatever they are called there.
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def others_using() -> int:
    """How many other connections use the database; with SQLite, how many other processes have its file open.

    Of those that this process may look at: an installation's are one user's.
    """
    if connection.vendor == "sqlite":
        database = Path(str(settings.DATABASES["default"]["NAME"])).resolve()
        others = (process for process in Path("/proc").glob("[0-9]*") if process.name != str(os.getpid()))
        return sum(_has_open(process, database) for process in others)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def _has_open(process: Path, file: Path) -> bool:
    try:
        return any(opened.resolve() == file for opened in (process / "fd").iterdir())
    except OSError:  # it has ended, or is somebody else's
        return False


def load(source: Path) -> None:
    """Put what was written in the place of all that the database has, in one step.

    Raises:
        NotPossible: PostgreSQL's program is missing, or could not do it; the database is as it was.
    """
    connections.close_all()
    if connection.vendor == "sqlite":
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        beside = database.with_name(f"{database.name}.restored")
        shutil.move(source, beside)  # from whichever disk; the exchange itself is one step
        # Empty, for nobody has it open: an old one beside the other database would be taken for its own.
        for journal in ("-wal", "-shm"):
            database.with_name(database.name + journal).unlink(missing_ok=True)
        beside.replace(database)
        return
    script = source.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source), database=False)
    _run("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--command={EMPTY}", f"--file={script}")


def _run(program: str, *arguments: str, database: bool = True) -> None:
    """One of PostgreSQL's programs, on our database."""
    if shutil.which(program) is None:
        raise NotPossible(f"{program} is missing. Install PostgreSQL's client programs (Debian: postgresql-client).")
    ours = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    variables = {variable: str(ours[name]) for variable, name in names.items() if database and ours[name]}
    done = subprocess.run(
        [program, *arguments],
        env=os.environ | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotPossible(f"{program} could not do it. It says:\n{done.stderr.strip()}")
