"""Mails about bookings of test slots, each with a calendar file: booked, moved, cancelled, and a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.mail.audience import Recipient
from hemicycle.mail.message import ENCLOSING
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of, page
from hemicycle.support.models import SlotMailing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person
    from hemicycle.support.models import Slot, SlotBooking

BOOKED, MOVED, CANCELLED, REMINDER = "slot_booked", "slot_moved", "slot_cancelled", "slot_reminder"
#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = ("slot", "minutes", "room_page", "slots_page")
TEXTS: dict[str, Template] = {
    BOOKED: Template(
        gettext_lazy("Confirmation of a test slot"),
        lambda: _("Test slot booked: {consultation}"),
        lambda: _(
            "Dear {name},\n\na test slot is booked for you in the consultation “{consultation}”: {slot}. Duration in "
            "minutes: {minutes}. A technician checks with you that you are heard.\n\n"
            "To enter the room at that time: {room_page}\n\nThe attached file adds the slot to your calendar. To "
            "choose another time or to cancel: {slots_page}"
        ),
        names=PLACEHOLDERS,
        required=("slot",),
    ),
    MOVED: Template(
        gettext_lazy("New time of a test slot"),
        lambda: _("Test slot at another time: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe time of your test slot in the consultation “{consultation}” has changed. It is now on "
            "{slot}. Duration in minutes: {minutes}.\n\nTo enter the room at that time: {room_page}\n\n"
            "Open the attached file to move the entry in your calendar. To choose another time or to cancel: "
            "{slots_page}"
        ),
        names=PLACEHOLDERS,
        required=("slot",),
    ),
    CANCELLED: Template(
        gettext_lazy("Cancellation of a test slot"),
        lambda: _("Test slot cancelled: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour test slot in the consultation “{consultation}” on {slot} is cancelled.\n\n"
            "Open the attached file to remove the entry from your calendar. To book another slot: {slots_page}"
        ),
        names=PLACEHOLDERS,
        required=("slot",),
    ),
    REMINDER: Template(
        gettext_lazy("Reminder of a test slot"),
        lambda: _("Reminder of your test slot: {consultation}"),
        lambda: _(
            "Dear {name},\n\nplease remember your test slot in the consultation “{consultation}”: {slot}. Duration in "
            "minutes: {minutes}. Use the device and the network from which you will take part.\n\n"
            "To enter the room at that time: {room_page}\n\nTo choose another time or to cancel: {slots_page}"
        ),
        names=PLACEHOLDERS,
        required=("slot",),
    ),
}


def listen() -> None:
    """The desk knows these mails by their names, and each encloses a calendar file."""
    TEMPLATES.update(TEXTS)
    ENCLOSING.update(TEXTS)


def tell(
    consultation: Consultation,
    template: str,
    slot: Slot,
    bookings: Sequence[SlotBooking],
    at: datetime,
    by: Person | None = None,
) -> None:
    """Queue one of these mails to everybody of some bookings of one slot, within the act."""

    def known() -> dict[str, str]:
        return {
            "slot": local.moment(slot.begins_at, consultation.zone) + own_time_of(slot.begins_at),
            "minutes": str(slot.minutes),
            "room_page": page("room", str(slot.sitting_id)),
            "slots_page": page("book_slot", consultation.slug),
        }

    told = [row for row in bookings if row.registration.person.forgotten_at is None]
    if not told:
        return
    with within_the_act(f"slot {slot.pk}"):
        to = [Recipient.registered(row.registration) for row in told]
        mailing = queue(consultation, template, to, at, known, by)
        SlotMailing.objects.bulk_create(SlotMailing(booking=row, mailing=mailing) for row in told)
