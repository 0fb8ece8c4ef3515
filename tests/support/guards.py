"""What tests need of the triggers that guard evidence: a database that is emptied, and somebody who goes round them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection, connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.signals import post_migrate

from hemicycle.journal import guards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
    """Django empties the database after a test that commits, which the triggers refuse; then it makes them again."""
    emptied = BaseDatabaseOperations.execute_sql_flush

    def empty(operations: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        guards.drop(connections[operations.connection.alias])
        emptied(operations, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", empty)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_permissions_of_django() -> Iterator[None]:
    """Nothing asks for them, and Django would make them again after each test that commits: a third of its time."""
    permissions = "django.contrib.auth.management.create_permissions"
    gone = [post_migrate.disconnect(dispatch_uid=permissions), post_migrate.disconnect(create_contenttypes)]
    assert all(gone)
    yield
    # Mutation testing runs one session after the other in a process.
    post_migrate.connect(create_permissions, dispatch_uid=permissions)
    post_migrate.connect(create_contenttypes)
