"""Mails about test slots: about each booking, with a calendar file, and to technicians whose slots changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.mail.audience import Recipient
from hemicycle.mail.message import ENCLOSING
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of, page
from hemicycle.support.models import Slot, SlotMailing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person, Registration
    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import SlotBooking

BOOKED, MOVED, CANCELLED, REMINDER = "slot_booked", "slot_moved", "slot_cancelled", "slot_reminder"
#: To a technician: nothing of it goes into a calendar, for the slots of a session are many.
TECHNICIAN = "slots_of_technician"
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

TO_TECHNICIANS = Template(
    gettext_lazy("Slots of a technician"),
    lambda: _("Your test slots: {consultation}"),
    lambda: _(
        "Dear {name},\n\nyour slots as a technician in the consultation “{consultation}” have changed. Those of the "
        "test session of {session} are now:\n\n{slots}\n\nWho has booked them, with the results of their connection "
        "tests: {slots_page}"
    ),
    names=("session", "slots", "slots_page"),
    required=("slots",),
)


def listen() -> None:
    """The desk knows these mails by their names, and those about a booking enclose a calendar file."""
    TEMPLATES.update(TEXTS)
    TEMPLATES[TECHNICIAN] = TO_TECHNICIANS
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


def tell_technicians(
    consultation: Consultation,
    session: Sitting,
    technicians: Collection[Registration],
    at: datetime,
    by: Person | None = None,
) -> None:
    """Queue to each, except who did it, which slots of a session are theirs from now on, within the act."""
    for technician in technicians:
        if by is not None and technician.person_id == by.pk:
            continue
        begins = list(
            Slot.objects.filter(sitting=session, technician=technician, removed_at=None, begins_at__gt=at)
            .order_by("begins_at")
            .values_list("begins_at", flat=True)
        )
        with within_the_act(f"slots of registration {technician.pk}"):
            known = partial(_known_to_technician, consultation, session, begins)
            queue(consultation, TECHNICIAN, [Recipient.registered(technician)], at, known, by)


def _known_to_technician(consultation: Consultation, session: Sitting, begins: Sequence[datetime]) -> dict[str, str]:
    rows = [local.moment(moment, consultation.zone) + own_time_of(moment) for moment in begins]
    return {
        "session": local.long_date(consultation.day(session.opens_at)),
        "slots": "\n".join(rows) if rows else _("None."),
        "slots_page": page("my_slots", consultation.slug),
    }
