"""Practices: that somebody practised alone, and what they left out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.rules.practice import PracticeKind, PracticeStep, counts


class Practice(models.Model):
    """One practice of one registration, kept as it was finished (rule 51).

    Attributes:
        kind: As what they practised.
        seconds: How long it took.
        skipped: Steps that were skipped, in their order.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="practices")
    kind = models.CharField(max_length=width_of(PracticeKind, least=12), choices=choices_of(PracticeKind))
    finished_at = models.DateTimeField()
    seconds = models.PositiveSmallIntegerField()
    skipped: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="practices"),
        pointers="registration",
        impersonal="kind",
        finished_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        seconds=Personal(Category.TRACE, Readers.SECRETARIAT),
        skipped=Personal(Category.TRACE, Readers.SECRETARIAT),
    )
    append_only: ClassVar = AppendOnly(deletable=True)

    class Meta:
        ordering: ClassVar = ["-finished_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["registration", "finished_at"], name="practices_of_a_registration")]

    def __str__(self) -> str:
        return f"{self.kind} {self.finished_at:%Y-%m-%d %H:%M}"

    @property
    def counts(self) -> bool:
        """Whether they were heard in it."""
        return counts([PracticeStep(step) for step in self.skipped])
