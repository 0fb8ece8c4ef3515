"""Slots of a test session, who has booked them, and the mails about bookings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.mail.models import Mailing
from hemicycle.people.models import Person, Registration
from hemicycle.rules.slots import Span
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from datetime import datetime


class Slot(models.Model):
    """Some minutes of a test session for a number of people.

    Attributes:
        technician: Who of the help desk is there; none where that is not known yet.
        removed_at: When it was removed: it stays for the calendars of those who had booked it.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="slots")
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    technician = models.ForeignKey(Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(pointers="technician", impersonal="sitting begins_at minutes places removed_at")

    class Meta:
        ordering: ClassVar = ["begins_at", "pk"]

    def __str__(self) -> str:
        return f"{self.begins_at:%Y-%m-%d %H:%M} of {self.sitting_id}"

    @property
    def span(self) -> Span:
        """From when until when it is."""
        return Span.of(self.begins_at, self.minutes)

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.span.ends


class SlotBooking(models.Model):
    """A place in a slot, for one person. It is moved to another slot as it is, so that their calendar follows.

    Attributes:
        booked_by: They, or who answers for their Member.
        told_at: When they were last written to about its hours (rule 50).
        sequence: Grows with each change that a calendar has to follow (RFC 5545).
    """

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="bookings")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="slot_bookings")
    booked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="slot_bookings"),
        pointers="registration booked_by",
        impersonal="slot sequence",
        booked_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        cancelled_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        told_at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slot", "registration"], condition=Q(cancelled_at=None), name="one_live_booking_a_slot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.slot_id}"


class SlotMailing(models.Model):
    """A mail about a booking: it carries the calendar file of the booking as it is when the mail goes out."""

    booking = models.ForeignKey(SlotBooking, on_delete=models.CASCADE, related_name="mailings")
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="slot_bookings")

    personal_data: ClassVar = declare(impersonal="booking mailing")

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.mailing_id}"
