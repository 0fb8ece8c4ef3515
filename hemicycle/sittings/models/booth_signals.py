"""What booths told while somebody had the floor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.rules.booth_signals import Given, Signal
from hemicycle.sittings.models.sittings import Sitting
from hemicycle.sittings.models.turns import Turn


class BoothSignal(models.Model):
    """A booth pressed one of its signals (rule 54). Who in it did stands in the journal alone.

    Attributes:
        language: That of the booth.
        ends_at: Until when it is shown: earlier than foreseen where the booth took it back.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="booth_signals")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="signals")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    kind = models.CharField(max_length=width_of(Signal, least=20), choices=choices_of(Signal))
    raised_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    personal_data: ClassVar = declare(impersonal="sitting turn language kind raised_at ends_at")

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["sitting", "language", "raised_at"], name="signals_of_a_booth")]

    def __str__(self) -> str:
        return f"{self.language}: {self.kind}"

    @property
    def given(self) -> Given:
        """As the rule takes it."""
        return Given(self.language, Signal(self.kind), self.ends_at)
