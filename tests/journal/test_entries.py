"""The record is only added to."""

from __future__ import annotations

import pytest
from django.db import transaction

from hemicycle.journal.locks import held_in_share
from hemicycle.journal.models import Entry, Erasure, Origin
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


@pytest.mark.django_db
def test_entries_and_what_belongs_to_them_are_told_apart_in_a_list() -> None:
    entry = record(Performer(system="clock"), "turn.failed", "sitting:1", START)
    assert str(entry) == "2020-06-09 10:00:00 turn.failed sitting:1"
    assert str(Origin(entry=entry, address="192.0.2.1")) == f"{entry.pk}: 192.0.2.1"
    assert str(Erasure(entry=entry, at=START)) == f"{entry.pk}: 2020-06-09"


@pytest.mark.django_db
def test_a_row_that_is_not_there_is_not_held() -> None:
    entry = record(Performer(system="clock"), "turn.failed", "sitting:1", START)
    assert held_in_share(Entry, entry.pk) == entry
    with pytest.raises(Entry.DoesNotExist):
        held_in_share(Entry, entry.pk + 1)
