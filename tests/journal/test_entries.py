"""The record is only added to."""

from __future__ import annotations

import pytest
from django.db import transaction

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer, record
from tests.factories import START


@pytest.mark.django_db
def test_an_entry_is_neither_changed_nor_deleted_by_itself_or_among_others() -> None:
    entry = record(Performer(system="clock"), "turn.failed", "sitting:1", START, {"cause": "network"})
    entry.act = "turn.ended"
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.filter(pk=entry.pk).update(act="turn.ended"),
        lambda: Entry.objects.bulk_update([entry], ["act"]),
    ):
        with pytest.raises(TypeError), transaction.atomic():
            attempt()
    assert Entry.objects.get().act == "turn.failed"
