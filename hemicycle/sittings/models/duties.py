"""Who is to sit in which booth of a sitting, and from what it works, as planned; who sits there is ``BoothSeat``."""

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


class BoothLanguages(models.Model):
    """From which languages a booth works in a sitting (rule 53). A booth without such a row works from all.

    Attributes:
        language: Of the booth.
        works_from: Never empty; what the sitting does not have counts for nothing.
        pivots: The booths that it hears first where it does not work from the floor's language, in this order.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="booth_languages")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    works_from: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    pivots: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)

    personal_data: ClassVar = declare(impersonal="sitting language works_from pivots")

    class Meta:
        ordering: ClassVar = ["sitting", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "language"], name="languages_of_a_booth"),
        ]

    def __str__(self) -> str:
        return f"{self.language} in {self.sitting_id}: from {self.works_from}"
