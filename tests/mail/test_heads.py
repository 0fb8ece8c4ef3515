"""The head of the journal goes out once a day to the chair and the secretariat of each consultation under way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hemicycle.consultations.models import Consultation
from hemicycle.journal import sealing
from hemicycle.journal.record import Performer, record
from hemicycle.mail import heads
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Person, Registration
from tests.factories import START
from tests.support.mail import body

if TYPE_CHECKING:
    from tests.factories import World
    from tests.mail.smtp import Server

DAY = timedelta(days=1)


def something_happens(world: World) -> None:
    record(Performer(system="clock"), "x", f"consultation:{world.consultation.pk}", START)
    sealing.seal(START)


def test_the_head_goes_to_the_chair_and_the_secretariat_once_a_day(world: World) -> None:
    assert heads.send_due(START) == 0  # nothing is sealed yet
    something_happens(world)
    assert (heads.send_due(START), heads.send_due(START + timedelta(minutes=1))) == (1, 0)
    assert set(Delivery.objects.values_list("person", flat=True)) == {
        world["chair"].person_id,
        world["secretariat"].person_id,
    }
    mailing = Mailing.objects.get()
    assert sealing.head() in mailing.body["en"]
    assert "1 sealed entries" in mailing.body["en"]
    something_happens(world)
    assert (heads.send_due(START + DAY), heads.send_due(START + DAY)) == (1, 0)


def test_the_moment_of_the_seal_is_the_one_that_was_and_each_reader_has_their_own(world: World, server: Server) -> None:
    Person.objects.filter(pk=world["chair"].person_id).update(time_zone="America/Sao_Paulo")
    # The clocks of Geneva are put back at 01:00 UTC: 02:15 comes twice, and this is the first one.
    first = datetime(2020, 10, 25, 0, 15, 7, tzinfo=UTC)
    Consultation.objects.update(last_day=first.date())
    record(Performer(system="clock"), "x", f"consultation:{world.consultation.pk}", first)
    sealing.seal(first)
    heads.send_due(first)
    Sender().round()
    read = {str(message["To"]): " ".join(body(message).split()) for _, message in server.taken}
    geneva = "25 October 2020, 02:15:07 (Geneva time, UTC+2)"
    assert f"{geneva}; your own time: 24 October 2020, 21:15:07" in read[world["chair"].person.email]
    assert geneva in read[world["secretariat"].person.email]
    assert "your own time" not in read[world["secretariat"].person.email]


def test_a_day_on_which_nothing_was_sealed_has_no_mail(world: World) -> None:
    something_happens(world)
    heads.send_due(START)
    assert heads.send_due(START + DAY) == 0


def test_a_consultation_that_is_over_or_without_a_chair_and_secretariat_has_no_mail(world: World) -> None:
    something_happens(world)
    assert heads.send_due(START + timedelta(days=365)) == 0
    Registration.objects.filter(role__in=["chair", "secretariat"]).update(status="withdrawn")
    assert heads.send_due(START) == 0
    assert not Mailing.objects.exists()
