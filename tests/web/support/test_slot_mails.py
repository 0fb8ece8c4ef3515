"""The mails about test slots: in both zones, with a calendar file that follows, and reminders once each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail as outbox
from icalendar import Calendar

from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Person
from hemicycle.support.actions import bookings, slots
from hemicycle.support.actions.slots import Row
from tests.support.floor import by
from tests.support.html import html_of
from tests.support.slots import NOON, NOW, a_slot, held_session
from tests.web.support.test_slots import BOOK, book, change, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail import EmailMessage
    from django.test import Client

    from hemicycle.sittings.models import Sitting
    from tests.factories import World

    ClientOf = Callable[[Any], Client]


@pytest.fixture
def session(world: World) -> Sitting:
    return held_session(world.consultation)


def file_of(message: EmailMessage) -> Any:  # noqa: ANN401 - of icalendar
    ((name, content, kind),) = message.attachments
    assert (name, kind) == ("test-slot.ics", "text/calendar")
    return Calendar.from_ical(content).walk("VEVENT")[0]


def test_times_are_shown_in_both_zones_fourteen_hours_away(world: World, session: Sitting, client_of: ClientOf) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(time_zone="Pacific/Kiritimati")
    world["br"].person.refresh_from_db()
    late = session.opens_at + timedelta(minutes=30)
    slot = a_slot(session, 2)
    there = late + timedelta(hours=14)  # before noon in UTC is after midnight of the next day
    assert there.date() == NOON.date() + timedelta(days=1)
    page = html_of(client_of(world["br"]).get(BOOK))
    assert f"{there.day} {there:%B %Y}, {there:%H:%M} (Kiritimati time, UTC+14)" in page
    assert f"{late.astimezone(world.consultation.zone):%H:%M}" in page
    book(world, "br", slot)
    Sender().round()
    (message,) = outbox.outbox
    assert f"your own time: {there.day} {there:%B %Y}, {there:%H:%M} (Kiritimati time, UTC+14)" in message.body
    event = file_of(message)
    assert event.decoded("dtstart") == late
    assert "Kiritimati time, UTC+14" in event["description"]


def test_each_mail_carries_the_booking_for_a_calendar(world: World, session: Sitting) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language="fr")
    first, second = a_slot(session, 0), a_slot(session, 1)
    booking = book(world, "br", first)
    Sender().round()
    book(world, "br", second)
    Sender().round()
    bookings.cancel(world.consultation.pk, by(world, "br"), NOW, booking.pk)
    Sender().round()
    events = [file_of(message) for message in outbox.outbox]
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert len({event["uid"] for event in events}) == 1
    assert [event.decoded("dtstart") for event in events] == [first.begins_at, second.begins_at, second.begins_at]
    assert [event.get("status") for event in events] == [None, None, "CANCELLED"]
    assert {message.extra_headers["Content-Language"] for message in outbox.outbox} == {"fr"}


def test_people_are_reminded_a_day_and_an_hour_before_once_each(world: World, session: Sitting) -> None:
    slot, late = a_slot(session, 0, places=2), a_slot(session, 1)
    book(world, "br", slot)
    booking = book(world, "jp", slot)
    bookings.cancel(world.consultation.pk, by(world, "jp"), NOW, booking.pk)
    day, hour = NOON - timedelta(days=1), NOON - timedelta(hours=1)
    book(world, "gh", late, at=day + timedelta(minutes=30))  # within the day: of the hour alone
    looks = (day - timedelta(seconds=1), day, day + timedelta(minutes=1), hour, hour + timedelta(minutes=1))
    assert [bookings.remind_due(at) for at in looks] == [0, 1, 0, 1, 0]
    assert bookings.remind_due(hour + timedelta(minutes=15)) == 1
    assert bookings.remind_due(late.begins_at) == 0
    assert sent("slot_reminder") == ["br@example.org", "br@example.org", "gh@example.org"]
    entries = Entry.objects.filter(act="slot.book", data__step="remind").order_by("pk")
    assert [entry.data["registrations"] for entry in entries] == [[world[who].pk] for who in ("br", "br", "gh")]


def test_a_technician_is_told_of_their_slots_whenever_these_change(world: World, session: Sitting) -> None:
    technician, performer, key = world["technician"], by(world, "secretariat"), world.consultation.pk
    row = Row(NOON, NOON + timedelta(minutes=30), 15, 1, technician.pk)
    first, second = slots.make_row(key, performer, NOW, session.pk, row)
    change(world, first, 0, technician=technician.pk, places=2)  # neither hours nor technician: nobody is told
    change(world, first, 0, technician=None, places=2)
    slots.remove(key, performer, NOW, second.pk, told=0)
    bodies = [row.mailing.body["en"] for row in Delivery.objects.filter(mailing__template="slots_of_technician")]
    clock = [f"{moment.astimezone(world.consultation.zone):%H:%M}" for moment in (first.begins_at, second.begins_at)]
    assert [[time in body for time in clock] for body in bodies] == [[True, True], [False, True], [False, False]]
    assert "None." in bodies[-1]
    Sender().round()
    assert {message.to[0] for message in outbox.outbox} == {"technician@example.org"}
    assert [message.attachments for message in outbox.outbox] == [[], [], []]


def test_who_assigns_slots_to_themselves_is_not_told(world: World, session: Sitting) -> None:
    row = Row(NOON, NOON + timedelta(minutes=15), 15, 1, world["secretariat"].pk)
    slots.make_row(world.consultation.pk, by(world, "secretariat"), NOW, session.pk, row)
    assert sent("slots_of_technician") == []
