"""Contacts in the file of Members: several for each, in numbered columns."""

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
    rows = Contact.objects.filter(member__code=code).order_by("pk")
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
