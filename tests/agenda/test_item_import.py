"""Items from a spreadsheet: each kind of bad row, and what is written of a good one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.agenda.item_import import present
from hemicycle.agenda.models import Item
from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.journal.models import Entry
from tests.factories import DEFERRED, URGENT
from tests.support.imports import apply, check, counts

if TYPE_CHECKING:
    from hemicycle.imports.models import Import
    from tests.support.agenda import Agenda

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEAD = ("list", "number", "title_en", "title_fr", "document", "minutes", "proposes")


def found(import_: Import) -> dict[int, list[tuple[str, str]]]:
    return {
        row.number: [(problem["column"], problem["reason"]["code"]) for problem in row.problems]
        for row in import_.rows.all()
    }


def test_items_are_checked_and_then_written_in_one_act(agenda: Agenda) -> None:
    before = Item.objects.count()
    import_ = check(
        agenda.world,
        ("urgent", "4", "Four", "Quatre", "C20/1", "50", "yes"),
        ("Proposed for the physical session", "4", "Others", "", "", "", ""),
        head=HEAD,
        kind="items",
    )
    assert (counts(import_), Item.objects.count()) == ((2, 0, 0, 0), before)
    apply(agenda.world, import_)
    four, other = agenda.item(4, URGENT), agenda.item(4)
    assert (four.title, four.minutes, four.minutes_set, four.proposal) == (
        {"en": "Four", "fr": "Quatre"},
        50,
        True,
        True,
    )
    assert four.document is not None
    assert (other.title, other.minutes_set) == ({"en": "Others"}, False)
    entry = Entry.objects.filter(act="agenda_item.edit").latest("pk")
    assert (entry.place, entry.data["counts"]["new"]) == (f"import:{import_.pk}", 2)


def test_each_kind_of_bad_row_says_what_is_wrong(agenda: Agenda) -> None:
    import_ = check(
        agenda.world,
        ("none", "1", "A", "", "", "", ""),
        ("urgent", "first", "A", "", "", "", ""),
        ("urgent", "7", "", "", "", "", ""),
        ("urgent", "8", "A", "", "C20/99", "x", "perhaps"),
        ("urgent", "9", "A", "", "", "", ""),
        ("urgent", "9", "B", "", "", "", ""),
        head=HEAD,
        kind="items",
    )
    assert found(import_) == {
        2: [("list", "no_such_list")],
        3: [("number", "item_number")],
        4: [("", "item_without_title")],
        5: [("proposes", "item_proposes"), ("document", "no_such_document"), ("minutes", "minutes_out_of_range")],
        7: [("number", "item_twice")],
    }
    assert counts(import_) == (1, 0, 0, 5)


def test_rule_20_a_row_cannot_change_what_was_put_to_members(agenda: Agenda) -> None:
    head = ("list", "number", "title_en", "document")
    import_ = check(agenda.world, (DEFERRED, "1", "Other", "C20/12"), head=head, kind="items")
    assert found(import_) == {2: [("document", "item_was_put"), ("", "item_title_was_put")]}


def test_a_column_that_is_left_out_changes_nothing(agenda: Agenda) -> None:
    import_ = check(agenda.world, (DEFERRED, "1", "20"), head=("list", "number", "minutes"), kind="items")
    assert counts(import_) == (0, 1, 0, 0)
    apply(agenda.world, import_)
    item = agenda.item(1)
    assert (item.minutes, item.title, item.document is None) == (20, {"en": "Deferred 1", "fr": "Différé 1"}, False)


def test_classes_that_speak_first_are_named_by_key_or_name(agenda: Agenda) -> None:
    head = ("list", "number", "speaks_first")
    first = "Observer Member States; council_state; observer_state"
    import_ = check(agenda.world, (DEFERRED, "1", first), (DEFERRED, "2", "Guests"), head=head, kind="items")
    assert found(import_) == {3: [("speaks_first", "no_such_class_first")]}
    apply(agenda.world, import_)
    assert agenda.item(1).speaks_first == ["observer_state", "council_state"]
    apply(agenda.world, check(agenda.world, (DEFERRED, "1", "30"), head=("list", "number", "minutes"), kind="items"))
    assert agenda.item(1).speaks_first == ["observer_state", "council_state"]
    row = next(row for row in present(agenda.consultation) if row["list"] == DEFERRED and row["number"] == "1")
    assert row["speaks_first"] == "observer_state; council_state"


def test_what_is_there_now_is_imported_again_without_a_change(agenda: Agenda) -> None:
    head = [column.name for column in columns_of("items", agenda.consultation)]
    rows = list(present_lines(agenda.consultation, "items"))
    assert len(rows) == 6
    assert counts(check(agenda.world, *rows, head=head, kind="items")) == (0, 0, 6, 0)


def test_the_number_of_queries_does_not_grow_with_the_rows(agenda: Agenda) -> None:
    def asked(first: int, rows: int) -> int:
        lines = [(URGENT, str(first + row), "Item", "", "C20/1", "", "") for row in range(rows)]
        import_ = check(agenda.world, *lines, head=HEAD, kind="items")
        with CaptureQueriesContext(connection) as queries:
            apply(agenda.world, import_)
        return len(queries)

    assert asked(10, 2) == asked(100, 40)
