"""Sittings from a spreadsheet: day and hours, languages, who presides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from hemicycle.agenda.queries import programme
from hemicycle.imports import run
from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.journal.models import Entry
from hemicycle.rules.codes import RuleCode
from hemicycle.sittings.models import Sitting
from tests.factories import START, make_world
from tests.support.imports import apply, check, counts, secretariat

if TYPE_CHECKING:
    from hemicycle.imports.models import Import
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEAD = ("sitting", "day", "opens", "closes")
ALL = (*HEAD, "languages", "presiding")


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """Sittings on 9 and 10 June 2020, from 12:00 to 15:00 in Geneva, in six languages."""
    made = make_world(opened=False)
    opens = START + timedelta(hours=24)
    made.consultation.sittings.create(number=2, opens_at=opens, closes_at=opens + timedelta(hours=3))
    return made


def look(world: World, *lines: tuple[str, ...]) -> Import:
    return check(world, *lines, head=ALL if len(lines[0]) == len(ALL) else HEAD, kind="sittings")


def found(import_: Import) -> dict[int, list[tuple[str, str]]]:
    return {
        row.number: [(problem["column"], problem["reason"]["code"]) for problem in row.problems]
        for row in import_.rows.all()
    }


def hours(world: World) -> list[tuple[int, str, str]]:
    """Number, opening and close of each sitting, in Geneva."""
    zone = world.consultation.zone
    rows = Sitting.objects.filter(consultation=world.consultation, kind="sitting").order_by("number")
    return [
        (row.number, f"{row.opens_at.astimezone(zone):%d %b %H:%M}", f"{row.closes_at.astimezone(zone):%d %b %H:%M}")
        for row in rows
    ]


def test_sittings_are_added_and_moved_in_one_act_and_imported_again_without_a_change(world: World) -> None:
    first, second = Sitting.objects.order_by("number")
    edition = programme(world.consultation).plan_edition
    import_ = look(world, ("", "2020-06-15", "9:30", "12:30"), ("1", "2020-06-11", "12:00", "16:00"))
    assert counts(import_) == (1, 1, 0, 0)
    assert len(hours(world)) == 2, "nothing is saved before it is imported"
    apply(world, import_)
    assert hours(world) == [
        (1, "10 Jun 12:00", "10 Jun 15:00"),
        (2, "11 Jun 12:00", "11 Jun 16:00"),
        (3, "15 Jun 09:30", "15 Jun 12:30"),
    ]
    assert [Sitting.objects.get(number=number).pk for number in (1, 2)] == [second.pk, first.pk]
    assert Sitting.objects.get(number=3).presiding == second.presiding, "led like the last one"
    world.consultation.refresh_from_db()
    assert world.consultation.last_day.isoformat() == "2020-06-15"
    assert programme(world.consultation).plan_edition == edition + 1
    entry = Entry.objects.filter(act="plan.edit").latest("pk")
    assert entry.place == f"import:{import_.pk}"
    assert [first.pk, "2020-06-11T12:00:00+02:00", "2020-06-11T16:00:00+02:00"] in entry.data["sittings"]
    rows = list(present_lines(world.consultation, "sittings"))
    head = [column.name for column in columns_of("sittings", world.consultation)]
    assert counts(check(world, *rows, head=head, kind="sittings")) == (0, 0, 3, 0)


def test_a_row_without_a_number_is_the_sitting_that_opens_then(world: World) -> None:
    import_ = look(world, ("", "2020-06-10", "12:00", "14:00"))
    assert counts(import_) == (0, 1, 0, 0)
    apply(world, import_)
    assert hours(world)[1] == (2, "10 Jun 12:00", "10 Jun 14:00")


def test_two_sittings_change_places_and_a_third_takes_the_hours_of_one(world: World) -> None:
    import_ = look(
        world,
        ("1", "2020-06-10", "12:00", "15:00"),
        ("2", "2020-06-11", "12:00", "15:00"),
        ("", "2020-06-09", "12:00", "15:00"),
    )
    assert counts(import_) == (1, 2, 0, 0)
    apply(world, import_)
    assert [opens for _number, opens, _closes in hours(world)] == ["09 Jun 12:00", "10 Jun 12:00", "11 Jun 12:00"]


def test_languages_and_who_presides_come_with_it(world: World) -> None:
    chair, vice_chair = (world[who].person.email for who in ("chair", "vice_chair"))
    first, second = Sitting.objects.order_by("number")
    before = first.presiding_id
    import_ = look(
        world,
        ("1", "2020-06-09", "12:00", "15:00", "English; français", str(chair)),
        ("2", "2020-06-10", "12:00", "15:00", "", str(vice_chair).upper()),
        ("", "2020-06-11", "12:00", "15:00", "es", ""),
    )
    assert counts(import_) == (1, 2, 0, 0)
    apply(world, import_)
    third = Sitting.objects.get(number=3)
    for row in (first, second):
        row.refresh_from_db()
    assert (first.own_languages, second.own_languages, third.own_languages) == (["en", "fr"], [], ["es"])
    assert (first.presiding, second.presiding, third.presiding) == (world["chair"], world["vice_chair"], None)
    facts = Entry.objects.filter(act="plan.edit").latest("pk").data
    assert facts["languages"] == [[first.pk, ["en", "fr"]], [third.pk, ["es"]]]
    assert facts["presiding"] == [
        [first.pk, before, world["chair"].pk],
        [second.pk, None, world["vice_chair"].pk],
        [third.pk, world["vice_chair"].pk, None],
    ]


def test_the_last_booth_of_somebody_does_not_go_by_a_file(world: World) -> None:
    import_ = look(
        world,
        ("1", "2020-06-09", "12:00", "15:00", "en, es", ""),
        ("2", "2020-06-10", "12:00", "15:00", "en, es", ""),
    )
    assert found(import_)[3] == [("languages", "language_spoken")], "interpreters into French"


def test_each_kind_of_bad_row_says_what_is_wrong(world: World) -> None:
    nobody = "nobody@example.org"
    import_ = look(
        world,
        ("7", "2020-06-11", "12:00", "15:00", "", ""),
        ("", "11 June", "noon", "25:00", "", ""),
        ("", "1920-06-11", "12:00", "15:00", "", ""),
        ("", "2020-06-11", "15:00", "15:00", "", ""),
        ("1", "2020-06-12", "12:00", "15:00", "klingon", nobody),
        ("1", "2020-06-13", "12:00", "15:00", "", str(world["french"].person.email)),
        ("", "2020-06-10", "14:59", "16:00", "", ""),
        ("", "2020-06-14", "12:00", "15:00", "", ""),
        ("", "2020-06-14", "11:00", "12:01", "", ""),
        ("", "", "", "", "en", ""),
        ("", "2020-06-16", "12:00", "15:00", "en,fr,es,ar,ru,zh,de,it,pt,nl,sv,fi,da", ""),
    )
    assert found(import_) == {
        2: [("sitting", "import_sitting_unknown")],
        3: [("day", "import_date"), ("opens", "import_clock"), ("closes", "import_clock")],
        4: [("day", "import_date")],
        5: [("closes", "import_sitting_without_time")],
        6: [("languages", "import_language"), ("presiding", "not_registered")],
        7: [("sitting", "import_sitting_twice"), ("presiding", "receiver_not_a_leader")],
        8: [("opens", "import_sitting_overlaps")],
        10: [("opens", "import_sitting_overlaps_row")],
        11: [("day", "import_date"), ("opens", "import_clock"), ("closes", "import_clock")],
        12: [("languages", "languages_number")],
    }
    assert counts(import_) == (1, 0, 0, 10)


def test_a_sitting_whose_row_is_wrong_stays_in_the_way_of_another(world: World) -> None:
    import_ = look(world, ("", "2020-06-09", "13:00", "14:00"), ("1", "2020-06-10", "13:00", "16:00"))
    assert found(import_) == {2: [("opens", "import_sitting_overlaps")], 3: [("opens", "import_sitting_overlaps")]}
    assert [row.problems[0]["reason"]["facts"] for row in import_.rows.all()] == [{"sitting": 1}, {"sitting": 2}]


def test_a_sitting_that_has_begun_keeps_its_hours_and_who_presides(world: World) -> None:
    Sitting.objects.filter(number=1).update(state="open", state_since=START)
    chair = str(world["chair"].person.email)
    assert found(look(world, ("1", "2020-06-09", "12:00", "16:00", "", chair))) == {
        2: [("opens", "sitting_began"), ("presiding", "sitting_has_begun")]
    }
    changed = look(world, ("1", "2020-06-09", "12:00", "15:00", "en", str(world["vice_chair"].person.email)))
    assert found(changed) == {2: [("languages", "booths_in_sitting")]}


def test_an_hour_that_comes_twice_needs_its_offset_and_one_that_never_comes_is_refused(world: World) -> None:
    import_ = look(
        world,
        ("", "2020-10-25", "02:30", "03:30"),
        ("", "2020-03-29", "02:30", "03:30"),
        ("", "2020-10-25", "02:30+02:00", "02:30+01:00"),
        ("", "2020-10-26", "02:30+02:00", "03:30"),
    )
    assert found(import_) == {
        2: [("opens", RuleCode.LOCAL_TIME_TWICE.value)],
        3: [("opens", RuleCode.NO_SUCH_LOCAL_TIME.value)],
        5: [("opens", RuleCode.NO_SUCH_LOCAL_TIME.value)],
    }
    twice = import_.rows.get(number=2).problems[0]["reason"]["facts"]
    assert twice == {"first": "02:30+02:00", "last": "02:30+01:00"}
    apply(world, import_)
    made = Sitting.objects.latest("opens_at")
    assert (made.opens_at, made.closes_at) == (
        datetime(2020, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2020, 10, 25, 1, 30, tzinfo=UTC),
    )
    (*_others, line) = present_lines(world.consultation, "sittings")
    assert line[1:4] == ["2020-10-25", "02:30+02:00", "02:30+01:00"]
    assert counts(check(world, line, head=ALL, kind="sittings")) == (0, 0, 1, 0)


def test_the_limit_of_days_holds(world: World) -> None:
    world.consultation.settings["sitting_days"] = {"most": 3, "reason": {"en": "Three at most."}}
    world.consultation.save()
    import_ = look(
        world,
        ("", "2020-06-11", "12:00", "15:00"),
        ("", "2020-06-12", "12:00", "15:00"),
        ("", "2020-06-11", "16:00", "17:00"),
    )
    assert found(import_) == {3: [("day", "too_many_days")]}
    assert counts(import_) == (2, 0, 0, 1)


def test_a_workbook_keeps_days_and_hours_as_such(world: World) -> None:
    book, content = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["Date", "Begin", "End"])
    at = datetime(2020, 6, 11, 9, 30)  # noqa: DTZ001 - a workbook knows no zones
    sheet.append([at.date(), at.time(), at.replace(hour=11).time()])
    book.save(content)
    file = ContentFile(content.getvalue(), name="sittings.xlsx")
    import_ = run.begin(world.consultation.pk, secretariat(world), START, "sittings", file)
    run.check(import_, START)
    assert (counts(import_), found(import_)) == ((1, 0, 0, 0), {})
    apply(world, import_)
    assert hours(world)[2] == (3, "11 Jun 09:30", "11 Jun 11:30")
