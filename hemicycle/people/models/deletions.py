"""The deletion of a consultation's personal data, before and after it is done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import declare
from hemicycle.people.models.persons import Person


class Deletion(models.Model):
    """Personal data of a consultation is to be deleted: announced, confirmed by one of its secretariat, and done.

    Attributes:
        people: Of how many it was announced.
        begins_at: Not before.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="deletions")
    people = models.PositiveIntegerField()
    announced_at = models.DateTimeField()
    begins_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="confirmed_by",
        impersonal="consultation people announced_at begins_at confirmed_at done_at",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation"], condition=models.Q(done_at=None), name="one_deletion_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} from {self.begins_at}"
