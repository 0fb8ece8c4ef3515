"""A proposed conclusion that is too urgent for the physical session (rule 34)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.outcome.models.endings import Ending
from hemicycle.people.models import Person
from hemicycle.sittings.models.sittings import WORDS_LENGTH


class Urgency(models.Model):
    """The chair flagged a conclusion, and another person recorded the authority of the Secretary-General.

    Attributes:
        source: By what the authority was given; empty while it is not recorded.
        taken_back_at: Since when the chair no longer flags it; only before the authority is recorded.
    """

    ending = models.ForeignKey(Ending, on_delete=models.PROTECT, related_name="urgencies")
    reason = models.CharField(max_length=WORDS_LENGTH)
    flagged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    flagged_at = models.DateTimeField()
    source = models.CharField(max_length=WORDS_LENGTH, blank=True)
    authorised_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    authorised_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    personal_data: ClassVar = declare(
        pointers="flagged_by authorised_by",
        impersonal="ending reason flagged_at source authorised_at taken_back_at",
    )
    append_only: ClassVar = AppendOnly(
        once="source authorised_by authorised_at taken_back_at", trial="ending__discussion__item__consultation__trial"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ending"], condition=Q(taken_back_at__isnull=True), name="urgent_once")
        ]

    def __str__(self) -> str:
        return f"urgent: {self.ending_id}"
