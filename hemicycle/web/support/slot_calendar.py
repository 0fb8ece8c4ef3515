"""The calendar file of a booking (iCalendar, RFC 5545), enclosed with each mail about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import STATUS, Alarm, Calendar, Event

from hemicycle.consultations import local, trial
from hemicycle.consultations.joins import colon
from hemicycle.consultations.languages import django_language
from hemicycle.mail.message import Enclosure, enclosure_wanted
from hemicycle.people.details import clean
from hemicycle.support.slot_mails import TEXTS
from hemicycle.support.slots import booking_told
from hemicycle.web.toolkit.calendars import zone_of

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from hemicycle.mail.models import Delivery
    from hemicycle.support.models import SlotBooking

ALARM = timedelta(minutes=15)


def listen() -> None:
    """Called once, when Django is ready."""
    enclosure_wanted.connect(_enclose, dispatch_uid="support.slot_calendar")


def _enclose(*, delivery: Delivery, **_: Any) -> Enclosure | None:
    if delivery.mailing.template not in TEXTS:
        return None
    booking = booking_told(delivery)
    if booking is None:  # it was erased meanwhile
        return Enclosure({})
    file = calendar_of(booking, delivery.mailing.at, delivery.language)
    return Enclosure({}, (("test-slot.ics", file, "text/calendar"),))


def calendar_of(booking: SlotBooking, stamp: datetime, language: str) -> bytes:
    """A booking as a file: ``text/calendar; charset=utf-8``.

    It keeps its UID, and its SEQUENCE grows with it: opening a later file moves the entry, or cancels it. Hours are the
    consultation's own with its zone beside them; the description has the reader's own too.
    """
    slot, consultation = booking.slot, booking.slot.sitting.consultation
    with translation.override(django_language(language)):
        made = Calendar.new(method="PUBLISH", prodid="-//Hemicycle//Test slots//EN")
        if consultation.time_zone != "UTC":
            year = slot.begins_at.year
            made.add_component(zone_of(consultation.time_zone, year - 1, year + 1))
        made.add_component(_event(booking, stamp))
        content: bytes = made.to_ical()
        return content


def _event(booking: SlotBooking, stamp: datetime) -> Event:
    slot, consultation = booking.slot, booking.slot.sitting.consultation
    zone = consultation.zone
    room = settings.PUBLIC_ADDRESS + reverse("room", args=[slot.sitting_id])
    title = trial.marked(f"{_('Connection test with a technician')}{colon()}{clean(str(consultation))}", consultation)
    event = Event.new(
        uid=f"test-slot-{booking.pk}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}",
        sequence=booking.sequence,
        stamp=stamp,
        start=slot.begins_at.astimezone(zone),
        end=slot.ends_at.astimezone(zone),
        summary=title,
        location=room,
        url=room,
        description=_description(booking, room, zone),
    )
    if booking.cancelled_at is not None:
        event.add("STATUS", STATUS.CANCELLED)
        return event  # nothing rings
    alarm = Alarm.new(description=title)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM)
    event.add_component(alarm)
    return event


def _description(booking: SlotBooking, room: str, zone: ZoneInfo) -> str:
    begins, own = booking.slot.begins_at, booking.registration.person.time_zone
    lines = [_("Enter the room: %(address)s") % {"address": room}, local.moment(begins, zone)]
    if there := local.own_time(begins, zone, own):
        lines.append(_("Your own time: %(hours)s") % {"hours": there})
    return "\n".join(lines)
