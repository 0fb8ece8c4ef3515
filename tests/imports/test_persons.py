"""People who represent no Member, in a file of registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.participation import QuotaSetting
from hemicycle.imports import present, run
from hemicycle.people.models import Registration
from hemicycle.rules.registration import QuotaUnit
from tests.classes import with_experts
from tests.factories import START
from tests.imports.test_imports import found
from tests.support.imports import apply, as_csv, begin, check, counts

if TYPE_CHECKING:
    from tests.factories import World

HEAD = ("email", "name", "member", "role", "person_class", "delegation_role")


@pytest.fixture
def world(world: World) -> World:
    """With a class of persons that has two places."""
    places = QuotaSetting(size=2, unit=QuotaUnit.CLASS)
    world.consultation.settings = {**with_experts(quota=places), "open_after_end": True}
    world.consultation.save()
    return world


def expert(email: str) -> Registration:
    return Registration.objects.get(person__email=email)


def test_they_are_entered_in_their_class_by_its_key_or_name_and_wait_where_it_is_full(world: World) -> None:
    import_ = check(
        world,
        ("ana@example.org", "Ms. Ana Silva", "", "", "expert", ""),
        ("bela@example.org", "Ms. Bela Costa", "", "delegate", "Invited experts", "head"),
        ("cleo@example.org", "Ms. Cleo Dias", "", "", "Invited Expert", ""),
        head=HEAD,
    )
    assert found(import_) == [
        (3, False, [("delegation_role", "import_part_without_member")]),
        (4, False, [("", "import_waiting")]),
    ]
    apply(world, import_)
    made = [expert(f"{name}@example.org") for name in ("ana", "bela", "cleo")]
    assert [(row.person_class, row.member, row.status, row.delegation_role) for row in made] == [
        ("expert", None, "endorsed", ""),
        ("expert", None, "endorsed", ""),
        ("expert", None, "waiting", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("", "", "gone", ""), ("person_class", "import_class_unknown")),
        (("", "", "council_state", ""), ("person_class", "import_class_unknown")),
        (("BR", "", "expert", ""), ("person_class", "import_class_of_others")),
        (("", "technician", "expert", ""), ("person_class", "import_class_of_others")),
        (("", "", "", ""), ("member", "import_member_missing")),
    ],
)
def test_what_cannot_be_is_said_at_its_cell(
    world: World, cells: tuple[str, str, str, str], problem: tuple[str, str]
) -> None:
    import_ = check(world, ("ana@example.org", "Ms. Ana Silva", *cells), head=HEAD)
    assert found(import_) == [(2, True, [problem])]


def test_who_is_registered_stays_what_they_are(world: World) -> None:
    apply(world, check(world, ("ana@example.org", "Ms. Ana Silva", "", "", "expert", ""), head=HEAD))
    import_ = check(
        world,
        ("ana@example.org", "Ms. Ana Silva", "BR", "", "", ""),
        ("br@example.org", "Ms. Br", "", "", "expert", ""),
        head=HEAD,
    )
    assert found(import_) == [
        (2, True, [("member", "import_registered_in_another")]),
        (3, True, [("person_class", "import_registered_in_another")]),
    ]


def test_what_is_taken_away_is_brought_back_unchanged(world: World) -> None:
    apply(world, check(world, ("ana@example.org", "Ms. Ana Silva", "", "", "expert", ""), head=HEAD))
    rows = list(present.registrations(world.consultation))
    own = [row for row in rows if row["person_class"]]
    assert [(row["email"], row["member"], row["role"]) for row in own] == [("ana@example.org", "", "delegate")]
    head = list(rows[0])
    import_ = begin(world, as_csv([head, *([row[name] for name in head] for row in rows)]))
    run.check(import_, START)
    assert counts(import_) == (0, 0, len(rows), 0)
