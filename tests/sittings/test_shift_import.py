"""Shifts from a spreadsheet: each sitting that it names as a whole, with what is wrong or left open by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.mail.models import Mailing
from hemicycle.sittings.models import BoothShift
from tests.factories import make_world
from tests.support.imports import apply, check, counts

if TYPE_CHECKING:
    from hemicycle.imports.models import Import
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEAD = ("sitting", "email", "booth", "begins", "ends")


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """A sitting to come, from 12:00 to 15:00 in Geneva."""
    return make_world(opened=False)


def look(world: World, *lines: tuple[str, str, str, str]) -> Import:
    named = [("1", world[who].person.email, *rest) for who, *rest in lines]
    return check(world, *named, head=HEAD, kind="shifts")


def found(import_: Import) -> dict[int, list[str]]:
    return {row.number: [problem["reason"]["code"] for problem in row.problems] for row in import_.rows.all()}


def test_they_are_written_in_one_act_with_one_mail_each_and_imported_again_without_a_change(world: World) -> None:
    import_ = look(world, ("french", "fr", "12:00", "12:30"), ("french2", "French", "12:30", "15:00"))
    assert counts(import_) == (2, 0, 0, 0)
    assert found(import_) == {3: ["shift_alone"]}, "a warning keeps nothing out"
    apply(world, import_)
    assert BoothShift.objects.count() == 2
    assert Mailing.objects.filter(template="booth_shifts").count() == 2
    rows = list(present_lines(world.consultation, "shifts"))
    head = [column.name for column in columns_of("shifts", world.consultation)]
    again = check(world, *rows, head=head, kind="shifts")
    assert counts(again) == (0, 0, 2, 0)
    apply(world, again)
    assert Mailing.objects.filter(template="booth_shifts").count() == 2
    fewer = look(world, ("french", "fr", "12:00", "12:30"))
    assert found(fewer) == {2: ["shift_gap", "import_shifts_removed"]}
    apply(world, fewer)
    assert BoothShift.objects.filter(cancelled_at=None).count() == 1


def test_each_kind_of_bad_row_says_what_is_wrong_and_changes_nothing(world: World) -> None:
    import_ = look(
        world,
        ("french", "en", "12:00", "12:30"),
        ("french", "fr", "11:00", "12:30"),
        ("french2", "fr", "12:00", "12:30"),
        ("french2", "en", "12:20", "12:50"),
        ("french", "klingon", "12:00", "12:30"),
        ("french", "fr", "noon", "12:30"),
        ("technician", "fr", "12:00", "12:30"),
        ("french", "fr", "12:30", "12:30"),
    )
    problems = found(import_)
    # What the good row leaves open is said at the end of the file's rows for that sitting.
    assert problems.pop(4) == ["shift_gap"]
    assert problems == {
        2: ["shift_in_others_booth"],
        3: ["shift_outside_sitting"],
        5: ["shift_in_two_booths"],
        6: ["import_language"],
        7: ["import_clock"],
        8: ["shift_of_no_interpreter"],
        9: ["shift_without_time"],
    }
    assert counts(import_) == (1, 0, 0, 7)
    bad = look(world, ("technician", "fr", "12:00", "12:30"))
    assert counts(bad) == (0, 0, 0, 1)
    apply(world, bad)
    assert not BoothShift.objects.exists()
