"""Who may act in a sitting at all: before any rule of the act, their registration is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import booths, intrusions, presiding, room, speaker
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.sittings.actions.room import CLOCK
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import Turn
from tests.factories import START, a_body
from tests.support.floor import by

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import RecordingEngine

LATER = START + timedelta(seconds=1)


def test_who_is_registered_for_another_consultation_does_not_act_here(world: World) -> None:
    other = Consultation.objects.create(
        body=a_body(),
        slug="other",
        title={"en": "Another Consultation"},
        physical_session={"en": "another session"},
        first_day=world.consultation.first_day,
        last_day=world.consultation.last_day,
    )
    own = world["jp"]
    foreign = Registration.objects.create(
        consultation=other, person=own.person, member=own.member, role=own.role, status=own.status
    )
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as error:
        speaker.ask(world.sitting.pk, Participant.registered(foreign, "127.0.0.1"), START, language="en")
    assert error.value.reason.code == "not_registered"
    assert (Turn.objects.count(), Entry.objects.count()) == (0, entries)


@pytest.mark.parametrize("status", [each for each in RegistrationStatus if each is not RegistrationStatus.CONFIRMED])
def test_whose_registration_is_not_confirmed_does_not_act(world: World, status: RegistrationStatus) -> None:
    registration = world["jp"]
    registration.status = status.value
    registration.save()
    with pytest.raises(Refusal) as error:
        speaker.ask(world.sitting.pk, by(world, "jp"), START, language="en")
    assert error.value.reason.facts["status"] == status.value
    assert not Turn.objects.exists()


def test_a_clock_has_no_registration_asks_for_no_floor_and_passes_no_lead(world: World) -> None:
    with pytest.raises(LookupError, match="no registration"):
        speaker.ask(world.sitting.pk, CLOCK, START, language="en")
    assert not Turn.objects.exists()
    with pytest.raises(LookupError, match="the system passes no lead"):
        presiding.pass_lead(world.sitting.pk, CLOCK, START, registration=world["chair"].pk)
    assert [lead.end for lead in world.sitting.leads.all()] == [None]


def test_a_request_is_not_moved_before_one_that_has_left_the_queue(world: World) -> None:
    moved, gone = (speaker.ask(world.sitting.pk, by(world, name), START, language="en") for name in ("jp", "br"))
    Turn.objects.filter(pk=gone.pk).update(state="withdrawn")
    with pytest.raises(Refusal) as error:
        presiding.move(
            world.sitting.pk, by(world, "vice_chair"), LATER, turn=moved.pk, before=gone.pk, reason="leaves at noon"
        )
    assert error.value.reason.code == "queue_changed"
    assert Turn.objects.get(pk=moved.pk).placement == moved.placement


def test_an_interpreter_who_enters_and_goes_on_air_twice_keeps_the_seat_and_the_moment(world: World) -> None:
    french = by(world, "french")
    booths.enter(world.sitting.pk, french, START, language="fr")
    booths.enter(world.sitting.pk, french, LATER, language="fr")
    booths.on_air(world.sitting.pk, french, START)
    booths.on_air(world.sitting.pk, french, LATER)
    seat = world.sitting.booth_seats.get(registration=world["french"])
    assert (seat.entered_at, seat.left_at, seat.on_air_since) == (START, None, START)


def test_a_connection_of_nobody_who_is_registered_goes_out_and_leaves_no_trace(
    world: World, engine: RecordingEngine
) -> None:
    nobody = Registration.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    room.joined(world.sitting, nobody, "PA_nobody", START)
    room.published(world.sitting, nobody, room.Told("TR_nobody", "microphone"), START)
    intrusions.look(world.sitting, nobody, Sighting("steward", START))
    assert engine.removed == [identity(nobody)]
    assert not world.sitting.attendances.exists()
    assert not Entry.objects.filter(act__startswith="room.").exists()
