"""Somebody's sittings for their own calendar, as iCalendar (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import STATUS, Alarm, Calendar, Event

from hemicycle.consultations import local, trial
from hemicycle.consultations.joins import colon
from hemicycle.consultations.languages import django_language
from hemicycle.people.details import clean
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.admission import is_for
from hemicycle.sittings.calendar import calendars, removed
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.calendars import zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.people.models import Person, Registration
    from hemicycle.sittings.models import Sitting

ALARM = timedelta(minutes=15)


def calendar_for(registration: Registration) -> bytes:
    """The sittings that a registration is for, as a file in the person's language: ``text/calendar; charset=utf-8``.

    Hours are the consultation's own with its zone beside them, so that a calendar elsewhere shows them at the
    right moment. A sitting keeps its UID, and its SEQUENCE grows with it: opening a later file moves the entry, or
    cancels it where the sitting was taken off the calendar.
    """
    consultation = registration.consultation
    with translation.override(django_language(registration.person.language)):
        sittings = [
            sitting
            for sitting in calendars([consultation])[consultation.pk]
            if sitting.kind != SittingKind.DEMONSTRATION.value and is_for(registration, sitting)
        ]
        name = trial.marked(clean(str(consultation)), consultation)
        made = Calendar.new(name=name, method="PUBLISH", prodid="-//Hemicycle//Sittings//EN")
        # A rule of the zone that begins in the year before covers the first day, whichever hemisphere it is in.
        if consultation.time_zone != "UTC":
            years = (consultation.first_day.year, consultation.last_day.year)
            made.add_component(zone_of(consultation.time_zone, years[0] - 1, years[1] + 1))
        for sitting in sittings:
            made.add_component(_event(sitting, timezone.now(), registration.person))
        for sitting, at in removed(consultation):
            if is_for(registration, sitting):
                made.add_component(_cancelled(sitting, at, registration.person))
        content: bytes = made.to_ical()
        return content


def _cancelled(sitting: Sitting, at: datetime, person: Person) -> Event:
    event = _event(sitting, at, person)
    event.add("STATUS", STATUS.CANCELLED)
    event.subcomponents.clear()  # nothing rings
    return event


def _hours(sitting: Sitting, zone: ZoneInfo) -> str:
    """As in "12:00–15:00 (Geneva time, UTC+2)"."""
    opens, closes = (f"{at.astimezone(zone):%H:%M}" for at in (sitting.opens_at, sitting.closes_at))
    words = _("%(from)s–%(to)s, %(city)s time (%(offset)s)")
    return words % {
        "from": opens, "to": closes, "city": local.city(str(zone)), "offset": local.offset(sitting.opens_at, zone)
    }  # fmt: skip


def _description(sitting: Sitting, address: str, person: Person) -> str:
    """Where it is; the hours in the consultation's zone, and by the person's own clock where it shows others."""
    zone = sitting.consultation.zone
    lines = [_("Enter the room: %(address)s") % {"address": address}, _hours(sitting, zone)]
    if local.own_time(sitting.opens_at, zone, person.time_zone):
        lines.append(_("Your own time: %(hours)s") % {"hours": _hours(sitting, ZoneInfo(person.time_zone))})
    return "\n".join(lines)


def _event(sitting: Sitting, stamp: datetime, person: Person) -> Event:
    zone = sitting.consultation.zone
    address = settings.PUBLIC_ADDRESS + reverse("room", args=[sitting.pk])
    named = f"{labels.sitting_number(sitting)}{colon()}{clean(str(sitting.consultation))}"
    title = trial.marked(named, sitting.consultation)
    alarm = Alarm.new(description=title)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM)
    event = Event.new(
        uid=f"sitting-{sitting.pk}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}",
        sequence=sitting.sequence,
        stamp=stamp,
        start=sitting.opens_at.astimezone(zone),
        end=sitting.closes_at.astimezone(zone),
        summary=title,
        location=address,
        url=address,
        description=_description(sitting, address, person),
    )
    event.add_component(alarm)
    return event
