"""What the journal of an older version held is there afterwards: addresses beside it, words with their salt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal import sealing
from hemicycle.journal.models import Entry
from tests.factories import START
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps


@pytest.fixture
def before(migrate_back: Callable[..., Apps]) -> Apps:
    """The models as they were."""
    return migrate_back(("journal", "0001_initial"))


def test_entries_keep_their_address_beside_them_and_words_get_a_salt(before: Apps) -> None:
    old: Any = before.get_model("journal", "Entry")
    old.objects.create(at=START, act="a", address="192.0.2.1", data={"list": [{"reason": "ill"}]})
    old.objects.create(at=START, act="b", data={"turn": 1})
    migrate()
    with_words, without = Entry.objects.order_by("pk")
    assert (with_words.address, without.address) == ("192.0.2.1", None)
    assert (len(with_words.salt), without.salt) == (32, "")
    assert sealing.seal(START) == 2
