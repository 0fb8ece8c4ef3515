"""The programme of the sittings: what each needs beside its items, and how far its drafts have come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import declare
from hemicycle.rules.time_plan import Frame


class Programme(models.Model):
    """What a consultation's agenda and time plan have as a whole.

    Attributes:
        introduction, pause, pause_after, closing: Of each sitting, in minutes: ``rules.time_plan.Frame``.
        agenda_edition, plan_edition: Each grows with a change of the drafts, so that whoever edits an older one is
            told.
    """

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="programme")
    introduction = models.PositiveSmallIntegerField(default=10)
    pause = models.PositiveSmallIntegerField(default=0)
    pause_after = models.PositiveSmallIntegerField(default=90)
    closing = models.PositiveSmallIntegerField(default=5)
    agenda_edition = models.PositiveIntegerField(default=0)
    plan_edition = models.PositiveIntegerField(default=0)

    personal_data: ClassVar = declare(
        impersonal="consultation introduction pause pause_after closing agenda_edition plan_edition",
    )

    def __str__(self) -> str:
        return f"programme of {self.consultation_id}"

    @property
    def frame(self) -> Frame:
        """What the rules need of it."""
        return Frame(self.introduction, self.pause, self.pause_after, self.closing)
