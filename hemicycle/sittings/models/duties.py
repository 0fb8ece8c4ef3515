"""Who is to sit in which booth of a sitting, as it is planned; who does sit there is ``BoothSeat``."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.personal import declare
from hemicycle.people.models import Registration
from hemicycle.sittings.models.sittings import Sitting


class BoothDuty(models.Model):
    """An interpreter or captioner is planned for the booth of a language in a sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="booth_duties")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="booth_duties")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])

    personal_data: ClassVar = declare(pointers="registration", impersonal="sitting language")

    class Meta:
        ordering: ClassVar = ["sitting", "language", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "registration"], name="one_duty_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.sitting_id}: {self.language}"
