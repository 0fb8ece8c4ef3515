"""Contacts in the file of Members, several for each, in numbered columns; and further addresses, in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.imports.member_columns import MOST_CONTACTS
from hemicycle.people.models import Contact, Member
from tests.support.imports import apply, check, counts

if TYPE_CHECKING:
    from hemicycle.imports.models import Import
    from tests.factories import World

HEAD = ("code", "contact1_name", "contact1_email", "contact2_name", "contact2_email", "contact2_language")


def contacts(code: str) -> list[tuple[str, str, str, str]]:
    rows = Contact.objects.filter(member__code=code, copies=False).order_by("pk")
    return [(row.name, row.email, row.phone, row.language) for row in rows]


def found(import_: Import) -> list[tuple[str, str]]:
    return [(problem["column"], problem["reason"]["code"]) for row in import_.rows.all() for problem in row.problems]


def test_a_member_comes_with_its_contacts(world: World) -> None:
    head = ("code", "kind", "region", "contact1_name", "contact1_email", "contact1_phone", "contact1_language",
            "contact2_name", "contact2_email")  # fmt: skip
    row = (
        "CH",
        "state",
        "B",
        "Office",
        "Office@Example.org",
        "+41 22 730 51 11",
        "Français",
        "Mission",
        "m@example.net",
    )
    apply(world, check(world, row, head=head, kind="members"))
    assert contacts("CH") == [
        ("Office", "office@example.org", "+41 22 730 51 11", "fr"),
        ("Mission", "m@example.net", "", "en"),
    ]


def test_a_group_of_columns_stands_for_the_contact_of_its_number(world: World) -> None:
    brazil = Member.objects.get(code="BR")
    for number in range(1, MOST_CONTACTS + 2):
        brazil.contacts.create(name=f"Office {number}", email=f"o{number}@example.org", phone="1234567", language="fr")
    import_ = check(world, ("BR", "New", "new@example.org", "", "", ""), head=HEAD, kind="members")
    assert counts(import_) == (0, 1, 0, 0)
    apply(world, import_)
    kept = [("Office 3", "o3@example.org", "1234567", "fr"), ("Office 4", "o4@example.org", "1234567", "fr")]
    kept.append(("Office 5", "o5@example.org", "1234567", "fr"))
    # Its telephone and language have no column; the second is removed.
    assert contacts("BR") == [("New", "new@example.org", "1234567", "fr"), *kept]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("", "a@example.org", "", "", ""), ("contact1_name", "contact_name_missing")),
        (("Office", "nowhere", "", "", ""), ("contact1_email", "contact_address")),
        (("Office", "a@example.org", "Other", "A@example.org", "en"), ("contact2_email", "contact_twice")),
        (("Office", "a@example.org", "Other", "b@example.org", "Klingon"), ("contact2_language", "import_language")),
    ],
)
def test_what_is_wrong_with_a_contact_is_said_at_its_column(
    world: World, cells: tuple[str, ...], problem: tuple[str, str]
) -> None:
    assert found(check(world, ("BR", *cells), head=HEAD, kind="members")) == [problem]
    assert contacts("BR") == []


def test_a_file_without_their_columns_changes_no_contact(world: World) -> None:
    Member.objects.get(code="BR").contacts.create(name="Office", email="o@example.org")
    apply(world, check(world, ("BR", "Brésil"), head=("code", "name_fr"), kind="members"))
    assert len(contacts("BR")) == 1


def test_what_is_there_now_is_imported_again_without_a_change(world: World) -> None:
    Member.objects.get(code="BR").contacts.create(name="Office", email="o@example.org", language="fr")
    head = [column.name for column in columns_of("members", world.consultation)]
    rows = list(present_lines(world.consultation, "members"))
    assert counts(check(world, *rows, head=head, kind="members")) == (0, 0, len(rows), 0)


COPIES = ("code", "further_addresses")
MANY = """Permanent Mission, Geneva <Mission@Example.org> Français; archive@example.org；"A; B" <b@example.org>
x@example.org es"""


def copies(code: str) -> list[tuple[str, str, str]]:
    rows = Contact.objects.filter(member__code=code, copies=True).order_by("pk")
    return [(row.name, row.email, row.language) for row in rows]


def test_further_addresses_come_in_one_cell(world: World) -> None:
    Member.objects.get(code="BR").contacts.create(name="Office", email="o@example.org")
    apply(world, check(world, ("BR", MANY), head=COPIES, kind="members"))
    assert copies("BR") == [
        ("Permanent Mission, Geneva", "mission@example.org", "fr"),
        ("", "archive@example.org", ""),
        ("A; B", "b@example.org", ""),
        ("", "x@example.org", "es"),
    ]
    # What the file has no column for stays, and so does the other of the two.
    assert len(contacts("BR")) == 1
    apply(world, check(world, ("BR", "New", "new@example.org", "", "", ""), head=HEAD, kind="members"))
    assert (len(contacts("BR")), len(copies("BR"))) == (1, 4)
    apply(world, check(world, ("BR", ""), head=COPIES, kind="members"))
    assert (len(contacts("BR")), copies("BR")) == (1, [])


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("the mission", "import_further_address"),
        ("a@example.org, b@example.org", "import_language"),
        ("Mission <a@example.org", "import_further_address"),
        ("; a@example.org", "import_further_address"),
        ("a@example.org Klingon", "import_language"),
        ("Mission <nowhere>", "contact_address"),
        ("a@example.org; A@example.org", "contact_twice"),
        ("o@example.org", "contact_twice"),
        ("; ".join(f"m{number}@example.org" for number in range(6)), "too_many_copies"),
    ],
)
def test_what_is_wrong_with_a_further_address_is_said(world: World, cell: str, why: str) -> None:
    Member.objects.get(code="BR").contacts.create(name="Office", email="o@example.org")
    assert found(check(world, ("BR", cell), head=COPIES, kind="members")) == [("further_addresses", why)]
    assert copies("BR") == []


def test_further_addresses_are_taken_away_and_imported_again_without_a_change(world: World) -> None:
    apply(world, check(world, ("BR", MANY), head=COPIES, kind="members"))
    Contact.objects.filter(email="archive@example.org").update(name='The "Archive"')
    before = copies("BR")
    head = [column.name for column in columns_of("members", world.consultation)]
    rows = list(present_lines(world.consultation, "members"))
    cell = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == "BR")["further_addresses"]
    assert cell.startswith("Permanent Mission, Geneva <mission@example.org> fr; ")
    Contact.objects.all().delete()
    import_ = check(world, *rows, head=head, kind="members")
    assert counts(import_) == (0, 1, len(rows) - 1, 0)
    apply(world, import_)
    assert copies("BR") == [(name.replace('"Archive"', "”Archive”"), *rest) for name, *rest in before]
    assert counts(check(world, *present_lines(world.consultation, "members"), head=head, kind="members"))[1] == 0
