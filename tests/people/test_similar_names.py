"""Names that may be one person's, and the registrations that were perhaps made twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.people.models import Person, Registration
from hemicycle.people.queries import probable_duplicates, probable_duplicates_in
from hemicycle.people.similar_names import alike

if TYPE_CHECKING:
    from tests.factories import World


@pytest.mark.parametrize(
    "other",
    [
        "Mrs. ELENA DUARTE",
        "Duarte Elena",
        "Dr. Elena Maria Duarte",
        "Ms Elena Duârte",
        "Ms. Elena-Duarte",
        "Elena Duarta",
    ],
)
def test_names_of_one_person(other: str) -> None:
    assert alike(["Ms. Elena Duarte", "Mr. Kenji Sato", other]) == [(0, 2)]


@pytest.mark.parametrize("other", ["Mr. Duarte", "Ms. Elena Sato", "Mr. Carlos Duarte", "", "..."])
def test_names_of_two(other: str) -> None:
    assert alike(["Ms. Elena Duarte", other, ""]) == []


def test_short_names_are_told_apart() -> None:
    assert alike(["王伟", "王芳", "Li Wei", "Li Min"]) == []


def again(world: World, like: str, name: str, address: str) -> Registration:
    person = Person.objects.create_user(address, name)
    return Registration.objects.create(
        consultation=world.consultation, person=person, member=world[like].member, role="delegate"
    )


def test_only_the_same_member_and_nothing_that_is_over(world: World) -> None:
    twice = again(world, "jp", "Mrs. JP", "jp@other.example")
    again(world, "gh", "Ms. Jp", "jp@third.example")
    withdrawn = again(world, "jp", "Ms. Jp", "jp@fourth.example")
    withdrawn.status = "withdrawn"
    withdrawn.save()
    assert probable_duplicates(twice) == [world["jp"]]
    found = probable_duplicates_in(world.consultation)
    assert found[world["jp"].pk] == [twice]
    assert found[twice.pk] == [world["jp"]]
    assert not {withdrawn.pk, world["gh"].pk} & set(found)


def test_one_query_however_many(world: World) -> None:
    for number in range(3):
        again(world, "jp", f"Ms. Jp {number}", f"jp{number}@other.example")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        probable_duplicates_in(world.consultation)
    assert len(asked) == 1
