"""The same people and Members in two consultations: what is done in one of them leaves the other as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people import queries
from hemicycle.people.actions import bulk, focal_points, invitations, registrations
from hemicycle.people.actions.undoing import undo, undoable
from hemicycle.people.details import Details
from hemicycle.people.models import FocalPoint, Invitation, Member, Registration
from hemicycle.rules.registration import Step
from tests.factories import START, a_body
from tests.support.registrations import as_, code, mandate, member, statuses, submit

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def other(world: World) -> Consultation:
    """A second consultation with every Member and the same secretariat."""
    made = Consultation.objects.create(
        body=a_body(),
        slug="other",
        title={"en": "Other"},
        first_day=world.consultation.first_day,
        last_day=world.consultation.last_day,
    )
    for invitation in world.consultation.invitations.all():
        Invitation.objects.create(consultation=made, member=invitation.member)
    Registration.objects.create(
        consultation=made, person=world["secretariat"].person, role="secretariat", status="confirmed"
    )
    return made


def elsewhere(world: World, other: Consultation, name: str, status: str = "confirmed", **more: str) -> Registration:
    """Somebody's registration in the other consultation."""
    row = world[name]
    return Registration.objects.create(
        consultation=other, person=row.person, member=row.member, role=row.role, status=status, **more
    )


def details_of(row: Registration) -> Details:
    return Details(email=row.person.email, name=row.person.name)


def test_somebody_registers_in_each_consultation(world: World, other: Consultation) -> None:
    row = submit(world, "new")
    there = registrations.submit(
        other.pk,
        Performer(row.person),
        START + timedelta(days=1),
        member=member(world, "jp"),
        details=details_of(row),
    )
    row.refresh_from_db()
    assert (there.consultation, there.member, there.status) == (other, member(world, "jp"), "pending")
    assert (row.consultation, row.member, row.asked_at) == (world.consultation, member(world, "br"), START)


def test_rule_03_places_and_who_waits_are_counted_in_each_consultation(world: World, other: Consultation) -> None:
    elsewhere(world, other, "sector")
    waits_there = elsewhere(world, other, "no", "waiting")
    Registration.objects.filter(pk=waits_there.pk).update(member=member(world, "sector"))
    rows = [submit(world, f"s{number}", "sector") for number in range(3)]
    assert statuses(*rows) == ["pending", "pending", "waiting"]
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.WITHDRAW, rows[0].pk)
    assert statuses(*rows, waits_there) == ["withdrawn", "pending", "pending", "waiting"]


def test_who_answers_for_a_member_and_heads_its_delegation_does_so_in_one_consultation(
    world: World, other: Consultation
) -> None:
    elsewhere(world, other, "br2", delegation_role="head")
    FocalPoint.objects.create(
        consultation=other, member=member(world, "br"), person=world["br2"].person, start=START - timedelta(days=1)
    )
    row = submit(world, "new", delegation_role="head")
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.CONFIRM, row.pk)
    assert statuses(row) == ["confirmed"]
    assert Entry.objects.latest("pk").data["without_focal_point"] is True


def test_a_focal_point_is_named_for_one_consultation(world: World, other: Consultation) -> None:
    brazil, desk = member(world, "br"), as_(world, "secretariat")
    there = focal_points.name(other.pk, desk, START, member=brazil, wanted=mandate("a@example.org", "A"))
    here = focal_points.name(world.consultation.pk, desk, START, member=brazil, wanted=mandate("b@example.org", "B"))
    there.refresh_from_db()
    assert (there.end, here.consultation) == (None, world.consultation)
    focal_points.withdraw(world.consultation.pk, desk, START, here.pk, words="Left")
    there.refresh_from_db()
    assert there.end is None
    withdraw = lambda: focal_points.withdraw(world.consultation.pk, desk, START, there.pk, words="X")  # noqa: E731
    assert code(withdraw) == "no_such_mandate"


def test_a_member_is_taken_out_of_one_consultation(world: World, other: Consultation) -> None:
    elsewhere(world, other, "pe")
    world["pe"].delete()
    invitations.take_out(world.consultation.pk, as_(world, "secretariat"), START, "PE")
    peru = Member.objects.get(code="PE")
    assert (queries.is_invited(world.consultation, peru), queries.is_invited(other, peru)) == (False, True)
    take_out = lambda: invitations.take_out(other.pk, as_(world, "secretariat"), START, "PE")  # noqa: E731
    assert code(take_out) == "member_has_registrations"


def test_what_was_done_with_many_is_taken_back_in_its_consultation(world: World, other: Consultation) -> None:
    desk, row = as_(world, "secretariat"), submit(world, "one")
    bulk.step_all(world.consultation.pk, desk, START, Step.CONFIRM, [row.pk])
    entry = Entry.objects.latest("pk").pk
    assert undoable(other.pk, world["secretariat"].person, START) is None
    assert code(lambda: undo(other.pk, desk, START, entry)) == "nothing_possible"
    assert code(lambda: bulk.step_all(other.pk, desk, START, Step.WITHDRAW, [row.pk])) == "nothing_possible"
    assert statuses(row) == ["confirmed"]


def test_a_registration_of_another_consultation_is_neither_changed_nor_replaced(
    world: World, other: Consultation
) -> None:
    desk, there = as_(world, "secretariat"), elsewhere(world, other, "br")
    wanted = details_of(there)
    for act in (
        lambda: registrations.step(world.consultation.pk, desk, START, Step.WITHDRAW, there.pk),
        lambda: registrations.change(world.consultation.pk, desk, START, there.pk, wanted),
        lambda: registrations.nominate(
            world.consultation.pk, desk, START, member=there.member, details=wanted, replaces=there.pk
        ),
    ):
        assert code(act) == "no_such_registration"
    assert statuses(there) == ["confirmed"]
