"""What a document costs does not grow with the number of people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.live import build
from hemicycle.people.models import Person, Registration
from hemicycle.sittings.changes import ALL
from hemicycle.sittings.models import Attendance, Intrusion, Turn
from hemicycle.support.models import HelpMessage
from tests.factories import START
from tests.support.help_desk import answers, asks

if TYPE_CHECKING:
    from tests.factories import World


def crowd(world: World, first: int, last: int) -> None:
    """Delegates who are here, wait, have written to the technicians twice, and were cut off once."""
    members = [world[name].member for name in ("br", "jp", "gh", "no", "pe")]
    for number in range(first, last):
        moment = START + timedelta(seconds=number)
        person = Person.objects.create_user(f"p{number}@example.org", f"Ms. {number}", made_up=True)
        registration = Registration.objects.create(
            consultation=world.consultation,
            person=person,
            member=members[number % 5],
            role="delegate",
            status="confirmed",
        )
        who = {"sitting": world.sitting, "registration": registration}
        Attendance.objects.create(**who, session=f"PA_{number}", joined_at=moment)
        Turn.objects.create(**who, member=registration.member, capacity="council_state", language="en", asked_at=moment)
        Intrusion.objects.create(**who, how="unmuted", seen_by="steward", at=moment)
        for text in ("No sound", "Still none"):
            asks(world.sitting, registration, moment, text)
        world.sitting.booth_seats.create(registration=registration, language="fr", entered_at=moment)


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_queries_of_a_document_do_not_grow_with_people(world: World, name: str) -> None:
    counts = []
    for first, last in ((0, 3), (3, 30)):
        crowd(world, first, last)
        with CaptureQueriesContext(connection) as queries:
            build.document(world.sitting.pk, name)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_desk_reads_the_last_message_of_each_thread_and_no_other(world: World) -> None:
    crowd(world, 0, 3)
    technician = world["technician"]
    answered = HelpMessage.objects.earliest("pk").writer
    answers(world.sitting, answered, technician, START, "Reload")
    threads = build.document(world.sitting.pk, "desk").model_dump(mode="json")["threads"]
    shown = [(row["messages"], row["last"]["text"], row["unanswered"]) for row in threads]
    assert shown == [(2, "Still none", True), (2, "Still none", True), (3, "Reload", False)]
