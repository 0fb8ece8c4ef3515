"""Who else is told of somebody: their focal point, and their colleagues (rule 38)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.utils import timezone

from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.actions import bulk, registrations
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import Step
from tests.factories import START
from tests.support.registrations import as_, details, member, submit

if TYPE_CHECKING:
    from tests.factories import World


def told(template: str) -> list[str]:
    rows = Delivery.objects.filter(mailing__template=template).order_by("address")
    return [row.address.split("@")[0] for row in rows]


def colleague(world: World) -> Performer:
    person = Person.objects.create_user("colleague@example.org", "Mr. Colleague", language="fr")
    Registration.objects.create(
        consultation=world.consultation, person=person, role=Role.SECRETARIAT.value, status="confirmed"
    )
    return Performer(person)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAIR, Role.VICE_CHAIR])
def test_rule_38_all_others_are_told_who_was_entered_and_who_was_confirmed(world: World, role: Role) -> None:
    second = colleague(world)
    made = registrations.nominate(
        world.consultation.pk, as_(world, "secretariat"), START, member=None, details=details("alias"), role=role
    )
    registrations.step(world.consultation.pk, second, START, Step.CONFIRM, made.pk)
    everybody = ["chair", "colleague", "secretariat", "vice_chair"]
    assert (told("role_entered"), told("role_confirmed")) == (everybody, everybody)
    Sender().round()
    said = next(m for m in outbox.outbox if m.to == ["chair@example.org"] and "Confirmed" in str(m.subject))
    where = "Mr. Colleague confirmed for the consultation “Test Consultation”"
    assert f"{where}: Ms. Alias ({made.get_role_display()})" in str(said.body)
    assert "Entered by: Ms. Secretariat" in str(said.body)


def test_of_other_roles_and_delegates_the_secretariat_is_not_told(world: World) -> None:
    made = registrations.nominate(
        world.consultation.pk, as_(world, "secretariat"), START, member=None, details=details(), role=Role.TECHNICIAN
    )
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.CONFIRM, made.pk)
    assert told("role_entered") == told("role_confirmed") == []


def test_a_focal_point_is_told_in_one_mail_what_became_of_their_people(world: World) -> None:
    focal = Person.objects.create_user("focal@example.org", "Mr. Focal")
    rows = [submit(world, name) for name in ("one", "two")]
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "br"), person=focal, start=timezone.now()
    )
    registrations.step(world.consultation.pk, as_(world, "secretariat"), START, Step.ENDORSE, rows[0].pk)
    registrations.step(world.consultation.pk, Performer(focal), timezone.now(), Step.ENDORSE, rows[1].pk)
    assert told("delegate_endorsed") == ["focal"], "not of what they did themselves"
    assert told("endorsed") == ["one", "two"]
    keys = [row.pk for row in rows]
    bulk.step_all(world.consultation.pk, as_(world, "secretariat"), START, Step.CONFIRM, keys)
    assert Delivery.objects.get(mailing__template="delegate_confirmed").about == keys
    registrations.step(world.consultation.pk, Performer(rows[0].person), START, Step.WITHDRAW, rows[0].pk)
    assert told("delegate_withdrawn") == ["focal"]
    Sender().round()
    bodies = {str(message.subject): str(message.body) for message in outbox.outbox}
    assert "Ms. One and Ms. Two" in bodies["Confirmed for Brazil: Test Consultation"]
    assert "Ms. One" in bodies["Withdrawn for Brazil: Test Consultation"]


def test_a_focal_point_is_not_told_of_themselves_twice(world: World) -> None:
    row = world["br"]
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "br"), person=row.person, start=timezone.now()
    )
    where = world.consultation.pk, as_(world, "secretariat"), START
    registrations.step(*where, Step.WITHDRAW, row.pk, words="Double booking")
    assert (told("withdrawn"), told("delegate_withdrawn")) == (["br"], [])
    Sender().round()
    assert "was withdrawn. Reason given: Double booking\n" in str(outbox.outbox[-1].body)


def test_a_focal_point_reads_the_name_that_they_typed(world: World) -> None:
    focal = Person.objects.create_user("focal@example.org", "Mr. Focal")
    Person.objects.create_user("known@example.org", "Ms. Helene Corbaz")
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "br"), person=focal, start=timezone.now()
    )
    made = registrations.nominate(
        world.consultation.pk, Performer(focal), timezone.now(), member=member(world, "br"), details=details("known")
    )
    registrations.step(world.consultation.pk, as_(world, "secretariat"), timezone.now(), Step.CONFIRM, made.pk)
    Sender().round()
    said = next(str(message.body) for message in outbox.outbox if message.to == ["focal@example.org"])
    assert ("Ms. Known" in said, "Corbaz" in said) == (True, False)
