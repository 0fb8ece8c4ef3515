"""Rulings of who presides (rule 45)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.rules.motions import Verdict
from hemicycle.sittings.models.sittings import WORDS_LENGTH, Discussion, Sitting
from hemicycle.sittings.models.turns import Turn


class Ruling(models.Model):
    """What who presides ruled, on a motion or of their own accord.

    Attributes:
        registration: Who presided.
        discussion: The period of the item under discussion; None where none was.
        turn: The motion; None where they ruled of their own accord.
        verdict: Empty where they ruled of their own accord.
        until: Until when the sitting was suspended by it, where it was and that was said.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="rulings")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, null=True, related_name="rulings")
    turn = models.OneToOneField(Turn, on_delete=models.PROTECT, null=True, related_name="ruling")
    verdict = models.CharField(max_length=width_of(Verdict, least=10), choices=choices_of(Verdict), blank=True)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="registration", impersonal="sitting discussion turn verdict words until at"
    )
    append_only: ClassVar = AppendOnly(trial="registration__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"ruling of {self.registration_id} at {self.at}"
