"""A database with today's tables, kept from one run of the tests to the next: migrating takes longer than most of them.

Only SQLite's. Its name is a digest of all migrations, and of the triggers that the models declare: where one was added
or changed, all are run again.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.db import connection

from hemicycle.journal.guards import guards
from tests.migrate import TODAY, copy, migrate

__all__ = ["copy", "is_kept", "tables", "versions"]

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "migrated"


def kept() -> Path:
    """Folder in which the tables of today's migrations are kept, and those of older versions on the way to them."""
    digest = hashlib.sha256((ROOT / "tests" / "migrate.py").read_bytes())
    for path in sorted((ROOT / "hemicycle").glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    for guard in guards("sqlite"):
        digest.update(guard.name.encode())
    return FOLDER / digest.hexdigest()[:16]


def versions() -> Path:
    """Folder of the kept databases, with nothing in their tables, which are made where there are none."""
    whole = kept()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker makes it for all
        if not whole.exists():
            with TemporaryDirectory(dir=FOLDER) as folder:
                part = Path(folder) / "part"
                part.mkdir()
                migrate(f"sqlite:///{folder}/new.sqlite3", part)
                part.replace(whole)
            for other in FOLDER.iterdir():
                if other.is_dir() and other != whole:
                    shutil.rmtree(other)
    return whole


def tables() -> Path:
    """The kept database with today's tables."""
    return versions() / TODAY


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
