"""Rule 39: one person, one capacity; several where a setting allows it and the person accepts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.people import act, capacities, queries
from hemicycle.people.actions import acceptance, bulk, focal_points, registrations
from hemicycle.people.actions.undoing import undo
from hemicycle.people.models import FocalPoint, Person, Registration, Upload
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import Step
from tests.classes import SETTINGS
from tests.factories import START
from tests.support.imports import apply, check, counts
from tests.support.registrations import a_note, as_, code, details, mandate, member, statuses, submit

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tests.factories import World

DAY = timedelta(days=1)
#: Whoever is somebody else than Brazil's.
OTHERS = ("chair", "vice_chair", "secretariat", "french", "technician", "captioner", "jp", "no", "palestine", "sector")


def name(world: World, who: str, whose: str = "br", **changes: Any) -> FocalPoint:
    email = world[who].person.email if who in world.people else f"{who}@example.org"
    return focal_points.name(
        world.consultation.pk,
        as_(world, "secretariat"),
        START,
        member=member(world, whose),
        wanted=mandate(email, f"Ms. {who.title()}", **changes),
    )


def delegate(world: World, by: FocalPoint, who: str, *, instrument: bool = False) -> FocalPoint:
    wanted = mandate(world[who].person.email, "", end=START + 5 * DAY)
    if not instrument:
        wanted = focal_points.Mandate(wanted.email, "", end=wanted.end)
    return focal_points.delegate(world.consultation.pk, Performer(by.person), START, member=by.member, wanted=wanted)


def allow(world: World) -> None:
    world.consultation.settings = {**SETTINGS, "several_capacities": True}
    world.consultation.save()


def accept(world: World, row: FocalPoint, by: Person | None = None, after: timedelta = timedelta(0)) -> FocalPoint:
    performer = Performer(by or row.person)
    return acceptance.accept(world.consultation.pk, performer, START + after, row.pk)


def answers(world: World, after: timedelta = timedelta(0), whose: str = "br") -> str | None:
    found = queries.authority_of(world.consultation, member(world, whose), START + after)
    return found.person.email.split("@")[0] if found else None


@pytest.mark.parametrize("who", OTHERS)
def test_rule_39_who_is_somebody_else_here_is_not_named(world: World, who: str) -> None:
    before = Upload.objects.count()
    assert code(lambda: name(world, who)) == "one_capacity"
    assert (FocalPoint.objects.count(), Upload.objects.count()) == (0, before)


@pytest.mark.parametrize("who", ["chair", "french", "jp"])
def test_rule_39_no_authority_is_delegated_to_who_is_somebody_else_here(world: World, who: str) -> None:
    own = name(world, "br")
    assert code(lambda: delegate(world, own, who, instrument=True)) == "one_capacity"
    assert delegate(world, own, "br2").mandate.accepted, "of the same Member"


def test_rule_39_who_answers_for_another_member_is_not_named_while_that_lasts(world: World) -> None:
    name(world, "ana", "jp", end=START + 5 * DAY)
    assert code(lambda: name(world, "ana")) == "one_capacity"
    assert code(lambda: name(world, "ana", start=START + 4 * DAY)) == "one_capacity"
    assert name(world, "ana", start=START + 5 * DAY).mandate.accepted, "one after the other"
    early = name(world, "bea", "no", start=START + 5 * DAY)
    assert name(world, "bea", "gh", end=early.start).mandate.accepted, "one before the other"


def test_rule_39_whoever_is_out_of_the_other_capacity_may_be_named(world: World) -> None:
    row = world["jp"]
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.WITHDRAW, row.pk)
    assert name(world, "jp").mandate.accepted


def test_naming_needs_the_note_that_gives_the_authority(world: World) -> None:
    wanted = focal_points.Mandate("ana@example.org", "Ms. Ana")
    where = world.consultation.pk, as_(world, "secretariat"), START
    assert code(lambda: focal_points.name(*where, member=member(world, "br"), wanted=wanted)) == "instrument_missing"
    assert not Person.objects.filter(email="ana@example.org").exists()


def test_rule_39_where_it_is_allowed_they_answer_once_they_have_accepted(world: World) -> None:
    allow(world)
    first = name(world, "ana")
    row = name(world, "chair")
    assert (row.to_accept, answers(world)) == (True, "ana"), "who answered goes on until then"
    by = Performer(world["chair"].person)

    def nominate() -> Registration:
        return registrations.nominate(
            world.consultation.pk, by, START + DAY, member=member(world, "br"), details=details()
        )

    assert code(nominate) == "mandate_not_accepted"
    assert [found.pk for found in capacities.to_accept(world["chair"].person, START)] == [row.pk]
    assert Delivery.objects.filter(mailing__template="mandate_to_accept").get().person == world["chair"].person
    assert queries.mandates_in_force(world["chair"].person, START) == []
    assert code(lambda: accept(world, row, world["jp"].person)) == "no_mandate"
    accept(world, row, after=DAY)
    first.refresh_from_db()
    assert (answers(world), answers(world, DAY), first.end) == ("ana", "chair", START + DAY)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.subject, entry.capacity) == (
        "focal_point.accept",
        world["chair"].person,
        "BR",
        "council_state",
    )
    assert entry.data == {"ended": [first.pk]}
    assert Delivery.objects.filter(mailing__template="mandate_ended").get().person == first.person
    told = Delivery.objects.filter(mailing__template="mandate").values_list("person", flat=True)
    assert list(told) == [first.person_id, row.person_id], "who accepted is told from when on they answer"
    nominate()
    assert code(lambda: accept(world, row, after=DAY)) == "mandate_accepted_already"


def test_rule_39_what_nobody_has_accepted_is_replaced_by_the_next_naming(world: World) -> None:
    allow(world)
    chair = name(world, "chair")
    jp = name(world, "jp")
    chair.refresh_from_db()
    assert chair.end == START
    assert code(lambda: accept(world, chair)) == "mandate_over_already"
    name(world, "ana")
    jp.refresh_from_db()
    assert (jp.end, answers(world)) == (START, "ana")


def test_rule_39_a_delegation_to_another_state_waits_too_and_rests_on_a_note(world: World) -> None:
    allow(world)
    own = name(world, "br")
    assert code(lambda: delegate(world, own, "jp")) == "instrument_missing"
    row = delegate(world, own, "jp", instrument=True)
    assert answers(world) == "br"
    copy = Delivery.objects.filter(mailing__template="mandate_delegated_copy")
    assert not copy.exists(), "nothing is delegated yet"
    accept(world, row)
    assert copy.get().person == own.person
    assert (answers(world), answers(world, 5 * DAY)) == ("jp", "br")


def test_rule_39_what_is_not_allowed_any_more_is_not_accepted(world: World) -> None:
    allow(world)
    accept(world, name(world, "vice_chair", "jp"))
    row = name(world, "chair")
    world.consultation.settings = {**SETTINGS}
    world.consultation.save()
    assert code(lambda: accept(world, row)) == "one_capacity"
    assert answers(world, whose="jp") == "vice_chair", "what was accepted stays"
    assert code(lambda: accept(world, FocalPoint(pk=0, person=world["chair"].person))) == "no_such_mandate"


def test_rule_39_whoever_may_decline_withdraws_the_mandate_that_they_were_given(world: World) -> None:
    allow(world)
    row = name(world, "chair")
    focal_points.withdraw(world.consultation.pk, Performer(row.person), START, row.pk, words="I preside.")
    assert capacities.to_accept(row.person, START) == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DELEGATE}))
def test_rule_39_who_answers_for_a_member_is_entered_in_no_role(world: World, role: Role) -> None:
    name(world, "ana")
    where = world.consultation.pk, as_(world, "secretariat"), START
    for setting in (False, True):
        world.consultation.settings = {**SETTINGS, "several_capacities": setting}
        world.consultation.save()
        entered = lambda: registrations.nominate(*where, member=None, details=details("ana"), role=role)  # noqa: E731
        assert code(entered) == "holds_mandate"


def test_rule_39_who_answers_for_a_member_registers_for_no_other(world: World) -> None:
    name(world, "ana")
    assert code(lambda: submit(world, "ana", "jp")) == "holds_mandate"
    by_another = lambda: registrations.nominate(  # noqa: E731 - an act to be refused
        world.consultation.pk, as_(world, "secretariat"), START, member=member(world, "jp"), details=details("ana")
    )
    assert code(by_another) == "holds_mandate"
    allow(world)
    assert code(by_another) == "holds_mandate", "what the person has not accepted"
    assert submit(world, "ana", "jp").status == "pending", "their own act"


def test_rule_39_who_answers_for_a_member_registers_for_it(world: World) -> None:
    name(world, "ana")
    assert submit(world, "ana", "br").status == "pending"


def test_rule_39_a_file_brings_nobody_who_answers_for_another_member(world: World) -> None:
    name(world, "ana")
    name(world, "bea", "gh")
    import_ = check(world, ("ana@example.org", "Ms. Ana", "JP"), ("bea@example.org", "Ms. Bea", "GH"))
    problems = [problem["reason"]["code"] for row in import_.rows.all() for problem in row.problems]
    assert (problems, counts(apply(world, import_))) == (["holds_mandate"], (1, 0, 0, 1))


def test_rule_39_who_answers_for_another_member_since_is_not_taken_up_again(world: World) -> None:
    where, row = (world.consultation.pk, as_(world, "secretariat"), START), world["jp"]
    registrations.step(*where, Step.WITHDRAW, row.pk)
    name(world, "jp")
    assert code(lambda: registrations.step(*where, Step.REOPEN, row.pk)) == "holds_mandate"


def test_who_answered_for_a_member_and_is_somebody_else_is_found_at_once(world: World) -> None:
    brazil, japan = member(world, "br"), member(world, "jp")
    own, elsewhere = name(world, "ana"), name(world, "bea", "no")
    never = name(world, "cleo", "no", start=START + DAY)
    FocalPoint.objects.filter(pk=never.pk).update(end=START + DAY)
    people = [world[who].person for who in ("br", "jp", "chair")] + [own.person, elsewhere.person, never.person]
    found = capacities.of_another_member(world.consultation, [(person.pk, brazil.pk) for person in people])
    assert found == {
        (world["jp"].person.pk, brazil.pk): world["jp"],
        (world["chair"].person.pk, brazil.pk): world["chair"],
        (elsewhere.person.pk, brazil.pk): elsewhere,
    }
    assert capacities.of_another_member(world.consultation, [(world["jp"].person.pk, japan.pk)]) == {}


def test_a_note_is_kept_with_the_mandate(world: World) -> None:
    row = name(world, "ana", language="fr")
    assert row.instrument is not None
    assert row.instrument.name == a_note().name


def test_of_an_acceptance_and_a_withdrawal_that_meet_the_second_finds_it_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(world)
    row, carry_out = name(world, "chair"), act.carry_out

    def overtaken(*given: Any, **rest: Any) -> AbstractContextManager[act.Act]:
        where = world.consultation.pk, as_(world, "secretariat"), START
        focal_points.withdraw(*where, row.pk, words="Recalled.")
        return carry_out(*given, **rest)

    monkeypatch.setattr(acceptance, "carry_out", overtaken)
    assert code(lambda: accept(world, row)) == "mandate_over_already"


def test_rule_39_a_withdrawal_is_not_taken_back_for_who_answers_for_another_member_since(world: World) -> None:
    where = world.consultation.pk, as_(world, "secretariat"), START
    keys = [world["jp"].pk, world["no"].pk]
    bulk.step_all(*where, Step.WITHDRAW, keys)
    done = Entry.objects.latest("pk").pk
    name(world, "jp")
    outcome = undo(*where, done)
    assert [(row.pk, reason.code) for row, reason in outcome.impossible] == [(world["jp"].pk, "holds_mandate")]
    assert statuses(world["jp"], world["no"]) == ["withdrawn", "confirmed"]
