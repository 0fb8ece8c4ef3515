"""Persons who represent no Member: entered by the secretariat in a class of their own, and what follows from that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.participation import QuotaSetting
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people import capacities, queries
from hemicycle.people.actions import bulk, classes, consultation, registrations, undoing
from hemicycle.people.actions.consultation import RegistrationSettings
from hemicycle.people.finding import people_of
from hemicycle.people.models import FocalPoint, Registration
from hemicycle.people.participants import participants
from hemicycle.people.selection import Selection, waits_for_secretariat
from hemicycle.people.statistics import census
from hemicycle.people.waiting_list import place_in_line
from hemicycle.rules.capacity import UNCLASSED, ParticipationClass, Right, Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.registration import Opening, QuotaUnit, Step
from tests.classes import EXPERT, EXPERTS, SETTINGS, with_experts
from tests.factories import START
from tests.support.registrations import as_, code, details, member, statuses

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

pytestmark = pytest.mark.postgres


@pytest.fixture
def world(world: World) -> World:
    """With a class of persons, and no sitting that goes on."""
    kept(world, with_experts())
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.save(update_fields=["state"])
    return world


def kept(world: World, settings: dict[str, Any]) -> None:
    world.consultation.settings = {**settings, "open_after_end": True}
    world.consultation.save(update_fields=["settings"])


def enter(world: World, name: str = "ana", by: str = "secretariat", key: str = "expert", **more: Any) -> Registration:
    return registrations.nominate(
        world.consultation.pk, as_(world, by), START, member=None, details=details(name), person_class=key, **more
    )


def step(world: World, what: Step, row: Registration, by: Performer | None = None) -> Registration:
    by = by or as_(world, "secretariat")
    return registrations.step(world.consultation.pk, by, START, what, row.pk, words="Because.")


def read(row: Registration) -> Registration:
    return Registration.objects.select_related("person", "member", "consultation").get(pk=row.pk)


def capacity(world: World, row: Registration) -> object:
    world.consultation.refresh_from_db()
    return queries.capacity(read(row), world.consultation.classes, START.date())


def test_rule_02_the_secretariat_enters_and_confirms_a_person_in_their_class(world: World) -> None:
    row = enter(world)
    assert (row.status, row.role, row.member, row.person_class) == ("endorsed", "delegate", None, "expert")
    assert step(world, Step.CONFIRM, row).status == "confirmed"
    assert capacity(world, row) == EXPERT
    entry = Entry.objects.get(act="registration.nominate")
    assert (entry.data["person_class"], entry.subject) == ("expert", "")
    assert [one.registration.pk for one in participants(world.consultation, START.date())][8:9] == [row.pk]
    line = next(line for line in people_of(world.consultation, START) if line.key == row.pk)
    assert (line.member, line.person_class) == (None, "expert")
    chosen = Selection(capacity="expert").rows(world.consultation, START)
    assert [one.pk for one in chosen] == [row.pk]
    counted = census(world.consultation, queries.members_with_registrations(world.consultation), START.date())
    assert counted.by_capacity[EXPERT] == {"confirmed": 1}
    assert queries.persons_by_class(world.consultation) == {"expert": 1}


def test_nobody_else_enters_one_and_no_class_of_members_takes_one(world: World) -> None:
    assert code(lambda: enter(world, key="")) == "no_class_of_persons"
    assert code(lambda: enter(world, key="council_state")) == "no_class_of_persons"
    assert code(lambda: enter(world, key="gone")) == "no_class_of_persons"
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "br"), person=world["br"].person, start=START
    )
    assert code(lambda: enter(world, by="br")) == "no_mandate"
    # For a Member somebody is entered all the same, and then in no class of their own.
    made = registrations.nominate(
        world.consultation.pk,
        as_(world, "br"),
        START,
        member=member(world, "br"),
        details=details("two"),
        person_class="expert",
    )
    assert (made.person_class, made.member) == ("", member(world, "br"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"person_class": "expert", "member": True},
        {"person_class": "expert", "role": Role.TECHNICIAN.value},
        {"person_class": ""},
    ],
    ids=["with a Member", "in a role", "with neither"],
)
def test_a_delegate_has_a_member_or_a_class_and_nobody_else_has_one(world: World, wrong: dict[str, Any]) -> None:
    row, wrong = enter(world), dict(wrong)
    if wrong.pop("member", None):
        wrong["member"] = world["br"].member
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=row.pk).update(**wrong)


def test_they_change_and_withdraw_what_is_theirs_and_do_nothing_for_a_member(world: World) -> None:
    row = enter(world)
    own = Performer(row.person)
    changed = registrations.change(world.consultation.pk, own, START, row.pk, details("ana", function="Professor"))
    assert (changed.function, changed.person_class) == ("Professor", "expert")
    step(world, Step.CONFIRM, row)
    assert code(lambda: step(world, Step.WITHDRAW, world["br"], own)) == "no_mandate"
    assert step(world, Step.WITHDRAW, row, own).status == "withdrawn"
    # Who then registers for a Member is in no class of their own any more.
    made = registrations.submit(world.consultation.pk, own, START, member=member(world, "br"), details=details("ana"))
    assert (made.pk, made.person_class, made.status) == (row.pk, "", "pending")


def test_who_comes_back_waits_for_the_secretariat_and_for_no_focal_point(world: World) -> None:
    row = enter(world)
    step(world, Step.REFUSE, row)
    assert step(world, Step.REOPEN, row).status == "endorsed"
    waiting = Registration.objects.filter(waits_for_secretariat(world.consultation, START))
    assert [one.pk for one in waiting] == [row.pk]
    assert step(world, Step.CONFIRM, row).status == "confirmed"


def test_rule_03_persons_share_the_places_of_their_class(world: World) -> None:
    kept(world, with_experts(quota=QuotaSetting(size=1, unit=QuotaUnit.CLASS)))
    first, second, third = enter(world, "ana"), enter(world, "bela"), enter(world, "cleo")
    assert statuses(first, second, third) == ["endorsed", "waiting", "waiting"]
    assert [place_in_line(read(row), START.date()) for row in (first, second, third)] == [None, 1, 2]
    step(world, Step.WITHDRAW, first)
    assert statuses(first, second, third) == ["withdrawn", "endorsed", "waiting"]
    desk, where = as_(world, "secretariat"), world.consultation.pk
    bulk.step_all(where, desk, START, Step.WITHDRAW, [second.pk])
    assert statuses(second, third) == ["withdrawn", "endorsed"]
    undoing.undo(where, desk, START, Entry.objects.latest("pk").pk)
    assert statuses(second, third) == ["waiting", "endorsed"], "the place is somebody else's now"


def test_rule_03_the_places_of_persons_are_no_members(world: World) -> None:
    def wanted(size: int, unit: QuotaUnit) -> RegistrationSettings:
        return RegistrationSettings(Opening(), {"expert": QuotaSetting(size=size, unit=unit)}, 100, frozenset())

    desk, where = as_(world, "secretariat"), world.consultation.pk
    refused = code(lambda: consultation.edit(where, desk, START, wanted(1, QuotaUnit.MEMBER)))
    assert refused == "quota_of_persons"
    consultation.edit(where, desk, START, wanted(1, QuotaUnit.CLASS))
    first, second = enter(world, "ana"), enter(world, "bela")
    world.consultation.refresh_from_db()
    assert [row.pk for row in consultation.foresee(world.consultation, START, wanted(2, QuotaUnit.CLASS))] == [
        second.pk
    ]
    assert [row.pk for row in consultation.edit(where, desk, START, wanted(2, QuotaUnit.CLASS))] == [second.pk]
    assert statuses(first, second) == ["endorsed", "endorsed"]


def test_rule_39_who_answers_for_a_member_is_no_expert_beside_that_nor_the_other_way_round(world: World) -> None:
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "br"), person=world["br"].person, start=START
    )
    Registration.objects.filter(pk=world["br"].pk).update(status="withdrawn")
    brazil = details("br")
    assert world["br"].person.email == brazil.email
    assert code(lambda: enter(world, "br")) == "holds_mandate"
    row = enter(world)
    assert capacities.has_another(world.consultation, row.person, member(world, "jp"), START, None)


def test_rule_05_a_class_of_persons_in_use_stays_one(world: World) -> None:
    def act(what: Callable[..., object], *given: object, **named: object) -> str:
        return code(lambda: what(world.consultation.pk, as_(world, "secretariat"), START, *given, **named))

    row = enter(world)
    world.consultation.refresh_from_db()  # PostgreSQL keeps the names of a class in an order of its own
    council, *_others, experts = settings_of(world.consultation.settings).classes
    seen = seen_of(experts)
    of_members = EXPERTS.model_copy(update={"persons": False, "kinds": frozenset({"other"})})
    assert act(classes.CLASSES.remove, "expert") == "class_in_use"
    assert act(classes.CLASSES.change, of_members, seen=seen) == "class_in_use"
    turned = EXPERTS.model_copy(update={"key": council.key})
    assert act(classes.CLASSES.change, turned, seen=seen_of(council)) == "class_in_use"
    step(world, Step.WITHDRAW, row)
    classes.CLASSES.remove(world.consultation.pk, as_(world, "secretariat"), START, "expert")
    # It stays on record by its key, and nobody comes back into a class that there is no longer.
    gone = capacity(world, row)
    assert isinstance(gone, ParticipationClass)
    assert (gone.value, gone.has(Right.SPEAK)) == ("expert", False)
    assert code(lambda: step(world, Step.REOPEN, row)) == "no_class_of_persons"
    counted = census(world.consultation, queries.members_with_registrations(world.consultation), START.date())
    assert counted.by_capacity[UNCLASSED] == {"withdrawn": 1}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"kinds": frozenset({"state"})}, "persons_with_members"),
        ({"members": frozenset({"BR"})}, "persons_with_members"),
        ({"rights": frozenset({Right.SPEAK, Right.VOTE})}, "persons_with_right"),
        ({"quota": QuotaSetting(size=1, unit=QuotaUnit.MEMBER)}, "quota_of_persons"),
    ],
)
def test_rule_02_a_class_of_persons_has_nothing_of_a_members(
    world: World, changes: dict[str, Any], refused: str
) -> None:
    kept(world, SETTINGS)
    wanted = EXPERTS.model_copy(update=changes)
    acted = code(lambda: classes.CLASSES.add(world.consultation.pk, as_(world, "secretariat"), START, wanted))
    assert acted == refused
    classes.CLASSES.add(world.consultation.pk, as_(world, "secretariat"), START, EXPERTS)


def test_who_looks_twice_registered_and_who_is_told_without_a_member(
    world: World, registration_steps: list[str]
) -> None:
    first = enter(world, "ana")
    second = registrations.nominate(
        world.consultation.pk,
        as_(world, "secretariat"),
        START,
        member=None,
        details=replace(details("other"), name="Ms. Ana"),
        person_class="expert",
    )
    assert [row.pk for row in queries.probable_duplicates(first)] == [second.pk]
    assert registration_steps == ["registration.submit"] * 2
