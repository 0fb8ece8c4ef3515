"""Roles within the secretariat: given, withdrawn, on record; and what they narrow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people import scopes
from hemicycle.people.actions import registrations
from hemicycle.people.actions.scopes import grant, withdraw
from hemicycle.people.models import Person, Registration, ScopeGrant
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import Step
from hemicycle.rules.scopes import Scope
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import presiding
from tests.factories import START
from tests.support.registrations import code, submit

if TYPE_CHECKING:
    from datetime import date

    from tests.factories import World

DAY = timedelta(days=1)
TODAY = START.date()


@pytest.fixture
def colleague(world: World) -> Registration:
    """Another one of the secretariat."""
    person = Person.objects.create_user("colleague@example.org", "Ms. Colleague")
    row = Registration.objects.create(
        consultation=world.consultation,
        person=person,
        role=Role.SECRETARIAT.value,
        status=RegistrationStatus.CONFIRMED.value,
        asked_at=START - 5 * DAY,
    )
    world.people["colleague"] = row
    return row


def by(world: World, name: str = "secretariat") -> Performer:
    return Performer(world[name].person)


def give(
    world: World,
    scope: Scope,
    *,
    to: str = "colleague",
    who: str = "secretariat",
    start: date = TODAY,
    end: date | None = None,
) -> ScopeGrant:
    return grant(world.consultation.pk, by(world, who), START, world[to].pk, scope, start=start, end=end)


def held(world: World, name: str = "colleague", day: date = TODAY) -> object:
    return scopes.scopes_of(Registration.objects.get(pk=world[name].pk), day)


@pytest.mark.usefixtures("colleague")
def test_a_narrower_role_takes_the_place_of_the_whole(world: World) -> None:
    assert held(world) is None
    give(world, Scope.LETTERS)
    assert held(world) == {Scope.LETTERS}
    whole, letters = ScopeGrant.objects.order_by("pk")
    assert (whole.scope, whole.start, whole.withdrawn_by) == ("whole", TODAY - 5 * DAY, world["secretariat"].person)
    assert (letters.scope, letters.granted_by, letters.end) == ("letters", world["secretariat"].person, None)
    entry = Entry.objects.get()
    assert entry.place == f"registration:{world['colleague'].pk}"
    assert entry.data == {"did": "granted", "scope": "letters", "start": TODAY.isoformat(), "end": None}


@pytest.mark.usefixtures("colleague")
def test_from_a_later_day_and_until_its_last(world: World) -> None:
    give(world, Scope.AGENDA, start=TODAY + 2 * DAY, end=TODAY + 3 * DAY)
    found = [held(world, day=TODAY + number * DAY) for number in range(5)]
    assert found == [None, None, {Scope.AGENDA}, {Scope.AGENDA}, frozenset()]


@pytest.mark.usefixtures("colleague")
def test_the_whole_is_given_back_and_a_role_withdrawn_at_once(world: World) -> None:
    row = give(world, Scope.LETTERS)
    withdraw(world.consultation.pk, by(world), START, row.pk)
    assert held(world) == frozenset()
    assert Entry.objects.latest("pk").data["did"] == "withdrawn"
    give(world, Scope.WHOLE)
    assert held(world) is None


@pytest.mark.usefixtures("colleague")
def test_nobody_limits_or_withdraws_their_own_whole_role(world: World) -> None:
    assert code(lambda: give(world, Scope.LETTERS, to="secretariat")) == "own_scope"
    give(world, Scope.LETTERS, to="secretariat", who="colleague")
    row = give(world, Scope.WHOLE, to="secretariat", who="colleague")
    assert code(lambda: withdraw(world.consultation.pk, by(world), START, row.pk)) == "own_scope"
    assert held(world, "secretariat") is None


@pytest.mark.usefixtures("colleague")
def test_the_last_whole_role_without_an_end_stays(world: World) -> None:
    give(world, Scope.WHOLE, to="secretariat", who="colleague", end=TODAY + DAY)
    assert code(lambda: give(world, Scope.LETTERS, who="secretariat")) == "last_whole_scope"
    assert held(world) is None, "nothing was written"
    assert ScopeGrant.objects.filter(registration=world["colleague"]).count() == 0


@pytest.mark.usefixtures("colleague")
def test_only_the_whole_secretariat_gives_roles_and_only_to_the_secretariat(world: World) -> None:
    give(world, Scope.REGISTRATION)
    assert code(lambda: give(world, Scope.LETTERS, to="secretariat", who="colleague")) == "not_in_scope"
    assert code(lambda: give(world, Scope.LETTERS, to="br")) == "not_of_secretariat"
    assert code(lambda: give(world, Scope.LETTERS, who="chair")) == "not_permitted"


@pytest.mark.usefixtures("colleague")
def test_an_act_is_within_the_roles_of_who_does_it(world: World) -> None:
    row = submit(world, "new", "br")
    give(world, Scope.LETTERS)

    def step() -> None:
        act = by(world, "colleague")
        registrations.step(world.consultation.pk, act, START, Step.REFUSE, row.pk, words="words")

    assert code(step) == "not_in_scope"
    give(world, Scope.REGISTRATION)
    step()
    assert Registration.objects.get(pk=row.pk).status == RegistrationStatus.REFUSED.value


@pytest.mark.usefixtures("colleague")
def test_what_is_about_oneself_stays(world: World) -> None:
    give(world, Scope.READ_ONLY)
    registrations.step(world.consultation.pk, by(world, "colleague"), START, Step.WITHDRAW, world["colleague"].pk)
    assert Registration.objects.get(pk=world["colleague"].pk).status == RegistrationStatus.WITHDRAWN.value


@pytest.mark.usefixtures("colleague")
def test_rule_38_who_registers_people_lets_in_nobody_who_acts_for_the_body(world: World) -> None:
    give(world, Scope.REGISTRATION)
    person = Person.objects.create_user("third@example.org", "Ms. Third")
    row = Registration.objects.create(
        consultation=world.consultation,
        person=person,
        role=Role.SECRETARIAT.value,
        status=RegistrationStatus.ENDORSED.value,
        entered_by=world["br"].person,
    )

    def confirm(who: str) -> None:
        registrations.step(world.consultation.pk, by(world, who), START, Step.CONFIRM, row.pk)

    assert code(lambda: confirm("colleague")) == "whole_secretariat_decides"
    confirm("secretariat")

    def withdrawn() -> None:
        act = by(world, "colleague")
        registrations.step(world.consultation.pk, act, START, Step.WITHDRAW, world["secretariat"].pk, words="words")

    assert code(withdrawn) == "whole_secretariat_decides"


@pytest.mark.usefixtures("colleague")
def test_the_lead_is_passed_within_a_role_that_has_it(world: World) -> None:
    def passed() -> None:
        presiding.pass_lead(
            world.sitting.pk, Participant.registered(world["colleague"]), START, registration=world["chair"].pk
        )

    give(world, Scope.LETTERS)
    assert code(passed) == "not_in_scope"
    give(world, Scope.AGENDA)
    passed()
