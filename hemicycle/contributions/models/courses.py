"""What became of a contribution: the secretariat's and the chair's steps, and its text in other languages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.contributions.models.contributions import Contribution, ContributionVersion
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Readers, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Person
from hemicycle.rules.contributions import TITLE_LENGTH, StepKind

#: Of a reason, in characters.
WORDS_LENGTH = 2000


class ContributionStep(models.Model):
    """What was done with a contribution.

    Attributes:
        version: Number of the latest version at that moment.
        words: The reason, where the step has one.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=width_of(StepKind, least=16), choices=choices_of(StepKind))
    version = models.PositiveIntegerField()
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(pointers="by", impersonal="contribution kind version words at")
    append_only: ClassVar = AppendOnly(trial="contribution__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.kind}"


class ContributionTranslation(models.Model):
    """A version in another language, as the secretariat has it. None is ever changed: another one follows.

    Attributes:
        number: From 1 in each language of the version.
    """

    version = models.ForeignKey(ContributionVersion, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    parts: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="by",
        impersonal="version language number at",
        title=on_record(Category.WORDS, Readers.PARTICIPANTS),
        parts=on_record(Category.WORDS, Readers.PARTICIPANTS),
    )
    append_only: ClassVar = AppendOnly(trial="version__contribution__consultation__trial")

    class Meta:
        ordering: ClassVar = ["version", "language", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "language", "number"], name="one_translation_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language} {self.number}"
