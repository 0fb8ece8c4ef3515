"""A database with today's tables, kept from one run of the tests to the next: migrating takes longer than most of them.

Only SQLite's. Its name is a digest of all migrations, and of the triggers that the models declare: where one was added
or changed, all are run again.
"""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.db import connection

from hemicycle.journal.guards import guards
from tests.migrate import migrate

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "migrated"


def kept() -> Path:
    """Where the tables of today's migrations are kept."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "hemicycle").glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    for guard in guards("sqlite"):
        digest.update(guard.name.encode())
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"


def copy(source: str | Path, target: str | Path) -> None:
    """Copy a database, also while it is open elsewhere."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def tables() -> Path:
    """A database with today's tables and nothing in them: the kept one, which is made where there is none."""
    whole = kept()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker makes it for all
        if not whole.exists():
            part = whole.with_suffix(".part")
            with TemporaryDirectory() as folder:
                migrate(f"sqlite:///{folder}/new.sqlite3")
                copy(f"{folder}/new.sqlite3", part)
            part.replace(whole)
            for other in FOLDER.glob("*.sqlite3"):
                if other != whole:
                    other.unlink(missing_ok=True)
    return whole


def is_kept() -> bool:
    """Whether the tables are kept at all."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether ``migrate`` goes on with the tables that are there."""
    return is_kept()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - the name is known then
) -> None:
    """Begin with the tables that were kept."""
    if is_kept():
        copy(tables(), settings.DATABASES["default"]["TEST"]["NAME"])
