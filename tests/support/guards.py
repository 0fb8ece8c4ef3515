"""What tests need of the triggers that guard evidence: a database that is emptied, and somebody who goes round them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection, connections, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.signals import post_migrate

from hemicycle.journal import guards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def without_guards() -> Iterator[None]:
    """As whoever owns the database can: the triggers are off meanwhile."""
    if connection.vendor == guards.POSTGRESQL:
        # No trigger can be dropped where rows still wait for the end of the transaction to be checked.
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
        return
    guards.drop(connection)
    yield
    guards.make(connection)


@pytest.fixture(scope="session", autouse=True)
def _emptied_between_tests() -> Iterator[None]:
    """Django empties every table after a test that commits, which the triggers refuse; here those that have rows."""

    def empty(operations: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:  # noqa: ARG001 - Django's own statements
        _empty(connections[operations.connection.alias])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", empty)
        yield


def tables_with_rows(database: BaseDatabaseWrapper) -> set[str]:
    """Names of the models' tables that have any."""
    names = database.introspection.django_table_names(only_existing=True, include_views=False)
    with database.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names))  # noqa: S608 - our own tables
        return {name for (name,) in cursor.fetchall()}


def _empty(database: BaseDatabaseWrapper) -> None:
    """Delete the rows of tables that have any: all hundred, and all triggers made anew, take longer than most tests."""
    with transaction.atomic(using=database.alias), database.cursor() as cursor:
        filled = tables_with_rows(database)
        if database.vendor == guards.POSTGRESQL:
            cursor.execute("SET LOCAL session_replication_role = replica")
            off = []
        else:
            off = [
                guard for guard in guards.guards(database.vendor) if guard.table in filled and guard.event == "DELETE"
            ]
        for guard in off:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')
        for name in filled:
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - our own tables
        for guard in off:
            for statement in guard.statements(database.vendor):
                cursor.execute(statement)


@contextmanager
def no_permissions_of_django() -> Iterator[None]:
    """Nothing asks for them, and Django would make them again after each test that commits: a third of its time."""
    permissions = "django.contrib.auth.management.create_permissions"
    gone = [post_migrate.disconnect(dispatch_uid=permissions), post_migrate.disconnect(create_contenttypes)]
    assert all(gone)
    yield
    # Mutation testing runs one session after the other in a process.
    post_migrate.connect(create_permissions, dispatch_uid=permissions)
    post_migrate.connect(create_contenttypes)


@pytest.fixture(scope="session", autouse=True)
def _no_permissions() -> Iterator[None]:
    with no_permissions_of_django():
        yield
