"""What the journal of an older version held is there afterwards: addresses beside it, words with their salt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hemicycle.journal import guards, sealing
from hemicycle.journal.models import Entry
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps


def migrate(*targets: tuple[str, str]) -> Apps:
    """As the command does it, which takes the triggers away first; forwards, it makes them again."""
    guards.drop(connection)
    executor = MigrationExecutor(connection)
    return executor.migrate(list(targets) or executor.loader.graph.leaf_nodes()).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Apps]:  # noqa: ARG001 - opens the database
    """The models as they were, on a database as it was; what comes after runs against today's again."""
    yield migrate(("journal", "0001_initial"))
    migrate()
    guards.make(connection)


def test_entries_keep_their_address_beside_them_and_words_get_a_salt(before: Apps) -> None:
    old: Any = before.get_model("journal", "Entry")
    old.objects.create(at=START, act="a", address="192.0.2.1", data={"list": [{"reason": "ill"}]})
    old.objects.create(at=START, act="b", data={"turn": 1})
    migrate()
    with_words, without = Entry.objects.order_by("pk")
    assert (with_words.address, without.address) == ("192.0.2.1", None)
    assert (len(with_words.salt), without.salt) == (32, "")
    assert sealing.seal(START) == 2
