"""A database with today's tables, kept from one run of the tests to the next: migrating takes longer than most of them.

Only SQLite's. Its name is a digest of all migrations, so that one that was changed is run again; one that was added is
run on top of what was kept, as ``migrate`` does it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "migrated"


def kept() -> Path:
    """Where the tables of today's migrations are kept."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "hemicycle").glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"


def copy(source: str | Path, target: str | Path) -> None:
    """Copy a database, also while it is open elsewhere."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def keep(name: str) -> None:
    """Keep a database with today's tables, and none of an earlier day."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    whole = kept()
    part = whole.with_suffix(f".{os.getpid()}")
    copy(name, part)
    part.replace(whole)  # at once: another worker may have done the same
    for other in FOLDER.glob("*.sqlite3"):
        if other != whole:
            other.unlink(missing_ok=True)


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
    if is_kept() and kept().exists():
        copy(kept(), settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001 - comes first
    """Keep the tables for the next run."""
    if is_kept() and not kept().exists():
        with django_db_blocker.unblock():
            keep(str(connection.settings_dict["NAME"]))
