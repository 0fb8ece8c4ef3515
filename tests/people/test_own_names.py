"""A name is its person's own: a Member changes only that of whom its nomination made, until they sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions import focal_points, own_names, registrations
from hemicycle.people.details import Details
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.rules.registration import Step
from tests.factories import START
from tests.support.imports import apply, check
from tests.support.registrations import as_, code, member

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def focal(world: World) -> Performer:
    """Brazil's focal point."""
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "br"), person=world["br"].person, start=START
    )
    return Performer(world["br"].person)


@pytest.fixture
def stranger(world: World) -> Person:
    """The secretary of another consultation."""
    assert world.people
    return Person.objects.create_user("stranger@example.org", "Ms. Helene Corbaz", family_name="Corbaz", phone="+41 1")


def typed(who: str, name: str, **rest: Any) -> Details:
    return Details(f"{who}@example.org", name, **rest)


def nominate(world: World, by: Performer, who: str, name: str, **rest: Any) -> Registration:
    wanted = typed(who, name, **rest)
    return registrations.nominate(world.consultation.pk, by, START, member=member(world, "br"), details=wanted)


def change(world: World, by: Performer, row: Registration, name: str, **rest: Any) -> Registration:
    wanted = typed(row.person.email.split("@")[0], name, **rest)
    return registrations.change(world.consultation.pk, by, START, row.pk, wanted)


def settle(world: World, row: Registration, *, take: bool, by: Person | None = None) -> Registration:
    return own_names.settle(world.consultation.pk, Performer(by or row.person), START, row.pk, take=take)


def test_somebody_known_keeps_their_name_and_is_asked(world: World, focal: Performer, stranger: Person) -> None:
    row = nominate(world, focal, "stranger", "Mr. Other", family_name="Other")
    assert (row.shown_name, row.shown_family_name, row.made_person) == ("Mr. Other", "Other", False)
    change(world, focal, row, "Mr. Renamed", phone="+55 1", language="fr", time_zone="America/Bahia")
    row.refresh_from_db()
    stranger.refresh_from_db()
    assert row.proposed_name == "Mr. Renamed"
    assert (stranger.name, stranger.family_name, stranger.phone) == ("Ms. Helene Corbaz", "Corbaz", "+41 1")
    assert (stranger.language, stranger.time_zone) == ("en", "")


def test_who_was_made_by_the_nomination_is_renamed_by_it_until_they_sign_in(world: World, focal: Performer) -> None:
    row = nominate(world, focal, "new", "Ms. Nwe")
    assert (row.made_person, row.proposed_name) == (True, "")
    change(world, focal, row, "Ms. New", phone="+55 1")
    row.person.refresh_from_db()
    assert (row.person.name, row.person.phone) == ("Ms. New", ""), "the name alone"
    row.person.last_login = timezone.now()
    row.person.save()
    change(world, focal, row, "Ms. Newer")
    row.refresh_from_db()
    assert (row.person.name, row.proposed_name) == ("Ms. New", "Ms. Newer")


def test_another_members_nomination_renames_nobody(world: World, focal: Performer) -> None:
    row = nominate(world, focal, "new", "Ms. New")
    registrations.step(world.consultation.pk, focal, START, Step.WITHDRAW, row.pk)
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "jp"), person=world["jp"].person, start=START
    )
    again = registrations.nominate(
        world.consultation.pk,
        Performer(world["jp"].person),
        START,
        member=member(world, "jp"),
        details=typed("new", "Ms. Taken"),
    )
    assert (again.pk, again.made_person, again.proposed_name) == (row.pk, False, "Ms. Taken")
    change(world, Performer(world["jp"].person), again, "Ms. Held")
    row.person.refresh_from_db()
    assert row.person.name == "Ms. New"


def test_whoever_is_asked_takes_the_name_or_keeps_theirs(world: World, focal: Performer, stranger: Person) -> None:
    row = nominate(world, focal, "stranger", "Mr. Other", family_name="Other")
    assert code(lambda: settle(world, row, take=True, by=world["br"].person)) == "no_such_registration"
    settle(world, row, take=True)
    stranger.refresh_from_db()
    assert (stranger.name, stranger.family_name) == ("Mr. Other", "Other")
    assert Entry.objects.latest("pk").data == {"changed": ["name"], "proposed": "taken"}
    assert code(lambda: settle(world, row, take=True)) == "no_name_proposed"
    change(world, focal, row, "Mr. Third")
    settle(world, row, take=False)
    stranger.refresh_from_db()
    row.refresh_from_db()
    assert (stranger.name, row.shown_name) == ("Mr. Other", "Mr. Other")
    assert Entry.objects.latest("pk").data == {"changed": [], "proposed": "declined"}


def test_what_a_person_or_the_secretariat_writes_is_the_name(world: World, focal: Performer, stranger: Person) -> None:
    row = nominate(world, focal, "stranger", "Mr. Other")
    change(world, Performer(stranger), row, "Ms. Own")
    row.refresh_from_db()
    assert (row.person.name, row.proposed_name) == ("Ms. Own", "")
    change(world, focal, row, "Mr. Other")
    change(world, as_(world, "secretariat"), row, "Ms. Official", phone="+41 2")
    row.refresh_from_db()
    row.person.refresh_from_db()
    assert (row.person.name, row.person.phone, row.proposed_name) == ("Ms. Official", "+41 2", "")


def test_the_same_name_is_not_proposed(world: World, focal: Performer, stranger: Person) -> None:
    assert stranger.pk
    row = nominate(world, focal, "stranger", "Ms. Helene  Corbaz")
    assert row.proposed_name == ""
    assert nominate(world, focal, "other", "Ms. X", family_name="X").proposed_name == ""


def test_a_file_proposes_a_name_to_who_is_known(world: World, stranger: Person) -> None:
    apply(world, check(world, ("stranger@example.org", "Mr. Filed", "BR"), ("new@example.org", "Ms. New", "BR")))
    rows = {row.person.email: row.proposed_name for row in Registration.objects.filter(status="endorsed")}
    stranger.refresh_from_db()
    assert rows == {"stranger@example.org": "Mr. Filed", "new@example.org": ""}
    assert stranger.name == "Ms. Helene Corbaz"


def test_registering_oneself_gives_the_name(world: World, focal: Performer, stranger: Person) -> None:
    row = nominate(world, focal, "stranger", "Mr. Other")
    registrations.step(world.consultation.pk, focal, START, Step.WITHDRAW, row.pk)
    again = registrations.submit(
        world.consultation.pk,
        Performer(stranger),
        START,
        member=member(world, "br"),
        details=typed("stranger", "Ms. H. Corbaz"),
    )
    stranger.refresh_from_db()
    assert (again.proposed_name, stranger.name) == ("", "Ms. H. Corbaz")


def test_who_delegates_sees_the_name_that_they_typed(world: World, focal: Performer, stranger: Person) -> None:
    where = world.consultation.pk, focal, START

    def delegate(email: str, name: str, days: int) -> FocalPoint:
        start = START.replace(day=START.day + days)
        wanted = focal_points.Mandate(email, name, start=start, end=start.replace(hour=23))
        return focal_points.delegate(*where, member=member(world, "br"), wanted=wanted)

    assert delegate("stranger@example.org", "Mr. Typed", 1).shown_name == "Mr. Typed"
    assert delegate("unknown@example.org", "Mr. Typed", 2).shown_name == "Mr. Typed"
    assert delegate("stranger@example.org", stranger.name, 3).typed_name == ""
