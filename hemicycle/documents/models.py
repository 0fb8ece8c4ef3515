"""Documents: symbols and titles. Revisions and language versions come with the correspondence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import declare

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text


class Document(models.Model):
    """A document of the consultation, named by its symbol, such as C20/16.

    Attributes:
        title: In the languages that exist.
        contains: What it carries for adoption elsewhere: ``decision``, ``resolution``, ``financial-regulations``.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="documents")
    symbol = models.CharField(max_length=40)
    title: models.JSONField[Text, Text] = models.JSONField()
    contains: models.JSONField[list[str], list[str]] = models.JSONField(default=list)

    personal_data: ClassVar = declare(impersonal="consultation symbol title contains")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["consultation", "symbol"], name="one_symbol")]

    def __str__(self) -> str:
        return self.symbol
