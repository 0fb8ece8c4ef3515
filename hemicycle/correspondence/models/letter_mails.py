"""Messages that came by mail about a letter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.arrivals.models import Arrival
from hemicycle.correspondence.models.letters import Letter
from hemicycle.correspondence.models.replies import ReplyVersion
from hemicycle.fields.personal import declare
from hemicycle.people.models import Member


class LetterMail(models.Model):
    """A message that was filed at a letter, by itself or by the secretariat.

    Attributes:
        member: Of which Member it is, where that is known.
        version: The version of a reply that was entered from it; none as long as nothing was.
    """

    arrival = models.OneToOneField(Arrival, on_delete=models.CASCADE, related_name="letter_mail")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="letter_mails")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(ReplyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(impersonal="arrival letter member version")

    def __str__(self) -> str:
        return f"{self.arrival_id}: {self.letter_id}"
