"""Somebody's sittings for their own calendar, as iCalendar (RFC 5545)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar

from hemicycle.consultations import local, trial
from hemicycle.consultations.joins import colon
from hemicycle.consultations.languages import django_language
from hemicycle.people.details import clean
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.admission import is_for
from hemicycle.sittings.calendar import calendars, removed
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.calendars import InRoom, room_address, zone_of

if TYPE_CHECKING:
    from hemicycle.people.models import Person, Registration
    from hemicycle.sittings.models import Sitting


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
            made.add_component(_in_room(sitting, registration.person).event(timezone.now()))
        for sitting, at in removed(consultation):
            if is_for(registration, sitting):
                made.add_component(_in_room(sitting, registration.person).event(at, cancelled=True))
        content: bytes = made.to_ical()
        return content


def _hours(sitting: Sitting, zone: ZoneInfo) -> str:
    """As in "12:00–15:00 (Geneva time, UTC+2)"."""
    opens, closes = (f"{at.astimezone(zone):%H:%M}" for at in (sitting.opens_at, sitting.closes_at))
    words = _("%(from)s–%(to)s, %(city)s time (%(offset)s)")
    return words % {
        "from": opens, "to": closes, "city": local.city(str(zone)), "offset": local.offset(sitting.opens_at, zone)
    }  # fmt: skip


def _description(sitting: Sitting, person: Person) -> str:
    """Where it is; the hours in the consultation's zone, and by the person's own clock where it shows others."""
    zone = sitting.consultation.zone
    lines = [_("Enter the room: %(address)s") % {"address": room_address(sitting.pk)}, _hours(sitting, zone)]
    if local.own_time(sitting.opens_at, zone, person.time_zone):
        lines.append(_("Your own time: %(hours)s") % {"hours": _hours(sitting, ZoneInfo(person.time_zone))})
    return "\n".join(lines)


def _in_room(sitting: Sitting, person: Person) -> InRoom:
    zone = sitting.consultation.zone
    named = f"{labels.sitting_number(sitting)}{colon()}{clean(str(sitting.consultation))}"
    return InRoom(
        kind="sitting",
        key=sitting.pk,
        sitting=sitting.pk,
        sequence=sitting.sequence,
        starts=sitting.opens_at.astimezone(zone),
        ends=sitting.closes_at.astimezone(zone),
        title=trial.marked(named, sitting.consultation),
        description=_description(sitting, person),
    )
