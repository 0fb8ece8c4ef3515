"""A deletion of personal data is announced, confirmed by one of the secretariat, and begins thirty days later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Mailing
from hemicycle.people import retention
from hemicycle.people.actions import deletion
from hemicycle.people.models import Deletion, Person, Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refusal
from tests.factories import START, a_body

if TYPE_CHECKING:
    from tests.factories import World

#: The last day of the consultation is 12 June 2020, and data is kept for a year.
OVER = datetime(2021, 6, 12, 22, tzinfo=UTC)
LATER = OVER + timedelta(days=30)


@pytest.fixture
def brazil(world: World) -> Person:
    """Somebody real."""
    Person.objects.filter(pk=world["br"].person_id).update(made_up=False)
    Registration.objects.filter(pk=world["br"].pk).update(asked_at=START)
    return Person.objects.get(pk=world["br"].person_id)


def name(person: Person) -> str:
    return Person.objects.get(pk=person.pk).name


def by(world: World, who: str = "secretariat") -> Performer:
    return Performer(world[who].person)


def confirm(world: World, at: datetime = OVER) -> None:
    deletion.confirm(world.consultation.pk, by(world), at)


def test_it_is_announced_once_to_the_secretariat_and_on_record(world: World, brazil: Person) -> None:
    assert retention.proceed(OVER - timedelta(minutes=1)) == []
    assert not Deletion.objects.exists()
    for day in range(3):
        assert retention.proceed(OVER + timedelta(days=day)) == []
    row = Deletion.objects.get()
    assert (row.people, row.announced_at, row.begins_at) == (1, OVER, LATER)
    assert Entry.objects.filter(act="people.deletion_announced", system="retention").count() == 1
    mailing = Mailing.objects.get(template="deletion_announced")
    assert [delivery.address for delivery in mailing.deliveries.all()] == [world["secretariat"].person.email]
    assert "on 13 July 2021 at the earliest" in mailing.body["en"]
    assert "People concerned: 1" in mailing.body["en"]
    assert "/consultations/test/desk/personal-data/" in mailing.body["en"]
    assert name(brazil) == "Ms. Br"


def test_without_a_confirmation_nothing_is_deleted_however_late(brazil: Person) -> None:
    retention.proceed(OVER)
    assert retention.proceed(OVER + timedelta(days=900)) == []
    assert name(brazil) == "Ms. Br"


def test_confirmed_it_begins_thirty_days_after_it_was_announced(world: World, brazil: Person) -> None:
    retention.proceed(OVER)
    confirm(world)
    assert Entry.objects.latest("pk").data["confirmed"] is True
    assert retention.proceed(LATER - timedelta(minutes=1)) == []
    assert name(brazil) == "Ms. Br"
    assert [due.people for due in retention.proceed(LATER)] == [1]
    assert name(brazil).startswith("N. N.")
    row = Deletion.objects.get()
    assert (row.confirmed_by, row.done_at) == (world["secretariat"].person, LATER)
    assert retention.proceed(LATER) == []


def test_a_confirmation_is_taken_back_by_anybody_of_the_secretariat(world: World, brazil: Person) -> None:
    retention.proceed(OVER)
    confirm(world)
    deletion.take_back(world.consultation.pk, by(world), OVER)
    assert retention.proceed(LATER) == []
    assert name(brazil) == "Ms. Br"
    confirm(world, LATER)
    assert [due.people for due in retention.proceed(LATER)] == [1]


def test_what_stands_otherwise_by_now_is_refused(world: World, brazil: Person) -> None:
    def code(act: str) -> str:
        with pytest.raises(Refusal) as refusal:
            getattr(deletion, act)(world.consultation.pk, by(world), OVER)
        return refusal.value.reason.code

    changed = PeopleCode.DELETION_CHANGED.value
    assert [code("confirm"), code("take_back")] == [changed, changed], "nothing is announced"
    retention.proceed(OVER)
    assert code("take_back") == changed
    confirm(world)
    assert code("confirm") == changed
    assert name(brazil) == "Ms. Br"


@pytest.mark.parametrize("who", ["br", "chair", "technician"])
def test_nobody_else_confirms_it(world: World, brazil: Person, who: str) -> None:
    retention.proceed(OVER)
    with pytest.raises(Refusal) as refusal:
        deletion.confirm(world.consultation.pk, by(world, who), OVER)
    assert refusal.value.reason.code in {RuleCode.NOT_PERMITTED.value, RuleCode.NO_MANDATE.value}
    assert not Deletion.objects.exclude(confirmed_by=None).exists()
    assert name(brazil) == "Ms. Br"


def test_what_is_kept_longer_by_now_is_not_to_be_deleted_and_is_announced_anew(world: World, brazil: Person) -> None:
    retention.proceed(OVER)
    confirm(world)
    Consultation.objects.update(settings={**world.consultation.settings, "retention_days": 400})
    assert retention.proceed(LATER) == []
    assert not Deletion.objects.exists()
    again = OVER + timedelta(days=35)
    retention.proceed(again)
    assert Deletion.objects.get().begins_at == again + timedelta(days=30)
    assert name(brazil) == "Ms. Br"


def test_who_is_in_two_is_kept_until_both_are_confirmed(world: World, brazil: Person) -> None:
    other = Consultation.objects.create(
        body=a_body(), slug="next", title={"en": "Next"}, first_day="2020-06-09", last_day="2020-06-12"
    )
    Registration.objects.create(
        consultation=other, person=brazil, role="secretariat", status="confirmed", asked_at=START
    )
    retention.proceed(OVER)
    confirm(world)
    assert retention.proceed(LATER) == []
    assert name(brazil) == "Ms. Br"
    deletion.confirm(other.pk, Performer(brazil), LATER)
    assert [due.people for due in retention.proceed(LATER)] == [1, 1]
    assert name(brazil).startswith("N. N.")
