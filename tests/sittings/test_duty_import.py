"""The people of each sitting from a spreadsheet: who presides, who interprets and captions in which booth."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.journal.models import Entry
from hemicycle.sittings.models import BoothDuty, Sitting
from tests.factories import START, make_world
from tests.support.imports import apply, check, counts

if TYPE_CHECKING:
    from hemicycle.imports.models import Import
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEAD = ("sitting", "email", "booth")


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """Two sittings to come, an interpreter into French."""
    made = make_world(opened=False)
    opens = START + timedelta(hours=24)
    made.consultation.sittings.create(number=2, opens_at=opens, closes_at=opens + timedelta(hours=3))
    made["french"].booth_languages = ["fr"]
    made["french"].save()
    Sitting.objects.filter(number=1).update(presiding=made["chair"])
    return made


def look(world: World, *lines: tuple[str, str, str]) -> Import:
    """Rows by the names of the world."""
    named = [(sitting, world[who].person.email if who in world.people else who, booth) for sitting, who, booth in lines]
    return check(world, *named, head=HEAD, kind="duties")


def found(import_: Import) -> dict[int, list[tuple[str, str]]]:
    return {
        row.number: [(problem["column"], problem["reason"]["code"]) for problem in row.problems]
        for row in import_.rows.all()
    }


def test_they_are_written_down_in_one_act_and_imported_again_without_a_change(world: World) -> None:
    import_ = look(world, ("1", "french", "French"), ("2", "french", "fr"), ("2", "vice_chair", ""), ("1", "chair", ""))
    assert counts(import_) == (3, 0, 1, 0)
    apply(world, import_)
    assert set(BoothDuty.objects.values_list("sitting__number", "registration", "language")) == {
        (1, world["french"].pk, "fr"),
        (2, world["french"].pk, "fr"),
    }
    assert Sitting.objects.get(number=2).presiding == world["vice_chair"]
    assert Entry.objects.filter(act="plan.edit").latest("pk").place == f"import:{import_.pk}"
    rows = list(present_lines(world.consultation, "duties"))
    assert len(rows) == 4
    again = check(
        world, *rows, head=[column.name for column in columns_of("duties", world.consultation)], kind="duties"
    )
    assert counts(again) == (0, 0, 4, 0)
    world["french"].booth_languages = []
    world["french"].save()
    changed = look(world, ("2", "french", "es"), ("2", "chair", ""))
    assert counts(changed) == (1, 1, 0, 0)
    apply(world, changed)
    assert BoothDuty.objects.get(sitting__number=2).language == "es"


def test_each_kind_of_bad_row_says_what_is_wrong(world: World) -> None:
    Sitting.objects.filter(number=2).update(state="ended")
    import_ = look(
        world,
        ("9", "nobody@example.org", ""),
        ("1", "french", "en"),
        ("1", "french", "fr"),
        ("1", "chair", "fr"),
        ("1", "vice_chair", ""),
        ("2", "french", ""),
        ("2", "technician", "klingon"),
        ("1", "technician", "fr"),
        ("2", "french", "fr"),
        ("2", "chair", ""),
    )
    assert found(import_) == {
        2: [("sitting", "no_such_sitting"), ("email", "not_registered")],
        3: [("booth", "not_their_booth")],
        4: [("", "import_duty_twice")],
        5: [("booth", "import_booths_of_others")],
        6: [("", "import_duty_twice")],
        7: [("booth", "import_booth_missing")],
        8: [("booth", "import_language")],
        9: [("booth", "no_booth_for_role")],
        10: [("", "import_duty_twice"), ("booth", "booths_of_ended")],
        11: [("booth", "sitting_has_begun")],
    }
    assert counts(import_) == (0, 0, 0, 10)


def test_checking_asks_as_often_for_many_as_for_one(world: World) -> None:
    def asked(*lines: tuple[str, str, str]) -> int:
        with CaptureQueriesContext(connection) as sent:
            look(world, *lines)
        return len(sent)

    assert asked(*[("1", "french", "fr")] * 2) == asked(*[("1", "french", "fr")] * 30)
