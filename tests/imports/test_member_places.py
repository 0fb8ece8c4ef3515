"""The column *place* of a file of Members: their places in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.journal.models import Entry
from hemicycle.people.models import Member
from tests.support.imports import apply, check, counts

if TYPE_CHECKING:
    from tests.factories import World


def places() -> dict[str, int]:
    return {row.code: row.list_place for row in Member.objects.exclude(list_place=None) if row.list_place}


def test_places_are_given_changed_and_taken_away(world: World) -> None:
    head = ("code", "place")
    apply(world, check(world, ("BR", "2"), ("JP", "١"), ("GH", ""), head=head, kind="members"))
    assert places() == {"BR": 2, "JP": 1}
    assert Entry.objects.latest("pk").data["members"]["BR"] == {"list_place": [None, 2]}
    import_ = check(world, ("BR", ""), ("JP", "1"), ("GH", "9999"), head=("code", "Place in lists"), kind="members")
    assert counts(import_) == (0, 2, 1, 0)
    apply(world, import_)
    assert places() == {"JP": 1, "GH": 9999}
    assert counts(check(world, ("JP", "state"), head=("code", "kind"), kind="members")) == (0, 0, 1, 0)
    assert places() == {"JP": 1, "GH": 9999}, "a file without the column changes no place"


def test_what_is_no_place_is_named(world: World) -> None:
    rows = [(code, place) for code, place in zip(("BR", "JP", "GH"), ("first", "0.5", "10000"), strict=True)]
    import_ = check(world, *rows, head=("code", "place"), kind="members")
    found = [(row.problems[0]["column"], row.problems[0]["reason"]["code"]) for row in import_.rows.all()]
    assert found == [("place", "member_place")] * 3


def test_what_is_there_now_is_imported_again_without_a_change(world: World) -> None:
    Member.objects.filter(code="BR").update(list_place=7)
    head = [column.name for column in columns_of("members", world.consultation)]
    rows = list(present_lines(world.consultation, "members"))
    assert {row[0]: row[head.index("place")] for row in rows}["BR"] == "7"
    assert counts(check(world, *rows, head=head, kind="members")) == (0, 0, len(rows), 0)
