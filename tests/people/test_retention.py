"""Retention: personal data goes when its time has come, of whom it concerns alone; the record stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import links, notices
from hemicycle.mail.models import Delivery, PersonalLink
from hemicycle.people import retention
from hemicycle.people.actions import persons, registrations
from hemicycle.people.models import Deletion, FocalPoint, Person, Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.registration import Step
from hemicycle.sittings.models import Attendance, Sitting
from tests.classes import SETTINGS
from tests.factories import START, a_body

if TYPE_CHECKING:
    from tests.factories import World

#: The last day of the consultation is 12 June 2020.
KEPT = datetime(2021, 6, 12, 21, 59, tzinfo=UTC)
OVER = KEPT + timedelta(minutes=1)


@pytest.fixture
def brazil(world: World) -> Registration:
    """Somebody real, with everything that is personal."""
    row = Registration.objects.select_related("person", "consultation").get(pk=world["br"].pk)
    Person.objects.filter(pk=row.person_id).update(
        made_up=False, phone="+41 22", time_zone="America/Sao_Paulo", family_name="Br"
    )
    row.function, row.accessibility, row.asked_at = "Director", "A ramp", START
    row.save()
    notices.notify(row, "confirmed", START)
    Delivery.objects.update(state="sent", answer="250 br@example.org")
    links.make(row, links.Purpose.ENTER, START)
    return row


def test_nothing_before_the_last_day_is_over_where_the_consultation_is(world: World, brazil: Registration) -> None:
    assert retention.due_on(world.consultation).isoformat() == "2021-06-12"
    assert retention.forget(KEPT) == []
    assert retention.due(KEPT) == []
    brazil.person.refresh_from_db()
    assert brazil.person.name == "Ms. Br"
    assert [(due.consultation.slug, due.people) for due in retention.due(OVER)] == [("test", 1)]


def test_what_is_personal_goes_and_the_record_stays(world: World, brazil: Registration) -> None:
    by = Performer(world["secretariat"].person)
    registrations.step(world.consultation.pk, by, START, Step.REFUSE, brazil.pk, words="About Ms. Br")
    before = Entry.objects.count()
    retention.forget(OVER)
    person = Person.objects.get(pk=brazil.person_id)
    assert person.name == f"N. N. {person.pk}"
    assert person.email.endswith("@forgotten.invalid")
    assert (person.family_name, person.phone, person.time_zone, person.is_active) == ("", "", "", False)
    assert person.forgotten_at == OVER
    row = Registration.objects.get(pk=brazil.pk)
    assert (row.function, row.accessibility, row.status_reason) == ("", "", "")
    assert (row.member_id, row.role, row.status) == (brazil.member_id, "delegate", "refused")
    assert not PersonalLink.objects.exists()
    assert set(Delivery.objects.values_list("address", "answer")) == {("", "")}
    assert not Delivery.objects.filter(state="queued").exists()
    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.system, entry.data["people"], entry.data["links"]) == ("people.forget", "retention", 1, 1)
    assert retention.forget(OVER) == []


def test_made_up_people_stay(world: World, brazil: Registration) -> None:
    retention.forget(OVER)
    assert Person.objects.get(pk=world["jp"].person_id).name == "Ms. Jp"
    assert brazil.pk


@pytest.mark.parametrize("by", ["registration", "mandate"])
def test_who_is_in_another_consultation_that_is_not_over_stays(world: World, brazil: Registration, by: str) -> None:
    other = Consultation.objects.create(
        body=a_body(), slug="next", title={"en": "Next"}, first_day=OVER.date(), last_day=OVER.date()
    )
    if by == "registration":
        Registration.objects.create(
            consultation=other, person=brazil.person, member=brazil.member, role="delegate", asked_at=START
        )
    else:
        assert brazil.member
        FocalPoint.objects.create(consultation=other, member=brazil.member, person=brazil.person, start=START)
    assert retention.forget(OVER) == []
    world.consultation.refresh_from_db()
    assert len(retention.forget(OVER + timedelta(days=366))) == 2


def test_the_period_is_the_consultations(world: World, brazil: Registration) -> None:
    world.consultation.settings = {**SETTINGS, "retention_days": 10}
    world.consultation.save()
    assert brazil.pk
    assert [due.people for due in retention.due(datetime(2020, 6, 23, tzinfo=UTC))] == [1]


def test_the_command_says_and_deletes_only_when_told_to(brazil: Registration) -> None:
    def said(*arguments: str) -> str:
        out = StringIO()
        call_command("retention", *arguments, stdout=out)
        return out.getvalue()

    assert "Due: test, 1 people, kept until 2021-06-12. It is not announced yet." in said()
    assert "Nothing was deleted" in said()
    assert "awaits a member of the secretariat" in said("--apply")
    brazil.person.refresh_from_db()
    assert brazil.person.name == "Ms. Br"
    Deletion.objects.update(begins_at=timezone.now(), confirmed_by=brazil.person)
    assert "It is confirmed" in said()
    assert "Deleted: test, 1 people" in said("--apply")
    brazil.person.refresh_from_db()
    assert brazil.person.name.startswith("N. N.")
    assert "Nobody" in said("--apply")


def test_who_proved_an_address_and_never_registered_is_forgotten_too(world: World) -> None:
    persons.sign_up(world.consultation, "idle@example.net", START, language="en", address=None)
    assert retention.forget(KEPT) == []
    assert [due.people for due in retention.forget(OVER)] == [1]
    assert not Person.objects.filter(email="idle@example.net").exists()
    assert retention.forget(OVER) == []


def test_whoever_registers_after_the_end_is_kept_as_long_from_then(brazil: Registration) -> None:
    late = OVER + timedelta(days=100)
    Registration.objects.filter(pk=brazil.pk).update(asked_at=late)
    assert retention.due(late) == retention.forget(late) == []
    assert retention.forget(late + timedelta(days=365)) == []
    assert [due.people for due in retention.forget(late + timedelta(days=366))] == [1]


def test_whoever_answers_for_a_member_since_is_kept_from_then(world: World, brazil: Registration) -> None:
    assert brazil.member
    late = OVER + timedelta(days=100)
    FocalPoint.objects.create(consultation=world.consultation, member=brazil.member, person=brazil.person, start=late)
    assert retention.due(late) == []
    assert [due.people for due in retention.due(late + timedelta(days=366))] == [1]


@pytest.mark.parametrize(
    ("state", "moved", "kept"),
    [
        (SittingState.OPEN, timedelta(0), True),
        (SittingState.SUSPENDED, timedelta(hours=-20), True),
        (SittingState.OPEN, timedelta(days=-2), False),
        (SittingState.PLANNED, timedelta(days=200), True),
        (SittingState.PLANNED, timedelta(days=-1), False),
        (SittingState.ENDED, timedelta(0), False),
    ],
)
def test_nobody_is_forgotten_who_is_registered_for_a_sitting_that_goes_on_or_is_to_come(
    brazil: Registration, state: SittingState, moved: timedelta, *, kept: bool
) -> None:
    assert brazil.pk
    opens = OVER + moved
    Sitting.objects.update(state=state.value, opens_at=opens, closes_at=opens + timedelta(hours=3))
    assert (retention.due(OVER) == []) is kept
    assert (retention.forget(OVER) == []) is kept


def test_whoever_is_not_registered_for_that_day_is_forgotten_unless_they_are_in_the_room(
    world: World, brazil: Registration
) -> None:
    Sitting.objects.update(state="open", opens_at=OVER, closes_at=OVER + timedelta(hours=3))
    Registration.objects.filter(pk=brazil.pk).update(days=["2020-06-09"])
    assert [due.people for due in retention.due(OVER)] == [1]
    Attendance.objects.create(sitting=world.sitting, registration=brazil, session="s", joined_at=OVER)
    assert retention.due(OVER) == []
    Attendance.objects.update(left_at=OVER)
    Registration.objects.filter(pk=brazil.pk).update(days=[], status="withdrawn")
    assert [due.people for due in retention.due(OVER)] == [1]
