"""The report of a consultation: numbered versions that never change (rules 20 and 33), and what is added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.outcome.models.published_versions import SYMBOL_LENGTH, PublishedVersion
from hemicycle.people.models import Person
from hemicycle.rules.reports import Part

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text


class Report(PublishedVersion):
    """A version of the report: its content as ``outcome.report_content`` compiles it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="reports")

    personal_data: ClassVar = declare(
        pointers="published_by",
        impersonal="consultation base revision content what_changes published_at",
    )
    append_only: ClassVar = AppendOnly(trial="consultation__trial")

    class Meta(PublishedVersion.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "revision"], name="one_report_a_revision"),
        ]


class ReportParagraph(models.Model):
    """A paragraph that the secretariat writes beside what is compiled. A version keeps it as it was published.

    Attributes:
        part, item: In which part of the report; the item where it is that of an item.
        leads: It stands before what is compiled in the part, and not after it.
        place: Among those of the same part and side.
        text: By language; paragraphs of print with an empty line between them.
        number: Of the change: from 1, one more with each.
        removed_at: Since when it is left out; None while it is not.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="report_paragraphs")
    part = models.CharField(max_length=width_of(Part), choices=choices_of(Part))
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leads = models.BooleanField(default=False)
    place = models.PositiveIntegerField()
    text: models.JSONField[Text, Text] = models.JSONField()
    number = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(impersonal="consultation part item leads place text number removed_at")

    class Meta:
        ordering: ClassVar = ["part", "item", "-leads", "place", "pk"]

    def __str__(self) -> str:
        return f"{self.part} {self.place}"


class ReportSubmission(models.Model):
    """A version was handed over as an input document of the physical session.

    Attributes:
        symbol: That the document has there.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="submissions")
    symbol = models.CharField(max_length=SYMBOL_LENGTH)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar = declare(pointers="submitted_by", impersonal="report symbol submitted_at")
    append_only: ClassVar = AppendOnly(trial="report__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.symbol
