"""Focal points from a file: named as by hand, by the same rules, each with a note or letter behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile

from hemicycle.imports import run
from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.actions import focal_points
from hemicycle.people.models import FocalPoint, Person, Registration, Upload
from hemicycle.people.personal_data import Forgotten, erase
from tests.classes import SETTINGS
from tests.factories import START, make_world
from tests.support.imports import apply, as_csv, counts, refused, secretariat
from tests.support.registrations import a_note, as_, mandate, member

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.imports.models import Import
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEAD = ("member", "email", "name", "language", "start", "end", "instrument")


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``."""
    return make_world()


def send(world: World, content: bytes, name: str, instrument: ContentFile[bytes] | None = None) -> Import:
    file = ContentFile(content, name=name)
    import_ = run.begin(world.consultation.pk, secretariat(world), START, "focal_points", file, instrument)
    run.check(import_, START)
    return import_


def table(*lines: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    return as_csv([head, *([*line, *[""] * (len(head) - len(line))] for line in lines)])


def check(world: World, *lines: Sequence[str]) -> Import:
    """Rows, and one note behind all of them."""
    return send(world, table(*lines), "focal-points.csv", a_note())


def packed(files: dict[str, bytes]) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


def found(import_: Import) -> dict[int, list[tuple[str, str]]]:
    return {
        row.number: [(problem["column"], problem["reason"]["code"]) for problem in row.problems]
        for row in import_.rows.all()
    }


def answers(world: World, whose: str, at: datetime) -> list[str]:
    rows = world.consultation.focal_points.filter(member=member(world, whose), start__lte=at)
    return [row.person.email for row in rows if row.mandate.covers(at)]


def test_they_are_named_in_one_act_with_one_note_and_are_told_as_by_hand(world: World) -> None:
    before = focal_points.name(
        world.consultation.pk, as_(world, "secretariat"), START, member=member(world, "jp"),
        wanted=mandate("first@example.org", "Ms. First"),
    )  # fmt: skip
    people, kept, mailed = Person.objects.count(), FocalPoint.objects.count(), Mailing.objects.latest("pk").pk
    import_ = check(
        world,
        ("Brazil", "ANA@example.org", "Ms. Ana Silva", "French", "2020-06-10", "2020-06-11"),
        ("JP", "jp@example.org"),
        ("PS", "palestine@example.org", "", "", "2020-06-10 14:30"),
    )
    assert counts(import_) == (2, 1, 0, 0)
    assert found(import_) == {3: [("member", "import_mandate_ends")]}
    assert (Person.objects.count(), FocalPoint.objects.count()) == (people, kept)
    assert Mailing.objects.latest("pk").pk == mailed
    apply(world, import_)
    ana, jp, ps = FocalPoint.objects.exclude(pk=before.pk).order_by("pk")
    assert (ana.person.email, ana.person.name, ana.person.language) == ("ana@example.org", "Ms. Ana Silva", "fr")
    assert (ana.start, ana.end) == (
        datetime(2020, 6, 9, 22, tzinfo=UTC), datetime(2020, 6, 11, 22, tzinfo=UTC)
    )  # fmt: skip
    assert (jp.start, jp.end, ps.start) == (START, None, datetime(2020, 6, 10, 12, 30, tzinfo=UTC))
    assert (answers(world, "jp", START), jp.person.name) == (["jp@example.org"], "Ms. Jp")
    assert {row.instrument for row in (ana, jp, ps)} == {import_.instrument}
    assert import_.instrument is not None
    entry = Entry.objects.filter(act="focal_point.name").latest("pk")
    assert (entry.place, set(entry.data["mandates"])) == (f"import:{import_.pk}", {str(r.pk) for r in (ana, jp, ps)})
    fact = entry.data["mandates"][str(jp.pk)]
    assert (fact["member"], fact["ended"], fact["instrument"]) == ("JP", [before.pk], import_.instrument.sha256)
    queued = Delivery.objects.filter(mailing__gt=mailed)
    told = set(queued.values_list("mailing__template", "address", "member__code"))
    assert told == {
        ("mandate", "ana@example.org", "BR"),
        ("mandate", "jp@example.org", "JP"),
        ("mandate", "palestine@example.org", "PS"),
        ("mandate_ended", "first@example.org", "JP"),
    }
    assert Mailing.objects.filter(pk__gt=mailed).count() == 2


def test_what_is_kept_now_comes_back_and_changes_nothing(world: World) -> None:
    apply(world, check(
        world,
        ("BR", "ana@example.org", "Ms. Ana", "fr", "2020-06-10", "2099-06-11"),
        ("JP", "jp@example.org", "", "", "", "2099-06-11 09:15"),
        ("NO", "no@example.org", "", "", "2020-10-25 02:30+01:00"),
    ))  # fmt: skip
    head = [column.name for column in columns_of("focal_points", world.consultation)]
    lines = list(present_lines(world.consultation, "focal_points"))
    assert [line[4:] for line in lines] == [
        ["2020-06-10", "2099-06-11", "note.pdf"],
        ["2020-06-09 12:00", "2099-06-11 09:15", "note.pdf"],
        ["2020-10-25 02:30+01:00", "", "note.pdf"],
    ]
    again = send(world, as_csv([head, *lines]), "again.csv")
    assert counts(again) == (0, 0, 3, 0), found(again)
    lines[0][5] = "2099-06-12"
    assert found(send(world, as_csv([head, *lines]), "again.csv")) == {2: [("instrument", "instrument_missing")]}
    # The same person for longer: nobody else's mandate ends.
    longer = send(world, as_csv([head, *lines]), "again.csv", a_note())
    assert (counts(longer), found(longer)) == ((0, 1, 2, 0), {})


def test_each_kind_of_bad_row_says_what_is_wrong(world: World) -> None:
    Person.objects.filter(email="gh@example.org").update(is_active=False)
    Registration.objects.filter(person__email="br2@example.org").update(status="withdrawn")
    world.consultation.invitations.filter(member=member(world, "no")).delete()
    good = ("JP", "ana@example.org", "Ms. Ana")
    import_ = check(
        world,
        ("", "nobody", "", "klingon"),
        ("Atlantis", "", "😀", "", "soon", "2020-06-10 25:00"),
        ("BR", "ana@example.org", "Ms. Ana", "", "2020-06-01"),
        ("BR", "ana@example.org", "Ms. Ana", "", "2020-06-10", "2020-06-09"),
        ("NO", "ana@example.org", "Ms. Ana"),
        ("GH", "gh@example.org", "Ms. Ana"),
        ("BR", "br2@example.org", "Ms. Ana"),
        ("BR", "chair@example.org", "Ms. Ana"),
        good,
        (*good[:2], "Ms. Ana", "", START.isoformat()),
        ("GH", "ana@example.org", "Ms. Ana"),
        ("GH", "new@example.org", "Ms. New", "", "2020-10-25 02:30"),
        ("GH", "new@example.org", "Ms. New", "", "2021-03-28 02:30"),
        ("GH", "new@example.org", "Ms. New", "", "1999-01-01"),
        ("GH", "new@example.org", "Ms. New", "", "", "", "letter.pdf"),
    )
    assert found(import_) == {
        2: [
            ("member", "import_member_of_focal_point"), ("email", "import_address"), ("name", "import_name_missing"),
            ("language", "import_language"),
        ],
        3: [
            ("member", "import_member_unknown"), ("email", "import_address_missing"), ("name", "import_name_missing"),
            ("name", "name_has_pictures"), ("start", "import_moment"), ("end", "import_moment"),
        ],
        4: [("start", "starts_in_the_past")],
        5: [("end", "ends_before_it_starts")],
        6: [("member", "member_not_invited")],
        7: [("email", "person_inactive")],
        8: [("email", "mandate_of_withdrawn")],
        9: [("email", "one_capacity")],
        11: [("member", "import_focal_point_twice")],
        # Whom a row before it has named for another Member.
        12: [("email", "one_capacity")],
        13: [("start", "local_time_twice")],
        14: [("start", "no_such_local_time")],
        15: [("start", "import_moment")],
        16: [("instrument", "import_instrument_missing")],
    }  # fmt: skip
    assert counts(import_) == (1, 0, 0, 14)
    apply(world, import_)
    assert [row.person.email for row in world.consultation.focal_points.all()] == ["ana@example.org"]


def test_who_has_another_capacity_is_asked_to_accept(world: World) -> None:
    world.consultation.settings = {**SETTINGS, "clearance": False, "several_capacities": True}
    world.consultation.save()
    import_ = check(world, ("BR", "chair@example.org"), ("JP", "gh@example.org"))
    assert found(import_) == {row: [("email", "import_mandate_to_accept")] for row in (2, 3)}
    apply(world, import_)
    assert set(world.consultation.focal_points.values_list("to_accept", flat=True)) == {True}
    assert Mailing.objects.get().template == "mandate_to_accept"
    assert answers(world, "br", START) == []


def test_without_a_note_or_letter_nobody_is_named(world: World) -> None:
    import_ = send(world, table(("BR", "ana@example.org", "Ms. Ana")), "people.csv")
    assert found(import_) == {2: [("instrument", "instrument_missing")]}
    program = ContentFile(b"MZ\x90\x00" + b"\x00" * 60, "note.pdf")
    bad = lambda: send(world, table(("BR", "ana@example.org", "Ms. Ana")), "people.csv", program)  # noqa: E731
    uploads = Upload.objects.count()
    assert refused(bad) == "upload_not_what_it_says"
    assert Upload.objects.count() == uploads


def test_letters_come_in_a_zip_and_one_for_several_members_is_kept_once(world: World) -> None:
    content = packed({
        "people.csv": table(
            ("BR", "ana@example.org", "Ms. Ana", "", "", "", "letters/group.pdf"),
            ("JP", "jp@example.org", "", "", "", "", r"Letters\Group.pdf"),
            ("GH", "gh@example.org", "", "", "", "", "letters/own.txt"),
            ("NO", "no@example.org", "", "", "", "", "program.pdf"),
            ("PS", "palestine@example.org"),
        ),
        "letters/group.pdf": b"%PDF-1.7\n%%EOF",
        "letters/own.txt": b"Note verbale",
        "program.pdf": b"MZ\x90\x00",
    })  # fmt: skip
    import_ = send(world, content, "letters.zip", a_note())
    files = Upload.objects.count()
    assert found(import_) == {5: [("instrument", "upload_not_what_it_says")]}
    apply(world, import_)
    assert Upload.objects.count() == files + 2, "checking keeps no file, and the letter of two is kept once"
    by = {row.member.code: row.instrument for row in world.consultation.focal_points.all()}
    assert by["BR"] == by["JP"]
    assert by["PS"] == import_.instrument
    assert by["GH"] is not None
    with by["GH"].file.open("rb") as kept:
        assert (by["GH"].name, kept.read()) == ("own.txt", b"Note verbale")


def test_a_letter_of_several_is_erased_with_the_last_of_them(world: World) -> None:
    import_ = apply(world, check(world, ("BR", "ana@example.org", "Ms. Ana"), ("JP", "jp@example.org")))
    assert import_.instrument is not None
    key = import_.instrument_id
    ana = Person.objects.get(email="ana@example.org")
    erase(Forgotten([ana.pk]), START)
    assert set(world.consultation.focal_points.values_list("instrument", flat=True)) == {None, key}
    erase(Forgotten([], over=[world.consultation.pk]), START)
    import_.refresh_from_db()
    assert import_.instrument is None
    erase(Forgotten([Person.objects.get(email="jp@example.org").pk]), START)
    assert not Upload.objects.filter(pk=key).exists()


def test_a_name_that_looks_like_another_is_confirmed_first(world: World) -> None:
    import_ = check(world, ("BR", "other@example.org", "Ms. Jр"))
    assert import_.counts["names"] == 1
