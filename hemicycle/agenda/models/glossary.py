"""The glossary: what something is called in each language of the consultation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.agenda.models.items import Item
from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import declare

NOTE_LENGTH = 1000


class GlossaryEntry(models.Model):
    """One concept with its terms (ISO 30042 calls it a concept entry).

    Attributes:
        number: Of the entry in its consultation, from 1; files name it by that.
        terms: By language; the first of a language is the preferred one.
        items: Those under which it is needed; none: under all of them.
        words: What it is searched by: terms and note as ``documents.terms`` folds them.
        changed_at: Also when it was added.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="glossary")
    number = models.PositiveIntegerField()
    terms: models.JSONField[dict[str, list[str]], dict[str, list[str]]] = models.JSONField()
    note = models.TextField(blank=True)
    items = models.ManyToManyField(Item, related_name="glossary", blank=True)
    words = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    personal_data: ClassVar = declare(impersonal="consultation number terms note items words changed_at")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_number_a_glossary_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {next((terms[0] for terms in self.terms.values() if terms), '')}"
