"""Makes the tables of the database that ``HEMICYCLE_DATABASE`` names: ``python -m tests.migrate [FOLDER]``.

In a process of its own, once for all workers; of it no coverage is measured, which alone would take as long again.
Of SQLite, the tables of older versions are kept in the folder on the way: to go back to one takes longer than to make
all tables.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.migrations.graph import MigrationGraph

ROOT = Path(__file__).parents[1]
#: The last migrations, of one room or of several, that an older version had.
Version: TypeAlias = tuple[tuple[str, str], ...]
#: The older versions that tests begin with, the oldest first: each is kept without what a later one lacks, too.
VERSIONS: tuple[Version, ...] = (
    (("people", "0004_imports"), ("correspondence", "0004_summaries")),
    (("correspondence", "0005_mail_is_a_room"), ("people", "0006_mail_and_imports_are_rooms")),
    (("consultations", "0003_sources_of_rules"),),
    (("people", "0016_languages_are_settings"), ("consultations", "0006_ending")),
    (("consultations", "0007_bodies"),),
    (("consultations", "0010_the_time_zone_is_a_setting"),),
    (("agenda", "0002_programme_and_publications"),),
    (("journal", "0001_initial"),),
)
TODAY = "today.sqlite3"


def file_of(version: Version) -> str:
    """Name of the file that keeps the tables of an older version."""
    return "+".join(f"{room}-{name}" for room, name in version) + ".sqlite3"


def copy(source: str | Path, target: str | Path) -> None:
    """Copy a database of SQLite, also while it is open elsewhere."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def migrate(database: str, folder: Path | None = None) -> None:
    """Make today's tables.

    Args:
        database: Its address, as ``HEMICYCLE_DATABASE`` takes it.
        folder: Where those of today and of older versions are kept, of SQLite.
    """
    own = {"HEMICYCLE_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    known = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    command = [sys.executable, "-m", "tests.migrate", *([str(folder)] if folder else [])]
    subprocess.run(command, check=True, cwd=ROOT, env=known | own)


def _migrations_of(graph: MigrationGraph) -> Iterator[tuple[Version, set[tuple[str, str]]]]:
    """Of each older version, the oldest first, all migrations that it had: each has those of the one before it."""
    had, found = set(graph.nodes), list[tuple[Version, set[tuple[str, str]]]]()
    for version in reversed(VERSIONS):
        for node in version:
            later = [child.key for child in graph.node_map[node].children if child.key[0] == node[0]]
            had = had.difference(*(graph.backwards_plan(key) for key in later))
        if not all(had.issuperset(graph.forwards_plan(node)) for node in version):
            raise ValueError(f"a later one of VERSIONS needs more than: {file_of(version)}")
        found.append((version, had))
    return reversed(found)


def _keep_older_versions(folder: Path) -> None:
    from django.db import connection  # noqa: PLC0415 - only now are there settings
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - the same

    for version, had in _migrations_of(MigrationExecutor(connection).loader.graph):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        executor.migrate(None, [(one, back) for one, back in plan if (one.app_label, one.name) in had])
        copy(connection.settings_dict["NAME"], folder / file_of(version))


def main() -> None:
    """Migrate, without the rows that Django adds and nothing asks for."""
    django.setup()
    from django.db import connection  # noqa: PLC0415 - only now are there settings

    from tests.support.guards import no_permissions_of_django  # noqa: PLC0415 - only now are there models

    folder = Path(sys.argv[1]) if sys.argv[1:] else None
    with no_permissions_of_django():
        if folder:
            _keep_older_versions(folder)
        call_command("migrate", verbosity=0)
    if folder:
        copy(connection.settings_dict["NAME"], folder / TODAY)


if __name__ == "__main__":
    main()
