"""The calendar file of a booking (iCalendar, RFC 5545), enclosed with each mail about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar

from hemicycle.consultations import local, trial
from hemicycle.consultations.joins import colon
from hemicycle.consultations.languages import django_language
from hemicycle.mail.message import Enclosure, enclosure_wanted
from hemicycle.people.details import clean
from hemicycle.support.slot_mails import TEXTS
from hemicycle.support.slots import booking_told
from hemicycle.web.toolkit.calendars import InRoom, room_address, zone_of

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from hemicycle.mail.models import Delivery
    from hemicycle.support.models import SlotBooking


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
        made.add_component(_in_room(booking).event(stamp, cancelled=booking.cancelled_at is not None))
        content: bytes = made.to_ical()
        return content


def _in_room(booking: SlotBooking) -> InRoom:
    slot, consultation = booking.slot, booking.slot.sitting.consultation
    zone = consultation.zone
    named = f"{_('Connection test with a technician')}{colon()}{clean(str(consultation))}"
    return InRoom(
        kind="test-slot",
        key=booking.pk,
        sitting=slot.sitting_id,
        sequence=booking.sequence,
        starts=slot.begins_at.astimezone(zone),
        ends=slot.ends_at.astimezone(zone),
        title=trial.marked(named, consultation),
        description=_description(booking, zone),
    )


def _description(booking: SlotBooking, zone: ZoneInfo) -> str:
    begins, own = booking.slot.begins_at, booking.registration.person.time_zone
    lines = [
        _("Enter the room: %(address)s") % {"address": room_address(booking.slot.sitting_id)},
        local.moment(begins, zone),
    ]
    if there := local.own_time(begins, zone, own):
        lines.append(_("Your own time: %(hours)s") % {"hours": there})
    return "\n".join(lines)
