"""What other rooms are told after each act on people, and that an act writes no more than it means to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.record import Performer
from hemicycle.people.act import carry_out
from hemicycle.people.actions import focal_points, registrations
from hemicycle.people.changes import PROMOTED, mandates_changed, registrations_changed
from hemicycle.people.models import Person, Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import Step
from tests.factories import START
from tests.support.registrations import answer_for, as_, code, details, mandate, member, submit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from hemicycle.people.act import Act
    from tests.factories import World

DAY = timedelta(days=1)


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """Registrations with their steps, and mandates given and ended, in the order in which they were told."""
    heard: list[Any] = []

    def hear_steps(*, changes: list[tuple[int, str]], **_: Any) -> None:
        heard.extend(changes)

    def hear_mandates(*, given: list[int], ended: list[int], **_: Any) -> None:
        heard.append((list(given), list(ended)))

    registrations_changed.connect(hear_steps)
    mandates_changed.connect(hear_mandates)
    yield heard
    registrations_changed.disconnect(hear_steps)
    mandates_changed.disconnect(hear_mandates)


def nominate(world: World, name: str, replaces: Registration | None = None, of: str = "br") -> Registration:
    return registrations.nominate(
        world.consultation.pk,
        as_(world, "secretariat"),
        START,
        member=member(world, of),
        details=details(name),
        replaces=replaces.pk if replaces else None,
    )


def test_each_step_of_a_registration_is_told_with_whom_it_concerns(world: World, told: list[Any]) -> None:
    key, desk = world.consultation.pk, as_(world, "secretariat")
    row = submit(world, "new")
    registrations.change(key, desk, START, row.pk, details("new", function="Director"))
    for what, words in ((Step.REFUSE, "No"), (Step.REOPEN, ""), (Step.CONFIRM, ""), (Step.WITHDRAW, "")):
        registrations.step(key, desk, START, what, row.pk, words=words)
    steps = ("submit", "change", "refuse", "reopen", "confirm", "withdraw")
    assert told == [(row.pk, f"registration.{step}") for step in steps]


def test_who_is_replaced_and_who_moves_up_is_told(world: World, told: list[Any]) -> None:
    first, _second, waits = (submit(world, f"s{number}", "sector") for number in range(3))
    assert waits.status == "waiting"
    told.clear()
    made = nominate(world, "new", first, "sector")
    assert told == [(first.pk, "registration.withdraw"), (made.pk, "registration.submit")]
    told.clear()
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.WITHDRAW, made.pk)
    assert told == [(made.pk, "registration.withdraw"), (waits.pk, PROMOTED)]


def test_mandates_that_are_given_and_end_are_told(world: World, told: list[Any]) -> None:
    key, desk, brazil = world.consultation.pk, as_(world, "secretariat"), member(world, "br")
    first = focal_points.name(key, desk, START, member=brazil, wanted=mandate("a@example.org", "A"))
    by = Performer(first.person)
    under = focal_points.delegate(key, by, START, member=brazil, wanted=mandate("b@example.org", "B", end=START + DAY))
    second = focal_points.name(key, desk, START, member=brazil, wanted=mandate("c@example.org", "C"))
    focal_points.withdraw(key, desk, START, second.pk, words="Left")
    assert told == [([first.pk], []), ([under.pk], []), ([second.pk], [first.pk, under.pk]), ([], [second.pk])]


def test_who_registers_anew_begins_anew(world: World) -> None:
    row = nominate(world, "again", nominate(world, "before"))
    assert row.nominated_by is not None
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.WITHDRAW, row.pk, words="Ill")
    again = submit(world, "again", at=START + DAY)
    again.refresh_from_db()
    assert (again.pk, again.status, again.status_reason, again.asked_at) == (row.pk, "pending", "", START + DAY)
    assert (again.nominated_by, again.replaces, again.role) == (None, None, Role.DELEGATE.value)


def test_nobody_is_replaced_by_somebody_of_another_member(world: World) -> None:
    assert code(lambda: nominate(world, "new", world["jp"])) == "not_to_be_replaced"
    world["jp"].refresh_from_db()
    assert world["jp"].status == "confirmed"
    refused = submit(world, "refused")
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.REFUSE, refused.pk, words="No")
    assert code(lambda: nominate(world, "new", refused)) == "registration_step"
    assert not Person.objects.filter(email="new@example.org").exists()


def test_somebody_known_is_nominated_under_the_name_that_they_have(world: World) -> None:
    known = Person.objects.create_user("Known@example.org", "Ms. Known")
    row = nominate(world, "known")
    assert (row.person, row.person.name) == (known, "Ms. Known")
    assert nominate(world, "stranger").person.name == "Ms. Stranger"


def test_a_step_overwrites_nothing_that_was_changed_while_it_waited(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = submit(world, "new", function="Director")
    answer_for(world, row)

    def late(*arguments: Any, **named: Any) -> AbstractContextManager[Act]:
        Registration.objects.filter(pk=row.pk).update(function="Minister", status="endorsed")
        return carry_out(*arguments, **named)

    monkeypatch.setattr("hemicycle.people.actions.registrations.carry_out", late)
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.CONFIRM, row.pk)
    row.refresh_from_db()
    assert (row.status, row.function) == ("confirmed", "Minister")


def test_a_clock_neither_registers_nor_delegates(world: World) -> None:
    key, clock, brazil = world.consultation.pk, Performer(system="clock"), member(world, "br")
    with pytest.raises(LookupError, match="nobody registers without signing in"):
        registrations.submit(key, clock, START, member=brazil, details=details())
    with pytest.raises(LookupError, match="nobody delegates without a mandate"):
        focal_points.delegate(key, clock, START, member=brazil, wanted=mandate("a@example.org", "A"))
    assert not Person.objects.filter(email__in=["new@example.org", "a@example.org"]).exists()
