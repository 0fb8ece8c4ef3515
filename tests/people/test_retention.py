"""Retention: personal data goes when its time has come, of whom it concerns alone; the record stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import links, notices
from hemicycle.mail.models import Delivery, PersonalLink
from hemicycle.people import retention
from hemicycle.people.actions import persons, registrations
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.rules.registration import Step
from tests.factories import START

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
    row.function, row.accessibility = "Director", "A ramp"
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
    other = Consultation.objects.create(slug="next", title={"en": "Next"}, first_day=OVER.date(), last_day=OVER.date())
    if by == "registration":
        Registration.objects.create(consultation=other, person=brazil.person, member=brazil.member, role="delegate")
    else:
        assert brazil.member
        FocalPoint.objects.create(consultation=other, member=brazil.member, person=brazil.person, start=START)
    assert retention.forget(OVER) == []
    world.consultation.refresh_from_db()
    assert len(retention.forget(OVER + timedelta(days=366))) == 2


def test_the_period_is_the_consultations(world: World, brazil: Registration) -> None:
    world.consultation.settings = {"retention_days": 10}
    world.consultation.save()
    assert brazil.pk
    assert [due.people for due in retention.due(datetime(2020, 6, 23, tzinfo=UTC))] == [1]


def test_the_command_says_and_deletes_only_when_told_to(brazil: Registration) -> None:
    def said(*arguments: str) -> str:
        out = StringIO()
        call_command("retention", *arguments, stdout=out)
        return out.getvalue()

    assert "Due: test, 1 people, kept until 2021-06-12." in said()
    assert "Nothing was deleted" in said()
    brazil.person.refresh_from_db()
    assert brazil.person.name == "Ms. Br"
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
