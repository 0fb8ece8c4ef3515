"""The calendar file: whose sittings, in which zone, and across a change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from hemicycle.journal.record import Performer
from hemicycle.people.models import Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.sittings.actions.planning import Hours, set_calendar
from hemicycle.web.registration.sittings_calendar import calendar_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from icalendar import Event

    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

ADDRESS = "/consultations/test/calendar.ics"


def events(registration: Registration) -> list[Event]:
    return Calendar.from_ical(calendar_for(registration)).events


def text(event: Event, name: str) -> str:
    return str(event[name])


def starts(event: Event) -> datetime:
    assert isinstance(event.start, datetime)
    return event.start


def sits(world: World, number: int, opens_at: datetime) -> None:
    world.consultation.sittings.create(number=number, opens_at=opens_at, closes_at=opens_at + timedelta(hours=3))


def test_rule_17_an_entry_says_the_hours_in_geneva_and_by_the_persons_own_clock(world: World) -> None:
    person = world["br"].person
    for zone, said in (
        ("America/Sao_Paulo", "Your own time: 07:00–10:00, Sao Paulo time (UTC−3)"),
        ("Europe/Paris", ""),
        ("", ""),
    ):
        person.time_zone = zone
        (event,) = events(world["br"])
        lines = text(event, "DESCRIPTION").splitlines()
        assert lines[1] == "12:00–15:00, Geneva time (UTC+2)"
        assert "".join(lines[2:]) == said


def test_a_sitting_with_its_hours_its_room_and_an_alarm(world: World, client_of: ClientOf) -> None:
    response = client_of(world["br"]).get(ADDRESS)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="test.ics"'
    file = response.content.decode()
    assert "METHOD:PUBLISH" in file
    assert "DTSTART;TZID=Europe/Zurich:20200609T120000\r\n" in file
    assert "TRIGGER:-PT15M" in file
    (event,) = Calendar.from_ical(response.content).events
    assert text(event, "UID") == f"sitting-{world.sitting.pk}@127.0.0.1"
    assert text(event, "SUMMARY") == "First sitting: Test Consultation"
    assert text(event, "URL").endswith(f"/sittings/{world.sitting.pk}/")
    assert starts(event).astimezone(UTC) == world.sitting.opens_at
    assert event.duration == timedelta(hours=3)


def test_a_sitting_keeps_its_uid_and_its_sequence_grows(world: World) -> None:
    (before,) = events(world["br"])
    world.sitting.opens_at += timedelta(hours=1)
    world.sitting.sequence += 1
    world.sitting.save()
    (after,) = events(world["br"])
    assert text(after, "UID") == text(before, "UID")
    assert int(text(after, "SEQUENCE")) > int(text(before, "SEQUENCE"))
    assert starts(after) == starts(before) + timedelta(hours=1)


def test_only_the_days_that_one_registered_for(world: World) -> None:
    sits(world, 2, datetime(2020, 6, 10, 10, tzinfo=UTC))
    assert len(events(world["br"])) == 2
    world["br"].days = ["2020-06-10"]
    (event,) = events(world["br"])
    assert starts(event).date() == date(2020, 6, 10)


def test_a_demonstration_is_in_nobodys_calendar(world: World) -> None:
    world.sitting.kind = "demonstration"
    world.sitting.save()
    assert events(world["br"]) == []


def test_in_the_language_of_the_person_and_not_of_the_page(world: World, client_of: ClientOf) -> None:
    world["br"].person.language = "ar"
    world["br"].person.save()
    client = client_of(world["br"])
    client.cookies["django_language"] = "ru"
    (event,) = Calendar.from_ical(client.get(ADDRESS).content).events
    assert text(event, "SUMMARY").endswith("مشاورة")


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Zurich", datetime(2020, 10, 24, 10, tzinfo=UTC), datetime(2020, 10, 26, 11, tzinfo=UTC)),
        ("America/New_York", datetime(2020, 3, 7, 17, tzinfo=UTC), datetime(2020, 3, 9, 16, tzinfo=UTC)),
        ("Australia/Sydney", datetime(2020, 4, 4, 1, tzinfo=UTC), datetime(2020, 4, 6, 2, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2020, 6, 9, 6, 15, tzinfo=UTC), datetime(2020, 6, 10, 6, 15, tzinfo=UTC)),
        ("UTC", datetime(2020, 6, 9, 12, tzinfo=UTC), datetime(2020, 6, 10, 12, tzinfo=UTC)),
    ],
)
def test_noon_stays_noon_when_the_clocks_change(zone: str, before: datetime, after: datetime, world: World) -> None:
    world.sitting.opens_at, world.sitting.closes_at = before, before + timedelta(hours=3)
    world.sitting.save()
    world.consultation.time_zone = zone
    world.consultation.first_day, world.consultation.last_day = before.date(), after.date()
    world.consultation.save()
    sits(world, 2, after)
    registration = Registration.objects.get(pk=world["br"].pk)
    made = Calendar.from_ical(calendar_for(registration))
    assert [starts(event).hour for event in made.events] == [12, 12]
    # A reader that knows the zone by the file alone comes to the same moments.
    if zone != "UTC":
        (known,) = made.timezones
        there = known.to_tz(lookup_tzid=False)
        assert [starts(event).replace(tzinfo=there).astimezone(UTC) for event in made.events] == [before, after]


def test_it_is_ones_own_once_confirmed(world: World, client_of: ClientOf) -> None:
    world["br"].status = RegistrationStatus.WAITING.value
    world["br"].save()
    assert client_of(world["br"]).get(ADDRESS).status_code == 403
    assert client_of(Person.objects.create_user("x@example.org", "Mr. X")).get(ADDRESS).status_code == 403
    assert client_of(None).get(ADDRESS).status_code == 302
    assert client_of(world["jp"]).get("/consultations/other/calendar.ics").status_code == 404


def test_a_sitting_that_was_taken_off_is_cancelled(world: World) -> None:
    consultation, later = world.consultation, datetime(2020, 6, 10, 10, tzinfo=UTC)
    sits(world, 2, later)
    second = consultation.sittings.get(number=2)
    before = {text(event, "UID"): int(text(event, "SEQUENCE")) for event in events(world["br"])}
    assert len(before) == 2
    hours = Hours(date(2020, 6, 9), time(12), time(15), world.sitting.pk)
    performer = Performer(world["secretariat"].person)
    set_calendar(consultation.pk, performer, later - timedelta(days=2), [hours], edition=0)
    stays, cancelled = events(world["br"])
    assert (text(stays, "UID"), "STATUS" in stays) == (f"sitting-{world.sitting.pk}@127.0.0.1", False)
    assert (text(cancelled, "STATUS"), text(cancelled, "UID")) == ("CANCELLED", f"sitting-{second.pk}@127.0.0.1")
    assert int(text(cancelled, "SEQUENCE")) > before[text(cancelled, "UID")]
    assert not cancelled.alarms.times, "nothing rings"
    assert (starts(cancelled), text(cancelled, "SUMMARY")) == (later, "Second sitting: Test Consultation")
    registration = Registration.objects.get(pk=world["br"].pk)
    registration.days = ["2020-06-09"]
    registration.save()
    assert len(events(registration)) == 1, "it was none of theirs"


def test_lines_of_a_title_do_not_become_lines_of_the_file(world: World) -> None:
    world.consultation.title = {"en": "One\r\nATTENDEE:mailto:x@example.org\r\nX; Y, Z\\"}
    world.consultation.save()
    registration = Registration.objects.get(pk=world["br"].pk)
    assert b"\r\nATTENDEE" not in calendar_for(registration)
    assert len(events(registration)) == 1
