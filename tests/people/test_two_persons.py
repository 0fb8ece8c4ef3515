"""Rule 38: nobody lets the secretariat, a chair or a vice-chair in alone, whatever the way."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer, record
from hemicycle.people.actions import bulk, registrations
from hemicycle.people.actions.undoing import undo
from hemicycle.people.independence import are_independent, who_may_let_in
from hemicycle.people.models import Person, Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import TWO_PERSONS, Step
from tests.factories import START
from tests.support.imports import apply, check
from tests.support.registrations import as_, code, details, member, statuses, submit

if TYPE_CHECKING:
    from tests.factories import World

ALONE, NOT_INDEPENDENT = "second_person_lets_in", "independent_person_lets_in"


@pytest.fixture
def second(world: World) -> Performer:
    """A colleague of the secretariat."""
    person = Person.objects.create_user("colleague@example.org", "Mr. Colleague")
    Registration.objects.create(
        consultation=world.consultation, person=person, role=Role.SECRETARIAT.value, status="confirmed"
    )
    return Performer(person)


def enter(world: World, role: Role = Role.SECRETARIAT, name: str = "alias", **changes: Any) -> Registration:
    return registrations.nominate(
        world.consultation.pk,
        as_(world, "secretariat"),
        START,
        member=None,
        details=details(name, **changes),
        role=role,
    )


def step(world: World, by: Performer, what: Step, row: Registration, words: str = "") -> Registration:
    return registrations.step(world.consultation.pk, by, START, what, row.pk, words=words)


@pytest.mark.parametrize("role", sorted(TWO_PERSONS))
def test_rule_38_who_entered_somebody_does_not_confirm_them(world: World, second: Performer, role: Role) -> None:
    row = enter(world, role)
    assert row.entered_by == world["secretariat"].person
    assert code(lambda: step(world, as_(world, "secretariat"), Step.CONFIRM, row)) == ALONE
    assert statuses(row) == ["endorsed"]
    confirmed = step(world, second, Step.CONFIRM, row)
    assert (confirmed.status, confirmed.confirmed_by) == ("confirmed", second.person)
    entry = Entry.objects.get(act="registration.confirm")
    assert (entry.actor, entry.data["entered_by"]) == (second.person, world["secretariat"].person.pk)


@pytest.mark.parametrize("role", sorted(set(Role) - TWO_PERSONS - {Role.DELEGATE}))
def test_rule_38_the_other_roles_one_person_enters_and_confirms(world: World, role: Role) -> None:
    row = step(world, as_(world, "secretariat"), Step.CONFIRM, enter(world, role))
    assert (row.status, row.confirmed_by) == ("confirmed", world["secretariat"].person)
    assert "entered_by" not in Entry.objects.get(act="registration.confirm").data


def test_rule_38_many_at_once_leaves_out_whom_one_entered_oneself(world: World, second: Performer) -> None:
    row, delegate = enter(world, Role.CHAIR), submit(world, "new")
    keys = [row.pk, delegate.pk]
    foreseen = bulk.foresee(world.consultation, as_(world, "secretariat"), START, Step.CONFIRM, keys)
    done = bulk.step_all(world.consultation.pk, as_(world, "secretariat"), START, Step.CONFIRM, keys)
    assert foreseen == done
    assert [(found.pk, reason.code) for found, reason in done.impossible] == [(row.pk, ALONE)]
    assert statuses(row, delegate) == ["endorsed", "confirmed"]
    bulk.step_all(world.consultation.pk, second, START, Step.CONFIRM, [row.pk])
    row.refresh_from_db()
    assert (row.status, row.confirmed_by) == ("confirmed", second.person)
    last = Entry.objects.filter(act="registration.confirm").latest("pk")
    assert last.data["registrations"][str(row.pk)]["entered_by"] == str(world["secretariat"].person.pk)


def test_rule_38_who_takes_somebody_up_again_does_not_confirm_them(world: World, second: Performer) -> None:
    row = step(world, second, Step.CONFIRM, enter(world))
    step(world, second, Step.WITHDRAW, row)
    step(world, as_(world, "secretariat"), Step.REOPEN, row)
    assert code(lambda: step(world, as_(world, "secretariat"), Step.CONFIRM, row)) == ALONE, "pending"
    step(world, as_(world, "secretariat"), Step.ENDORSE, row)
    assert code(lambda: step(world, as_(world, "secretariat"), Step.CONFIRM, row)) == ALONE, "endorsed"
    assert step(world, second, Step.CONFIRM, row).status == "confirmed"


def test_rule_38_many_taken_up_again_wait_for_another_person(world: World, second: Performer) -> None:
    row = step(world, second, Step.CONFIRM, enter(world))
    for what in (Step.WITHDRAW, Step.REOPEN):
        bulk.step_all(world.consultation.pk, second, START, what, [row.pk])
    assert code(lambda: step(world, second, Step.CONFIRM, row)) == ALONE
    assert step(world, as_(world, "secretariat"), Step.CONFIRM, row).status == "confirmed"


def test_rule_38_a_change_takes_over_nobodys_entry(world: World, second: Performer) -> None:
    row, first = enter(world), as_(world, "secretariat")
    wanted = details("alias", function="Head of unit")
    for by in (second, Performer(row.person)):
        registrations.change(world.consultation.pk, by, START, row.pk, wanted)
        assert code(lambda: step(world, first, Step.CONFIRM, row)) == ALONE
    head = ("email", "name", "member", "role", "function")
    apply(world, check(world, ("alias@example.org", "Ms. Alias", "", "Secretariat", "Adviser"), head=head))
    assert code(lambda: step(world, first, Step.CONFIRM, row)) == ALONE
    assert step(world, second, Step.CONFIRM, row).status == "confirmed", "one entered it, the other confirms it"


def test_rule_38_who_changes_what_nobody_entered_does_not_confirm_it(world: World, second: Performer) -> None:
    row = world["chair"]
    Registration.objects.filter(pk=row.pk).update(status="endorsed")
    registrations.change(world.consultation.pk, second, START, row.pk, details("chair", function="Head"))
    assert code(lambda: step(world, second, Step.CONFIRM, row)) == ALONE
    assert step(world, as_(world, "secretariat"), Step.CONFIRM, row).status == "confirmed"


def test_rule_38_taking_back_a_withdrawal_restores_who_was_confirmed(world: World, second: Performer) -> None:
    row = step(world, second, Step.CONFIRM, enter(world))
    bulk.step_all(world.consultation.pk, as_(world, "secretariat"), START, Step.WITHDRAW, [row.pk])
    undo(world.consultation.pk, as_(world, "secretariat"), START, Entry.objects.latest("pk").pk)
    row.refresh_from_db()
    assert (row.status, row.confirmed_by) == ("confirmed", second.person)


def test_rule_38_whom_the_installation_was_set_up_with_one_person_confirms(world: World) -> None:
    person = Person.objects.create_user("first@example.org", "Ms. First")
    row = Registration.objects.create(
        consultation=world.consultation, person=person, role=Role.SECRETARIAT.value, status="endorsed"
    )
    assert step(world, as_(world, "secretariat"), Step.CONFIRM, row).status == "confirmed"


def test_rule_38_registering_anew_as_another_role_begins_anew(world: World, second: Performer) -> None:
    row = step(world, as_(world, "secretariat"), Step.CONFIRM, enter(world, Role.TECHNICIAN))
    step(world, as_(world, "secretariat"), Step.WITHDRAW, row)
    again = enter(world, Role.CHAIR)
    again.refresh_from_db()
    assert (again.pk, again.confirmed_by, again.entered_by) == (row.pk, None, world["secretariat"].person)
    assert code(lambda: step(world, as_(world, "secretariat"), Step.CONFIRM, again)) == ALONE
    assert step(world, second, Step.CONFIRM, again).status == "confirmed"


def test_rule_21_who_lets_a_second_self_in_has_no_second_person_in_it(world: World, second: Performer) -> None:
    row, first, other = enter(world), world["secretariat"].person, second.person
    assert other is not None
    step(world, second, Step.CONFIRM, row)

    def independent(one: Person, then: Person) -> bool:
        return are_independent(world.consultation, one.pk, then)

    assert not independent(first, row.person), "whom one entered"
    assert not independent(row.person, first), "and the other way round"
    assert not independent(other, row.person), "whom one confirmed"
    assert independent(row.person, other), "who confirmed somebody entered by another looks at what they do"
    assert independent(first, other)
    assert independent(other, first)
    step(world, as_(world, "secretariat"), Step.WITHDRAW, row)
    assert not independent(first, row.person), "they made up who they are, whatever they are now"


def letting_in(world: World, by: Performer, name: str, role: Role = Role.SECRETARIAT) -> Registration:
    """Somebody is entered."""
    where = world.consultation.pk, by, START
    return registrations.nominate(*where, member=None, details=details(name), role=role)


def test_rule_38_one_person_becomes_two_by_no_chain_of_colleagues(world: World, second: Performer) -> None:
    """One enters a second self, whom an honest colleague confirms once: nothing follows from that alone."""
    first, other = as_(world, "secretariat"), second.person
    assert other is not None
    m = step(world, second, Step.CONFIRM, letting_in(world, first, "m"))
    chair, n = letting_in(world, first, "v", Role.CHAIR), letting_in(world, first, "n")
    for row in (chair, n):
        assert code(partial(step, world, Performer(m.person), Step.CONFIRM, row)) == NOT_INDEPENDENT
        outcome = bulk.foresee(world.consultation, Performer(m.person), START, Step.CONFIRM, [row.pk])
        assert [reason.code for _row, reason in outcome.impossible] == [NOT_INDEPENDENT]
        assert step(world, second, Step.CONFIRM, row).status == "confirmed"
    q = letting_in(world, Performer(m.person), "q")
    for by in (Performer(n.person), first):
        assert code(partial(step, world, by, Step.CONFIRM, q)) == NOT_INDEPENDENT
    assert [person.pk for person in who_may_let_in(q, world.consultation.day(START))] == [other.pk]
    step(world, second, Step.CONFIRM, q)
    one = [first.person, m.person, n.person, q.person]
    assert not any(are_independent(world.consultation, a.pk, b) for a in one for b in one if a and b)
    assert all(are_independent(world.consultation, a.pk, other) for a in one if a)


def test_rule_38_a_secretariat_of_two_lets_in_all_whom_it_needs(world: World, second: Performer) -> None:
    first = as_(world, "secretariat")
    for name, role in (("v", Role.CHAIR), ("w", Role.VICE_CHAIR)):
        assert step(world, second, Step.CONFIRM, letting_in(world, first, name, role)).status == "confirmed"
    m = step(world, second, Step.CONFIRM, letting_in(world, first, "m"))
    n = step(world, first, Step.CONFIRM, letting_in(world, second, "n"))
    # The two have left. Whom one of them entered, and whom the other, go on.
    for by, then in ((m, n), (n, m)):
        row = letting_in(world, Performer(by.person), f"by-{by.pk}")
        assert step(world, Performer(then.person), Step.CONFIRM, row).status == "confirmed"


def test_rule_38_whoever_leaves_and_comes_back_as_a_delegate_is_still_who_let_others_in(
    world: World, second: Performer
) -> None:
    first = as_(world, "secretariat")
    m = step(world, second, Step.CONFIRM, letting_in(world, first, "m"))
    q = step(world, second, Step.CONFIRM, letting_in(world, Performer(m.person), "q"))
    step(world, Performer(m.person), Step.WITHDRAW, m)
    where = world.consultation.pk, Performer(m.person), START
    again = registrations.submit(*where, member=member(world, "br"), details=details("m"))
    assert (again.role, again.nominated_by) == ("delegate", None)
    assert first.person is not None
    assert not are_independent(world.consultation, first.person.pk, q.person)


def test_rule_38_who_mends_the_spelling_of_a_colleague_stays_independent_of_them(
    world: World, second: Performer
) -> None:
    first = as_(world, "secretariat")
    assert first.person is not None
    assert second.person is not None
    row = Registration.objects.get(person=second.person)
    wanted = details("colleague", function="Head of unit")
    registrations.change(world.consultation.pk, first, START, row.pk, wanted)
    assert are_independent(world.consultation, first.person.pk, second.person)
    assert are_independent(world.consultation, second.person.pk, first.person)


def test_rule_38_what_the_record_says_of_before_is_kept(world: World) -> None:
    alone, many, never = world["br"], world["jp"], world["gh"]
    for row in (alone, many):
        row.nominated_by = world["chair"].person
        row.save()
    by = Performer(world["secretariat"].person)
    record(by, "registration.confirm", f"registration:{alone.pk}", START, {})
    record(
        by, "registration.confirm", f"registrations:{alone.consultation_id}", START, {"registrations": {many.pk: {}}}
    )
    import_module("hemicycle.people.migrations.0008_who_confirmed_from_the_record").from_the_record(apps, None)
    for row in (alone, many, never):
        row.refresh_from_db()
    chair, secretariat = world["chair"].person, world["secretariat"].person
    assert [(row.entered_by, row.confirmed_by) for row in (alone, many, never)] == [
        (chair, secretariat),
        (chair, secretariat),
        (None, None),
    ]
