"""Who was reminded of an enquiry, and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.correspondence.models.enquiries import Enquiry
from hemicycle.fields.personal import declare
from hemicycle.mail.models import Mailing
from hemicycle.people.models import Member


class Reminder(models.Model):
    """A Member that had not answered was reminded of an enquiry.

    Attributes:
        deadline: The moment of the deadline as it was then: an extension has reminders of its own.
        days: So many days before it; none for a reminder that the secretariat sent when it wished.
        mailing: The mail, whose deliveries say what became of it.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="reminders")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    deadline = models.DateTimeField()
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(impersonal="enquiry member deadline days mailing at")

    class Meta:
        ordering: ClassVar = ["-at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enquiry", "member", "deadline", "days"],
                condition=models.Q(days__isnull=False),
                name="one_reminder_a_day_of_a_deadline",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.member_id} {self.at:%Y-%m-%d}"
