"""When who presided was heard beside the floor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.people.models import Registration
from hemicycle.sittings.models.sittings import Sitting


class PresidingVoice(models.Model):
    """Who presides is heard beside the floor, for as long as they press to talk (rule 11).

    Attributes:
        language: Which they speak: that of the floor meanwhile.
        ended_at: ``None`` while they press.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="voices")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(pointers="registration", impersonal="sitting language began_at ended_at")
    append_only: ClassVar = AppendOnly(once="ended_at", trial="registration__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(ended_at__isnull=True), name="one_voice_beside_the_floor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} from {self.began_at}"
