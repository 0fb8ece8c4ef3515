"""A database as an older version left it, with what it held, and the way from there to today's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hemicycle.journal import guards
from tests.migrate import TODAY, VERSIONS, copy, file_of
from tests.support.guards import tables_with_rows
from tests.support.migrated import is_kept, versions
from tests.support.unmeasured import unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.apps.registry import Apps


def migrate(*targets: tuple[str, str]) -> Apps:
    """Migrate to these migrations, or to today's; the models as they are there.

    As the command does it, which takes the triggers away first, and forwards makes them again.
    """
    guards.drop(connection)
    unmeasured(lambda: _migrate(*targets))
    return unmeasured(_models)


def _migrate(*targets: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    wanted = list(targets) or executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(wanted)
    if plan and plan[0][1]:
        # Back one by one: of several, Django renders the models again after each migration between them.
        for step in plan:
            MigrationExecutor(connection).migrate(wanted, plan=[step])
    else:
        executor.migrate(wanted, plan=plan)


def _models() -> Apps:
    # Django's own answer, where several rooms go back, may have columns that are gone by then.
    loader = MigrationExecutor(connection).loader
    return loader.project_state(list(loader.applied_migrations)).apps


def _begin_with(file: str) -> None:
    """The database is one of those that were kept, with nothing in it."""
    connection.close()
    copy(versions() / file, connection.settings_dict["NAME"])


def _back(*targets: tuple[str, str]) -> Apps:
    if targets in VERSIONS and is_kept() and not tables_with_rows(connection):
        _begin_with(file_of(targets))
        return unmeasured(_models)
    return migrate(*targets)


@pytest.fixture
def migrate_back(transactional_db: None) -> Iterator[Callable[..., Apps]]:  # noqa: ARG001 - opens the database
    """``migrate``, which first begins with a version that was kept, where a test holds nothing yet.

    What comes after the test runs against today's tables again.
    """
    yield _back
    if is_kept():
        _begin_with(TODAY)
    else:
        guards.drop(connection)
        unmeasured(_migrate)
        guards.make(connection)
