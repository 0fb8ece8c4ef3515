"""Spreadsheets: each kind of bad row and bad file, and what is written of a good one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from hemicycle.imports import background, run
from hemicycle.imports.messages import refusal_message
from hemicycle.imports.models import Import
from hemicycle.imports.registrations import RegistrationDesk, Wanted
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people import retention
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Member, Person, Registration
from hemicycle.rules.reasons import Reason
from tests.classes import with_quotas
from tests.factories import START
from tests.support.imports import HEAD, MISTAKES, apply, as_csv, begin, check, counts, refused, secretariat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.factories import World


def found(import_: Import) -> list[tuple[int, bool, list[tuple[str, str]]]]:
    return [
        (row.number, row.error, [(problem["column"], problem["reason"]["code"]) for problem in row.problems])
        for row in import_.rows.all()
    ]


def test_rows_are_checked_before_anything_is_written_and_then_written_in_one_act(world: World) -> None:
    before = Person.objects.count()
    import_ = check(world, ("new@Example.org", "Ms. Ana Silva", "BR"), ("", "Nobody", "BR"))
    assert (import_.state, counts(import_), Person.objects.count()) == ("checked", (1, 0, 0, 1), before)
    import_ = apply(world, import_)
    made = Registration.objects.get(person__email="new@example.org")
    assert (made.status, made.member, made.nominated_by) == (
        "endorsed",
        world["br"].member,
        world["secretariat"].person,
    )
    assert not made.person.has_usable_password()
    assert (import_.state, counts(import_), Person.objects.count()) == ("applied", (1, 0, 0, 1), before + 1)
    entry = Entry.objects.filter(act="people.import").last()
    assert entry is not None
    assert (entry.place, entry.data["counts"]["new"], entry.capacity) == (f"import:{import_.pk}", 1, "secretariat")
    assert Entry.objects.filter(act="people.import").count() == 2  # the file came, and was imported


def test_rule_38_whom_a_file_brings_is_confirmed_by_another_than_who_imported_it(world: World) -> None:
    head = (*HEAD, "role")
    apply(world, check(world, ("new@example.org", "Ms. Ana Silva", "", "Secretariat"), head=head))
    made = Registration.objects.get(person__email="new@example.org")
    assert (made.role, made.status, made.entered_by) == ("secretariat", "endorsed", world["secretariat"].person)
    apply(world, check(world, ("chair@example.org", "Ms. Renamed", "", "Chair"), head=head))
    world["chair"].refresh_from_db()
    assert world["chair"].entered_by is None, "who mends the spelling of a confirmed chair did not make them"
    assert set(Delivery.objects.filter(mailing__template="role_entered").values_list("address", flat=True)) == {
        "chair@example.org",
        "secretariat@example.org",
        "vice_chair@example.org",
    }


def test_applied_twice_it_says_so_and_changes_nothing(world: World) -> None:
    import_ = check(world, ("new@example.org", "Ms. Ana Silva", "BR"))
    apply(world, import_)
    Person.objects.filter(email="new@example.org").update(name="Dr. Ana Silva")
    assert refused(lambda: apply(world, import_)) == "import_applied_already"
    assert Person.objects.get(email="new@example.org").name == "Dr. Ana Silva"
    assert Entry.objects.filter(act="people.import").count() == 2


def test_the_same_file_again_changes_nothing(world: World) -> None:
    line = ("new@example.org", "Ms. Ana Silva", "Brazil")
    apply(world, check(world, line))
    again = check(world, line)
    assert counts(again) == (0, 0, 1, 0)
    assert counts(apply(world, again)) == (0, 0, 1, 0)


@pytest.mark.parametrize(("cells", "problem"), MISTAKES)
def test_a_bad_row_says_what_is_wrong_in_which_column(
    world: World, cells: dict[str, str], problem: tuple[str, str]
) -> None:
    world.consultation.invitations.filter(member__code="NO").delete()
    row = {"email": "new@example.org", "name": "Ms. Ana Silva", "member": "BR", **cells}
    import_ = check(world, list(row.values()), head=list(row))
    assert found(import_) == [(2, True, [problem])]
    reason = Reason.from_json(import_.rows.get().problems[0]["reason"])
    for language in ("en", "ar"):
        with translation.override(language):
            assert refusal_message(reason)
    assert counts(apply(world, import_)) == (0, 0, 0, 1)
    assert not Registration.objects.filter(person__name="Ms. Ana Silva").exists()


@pytest.mark.parametrize(
    ("name", "kept", "problem"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>", "import_markup"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)", "import_formula"),
        ("'=HYPERLINK(1)", "=HYPERLINK(1)", "import_formula"),
        ("Ana\u202eSilva", "AnaSilva", "import_characters_removed"),
    ],
)
def test_what_somebody_should_look_at_is_no_error(world: World, name: str, kept: str, problem: str) -> None:
    import_ = check(world, ("new@example.org", name, "BR"))
    assert found(import_) == [(2, False, [("name", problem)])]
    apply(world, import_)
    assert Person.objects.get(email="new@example.org").name == kept


def test_somebody_twice_in_the_file_and_probably_twice_in_the_delegation(world: World) -> None:
    import_ = check(
        world,
        ("one@example.org", "Ms. Elena Duarte", "BR"),
        ("ONE@example.org", "Ms. Elena Duarte", "BR"),
        ("two@example.org", "Duarte, Ms. Elena", "BR"),
        ("three@example.org", "Ms. Elena Duarte", "JP"),
    )
    assert found(import_) == [
        (3, True, [("email", "import_address_twice")]),
        (4, False, [("name", "import_probably_the_same")]),
    ]
    assert counts(import_) == (3, 0, 0, 1)


def test_rule_03_who_gets_no_place_is_put_on_the_waiting_list_and_told(world: World) -> None:
    lines = [
        (f"s{number}@example.org", f"Mr. {name}", "sm-orbicom") for number, name in enumerate(("Abe", "Zoltan", "Quim"))
    ]
    import_ = check(world, *lines)
    assert found(import_) == [(4, False, [("", "import_waiting")])]
    import_ = apply(world, import_)
    assert (import_.counts["new"], import_.counts["waiting"]) == (3, 1)
    statuses = Registration.objects.filter(member__code="sm-orbicom").order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["confirmed", "endorsed", "endorsed", "waiting"]


def test_rule_03_a_place_taken_since_the_check_is_not_given_again(world: World) -> None:
    world.consultation.settings = with_quotas(sector_member=(2, "member"))
    world.consultation.save()
    first = check(world, ("one@example.org", "Mr. Abe", "sm-orbicom"))
    second = check(world, ("two@example.org", "Ms. Zoe", "sm-orbicom"))
    assert first.counts["waiting"] == second.counts["waiting"] == 0
    assert [apply(world, import_).counts["waiting"] for import_ in (first, second)] == [0, 1]


def test_rule_01_the_secretariat_is_not_held_to_the_closing(world: World) -> None:
    world.consultation.registration_closes_at = START - timedelta(days=1)
    world.consultation.save()
    assert counts(apply(world, check(world, ("new@example.org", "Ms. Ana Silva", "BR")))) == (1, 0, 0, 0)


def test_a_column_that_is_missing_leaves_what_is_kept_and_an_empty_cell_empties_it(world: World) -> None:
    row = world["br"]
    Person.objects.filter(pk=row.person_id).update(phone="1", time_zone="Europe/Paris")
    import_ = check(world, ("br@example.org", "Ms. Br", "BR", "", "head"), head=(*HEAD, "phone", "delegation_role"))
    assert counts(import_) == (0, 1, 0, 0)
    apply(world, import_)
    row.refresh_from_db()
    row.person.refresh_from_db()
    assert (row.person.phone, row.person.time_zone, row.delegation_role) == ("", "Europe/Paris", "head")
    assert row.status == "confirmed"


def test_a_person_stays_with_their_member_and_role_and_withdrawn_stays_withdrawn(world: World) -> None:
    Registration.objects.filter(pk=world["no"].pk).update(status="withdrawn")
    head = (*HEAD, "role", "booth_languages")
    import_ = check(
        world,
        ("br@example.org", "Ms. Br", "JP", "", ""),
        ("jp@example.org", "Ms. Jp", "", "interpreter", "fr"),
        ("no@example.org", "Ms. Norway", "NO", "", ""),
        head=head,
    )
    assert found(import_) == [
        (2, True, [("member", "import_registered_for_another")]),
        (3, True, [("role", "import_registered_as_another")]),
        (4, False, [("", "import_registration_over")]),
    ]
    apply(world, import_)
    assert Registration.objects.get(pk=world["no"].pk).status == "withdrawn"


def test_a_delegation_keeps_its_one_head(world: World) -> None:
    Registration.objects.filter(pk=world["br"].pk).update(delegation_role="head")
    import_ = check(world, ("br2@example.org", "Ms. Br2", "BR", "head"), head=(*HEAD, "delegation_role"))
    assert found(import_) == [(2, True, [("delegation_role", "has_head_already")])]
    assert counts(apply(world, import_)) == (0, 0, 0, 1)


def test_nobody_but_the_secretariat_imports(world: World) -> None:
    file = ContentFile(as_csv([HEAD, ("new@example.org", "Ms. Ana", "BR")]), name="people.csv")

    def begin_as(name: str) -> Import:
        return run.begin(world.consultation.pk, Performer(world[name].person), START, "registrations", file)

    for name in ("br", "vice_chair", "technician"):
        assert refused(partial(begin_as, name)) == "not_permitted"
    import_ = check(world, ("new@example.org", "Ms. Ana", "BR"))
    assert refused(lambda: run.apply(import_, Performer(world["br"].person), START)) == "not_permitted"


def test_somebody_entered_while_the_rows_are_written_stops_all_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_ = check(world, ("new@example.org", "Ms. Ana", "BR"), ("br2@example.org", "Ms. Changed", "BR"))
    written = RegistrationDesk.write

    def overtaken(desk: RegistrationDesk, wanted: Sequence[Wanted]) -> None:
        Person.objects.create_user("new@example.org", "Ms. Ana")
        written(desk, wanted)

    monkeypatch.setattr(RegistrationDesk, "write", overtaken)
    assert refused(lambda: apply(world, import_)) == "import_overtaken"
    assert not Person.objects.filter(name="Ms. Changed").exists()
    assert Import.objects.get().state == "checked"


def test_a_long_file_is_checked_and_applied_beside_the_request(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AT_ONCE", 1)
    import_ = begin(world, as_csv([HEAD, *((f"n{n}@example.org", f"Ms. {n}", "BR") for n in range(3))]))
    background.check(import_, START)
    import_.refresh_from_db()
    assert import_.under_way
    background.check_later.call(import_.pk)
    import_.refresh_from_db()
    assert (import_.state, import_.done, import_.total) == ("checked", 3, 3)
    background.apply(import_, secretariat(world), START)
    import_.refresh_from_db()
    assert import_.state == "applying"
    assert refused(lambda: background.apply(import_, secretariat(world), START)) == "import_applied_already"
    background.apply_later.call(import_.pk, world["secretariat"].person.pk, None)
    import_.refresh_from_db()
    assert (import_.state, counts(import_)) == ("applied", (3, 0, 0, 0))


def test_a_long_file_that_breaks_says_so_and_can_be_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AT_ONCE", 0)
    import_ = check(world, ("new@example.org", "Ms. Ana", "BR"))
    background.apply(import_, secretariat(world), START)
    monkeypatch.setattr(run, "_walk", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        background.apply_later.call(import_.pk, world["secretariat"].person.pk, None)
    import_.refresh_from_db()
    assert (import_.state, import_.refusal["code"]) == ("checked", "import_broke")


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World) -> None:
    def queries(*lines: Sequence[object]) -> int:
        import_ = check(world, *lines)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            apply(world, import_)
        return len(seen)

    few = queries(("n@example.org", "Ms. Ana", "BR"), ("br@example.org", "Ms. X", "BR"))
    more = queries(
        *((f"{name}@example.org", f"Ms. {name}", "BR") for name in ("Abe", "Zoltan", "Quim")),
        *((f"{name}@example.org", "Ms. Y", code) for name, code in (("br", "BR"), ("jp", "JP"), ("gh", "GH"))),
    )
    assert few == more


def test_members_are_made_and_changed_and_keep_what_the_file_does_not_name(world: World) -> None:
    head = ("code", "kind", "region", "name_fr", "official_fr", "council_seats", "vote_suspensions")
    seats = "2019-01-01/"
    import_ = check(
        world,
        ("fr", "state", "B", "", "République française", "", ""),
        ("BR", "", "A", "", "", seats, "2020-01-01/2020-12-31 arrears"),
        ("XQ", "state", "Z", "", "", "yesterday", ""),
        ("BR", "", "A", "", "", seats, ""),
        ("JP", "", "Q", "", "", seats, ""),
        head=head,
        kind="members",
    )
    assert found(import_) == [
        (
            4,
            True,
            [("seats", "import_period"), ("region", "member_region"), ("name_en", "member_name_missing")],
        ),
        (5, True, [("code", "import_code_twice")]),
        (6, True, [("region", "member_region")]),
    ]
    assert counts(import_) == (1, 1, 0, 3)
    assert not Member.objects.filter(code="FR").exists()
    assert not Member.objects.get(code="BR").vote_suspensions.exists()
    import_ = apply(world, import_)
    assert Member.objects.get(code="FR").names.get(language="fr").official == "République française"
    assert Member.objects.get(code="BR").vote_suspensions.get().reason == "arrears"
    assert counts(import_) == (1, 1, 0, 3)
    again = check(world, ("BR", seats), head=("code", "seats"), kind="members")
    assert counts(again) == (0, 0, 1, 0)
    assert Member.objects.get(code="BR").vote_suspensions.exists()


def test_new_names_from_a_day_leave_what_is_earlier_as_it_was(world: World) -> None:
    head = ("code", "name_en", "name_fr", "names_since")
    rows = (
        ("BR", "New Brazil", "", "2022-06-01"),
        ("JP", "Nippon", "", ""),
        ("GH", "X", "", "June"),
        ("NO", "Y", "", "0202-06-01"),
        ("PE", "Peru 🎉", "", ""),
    )
    import_ = check(world, *rows, head=head, kind="members")
    assert found(import_) == [(4, True, [("names_since", "import_date")]), (5, True, [("", "day_far_off")]), (
        6, True, [("", "name_has_pictures")]
    )]  # fmt: skip
    apply(world, import_)
    names = {
        code: [member_name(Member.objects.get(code=code), "en", on=date(year, 6, 1)) for year in (2020, 2022)]
        for code in ("BR", "JP")
    }
    assert names == {"BR": ["Brazil", "New Brazil"], "JP": ["Nippon", "Nippon"]}
    assert member_name(Member.objects.get(code="BR"), "fr", on=date(2022, 6, 1)) == "Brésil"
    again = check(world, *rows[:2], head=head, kind="members")
    assert counts(again) == (0, 0, 2, 0)


def test_a_person_comes_in_without_pictures_in_their_name(world: World) -> None:
    import_ = check(world, ("new@example.org", "Ms. Ana 🎉", "Brazil"))
    assert ("name", "name_has_pictures") in found(import_)[0][2]


def test_a_file_goes_with_the_personal_data_of_its_consultation(world: World) -> None:
    import_ = check(world, ("new@example.org", "Ms. Ana", "Atlantis"))
    Person.objects.filter(pk=world["br"].person_id).update(made_up=False)
    Registration.objects.filter(pk=world["br"].pk).update(asked_at=START)
    storage, name = import_.upload.file.storage, str(import_.upload.file.name)
    assert storage.exists(name)
    retention.forget(START + timedelta(days=400))
    import_.refresh_from_db()
    assert (storage.exists(name), import_.rows.count(), import_.state) == (False, 0, "failed")
    assert import_.reason is not None
    assert refusal_message(import_.reason)
    assert counts(import_) == (0, 0, 0, 1)
