"""Who interprets in which booth of a sitting, and when, as planned (rule 57); who sits there is ``BoothSeat``."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.personal import declare
from hemicycle.mail.models import Mailing
from hemicycle.people.models import Registration
from hemicycle.sittings.models.sittings import Sitting


class BoothShift(models.Model):
    """From when until when an interpreter works in a booth. It is moved as it is, so that their calendar follows.

    Attributes:
        language: Of the booth.
        sequence: Grows with each change that a calendar has to follow (RFC 5545).
        cancelled_at: When it was taken away: it stays for the calendar of its interpreter.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="booth_shifts")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="booth_shifts")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration", impersonal="sitting language begins_at ends_at sequence cancelled_at"
    )

    class Meta:
        ordering: ClassVar = ["begins_at", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.sitting_id}: {self.language}, {self.begins_at:%H:%M}"


class ShiftMailing(models.Model):
    """A mail about somebody's shifts in a sitting: it carries them as a calendar file, as they are when it goes out."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="shift_mailings")
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="shifts")

    personal_data: ClassVar = declare(impersonal="sitting mailing")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.mailing_id}"
