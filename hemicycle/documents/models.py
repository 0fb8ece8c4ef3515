"""Documents: symbols, titles, and a file or a link for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.people.models import Person, Upload

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text

SYMBOL_LENGTH = 40
TITLE_LENGTH = 1000
LINK_LENGTH = 1000


class Document(models.Model):
    """A document of the consultation, named by its symbol, such as C20/16.

    Attributes:
        title: In the languages that exist.
        contains: Keys of the texts for adoption that it carries, among those of the consultation's settings
            (``consultations.document_contents``).
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="documents")
    symbol = models.CharField(max_length=SYMBOL_LENGTH)
    title: models.JSONField[Text, Text] = models.JSONField()
    contains: models.JSONField[list[str], list[str]] = models.JSONField(default=list)

    personal_data: ClassVar = declare(impersonal="consultation symbol title contains")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["consultation", "symbol"], name="one_symbol")]

    def __str__(self) -> str:
        return self.symbol


class DocumentFile(models.Model):
    """A document in one language: a file, or a link to where it is.

    Attributes:
        link: Where there is no file.
        replaced_at: Since then another one, or none, stands in its place; it stays on record.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=LINK_LENGTH, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(pointers="by", impersonal="document language upload link at replaced_at")
    append_only: ClassVar = AppendOnly(once="replaced_at", deletable=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "language"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_file_a_language",
            ),
            models.CheckConstraint(
                condition=models.Q(upload__isnull=False, link="") | (models.Q(upload=None) & ~models.Q(link="")),
                name="a_file_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"
