"""The summary of the replies to an enquiry: generated from them, and edited before it goes out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.correspondence.models.enquiries import Enquiry
from hemicycle.correspondence.models.letters import SUBJECT_LENGTH, Annex
from hemicycle.fields.personal import declare
from hemicycle.people.models import Person


class Summary(models.Model):
    """The summary of an enquiry.

    Attributes:
        basis: Tells what it was generated from (``summaries.Basis.mark``): where that differs, replies changed.
        names, quoted: What the text says beside numbers (``summaries.Choices``).
        annex: The annex of a letter that it was made into last.
    """

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="summary")
    basis = models.CharField(max_length=64)
    names = models.BooleanField(default=False)
    quoted = models.BooleanField(default=False)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    annex = models.ForeignKey(Annex, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(
        pointers="drawn_by",
        impersonal="enquiry basis names quoted drawn_at annex",
    )

    def __str__(self) -> str:
        return f"summary of {self.enquiry_id}"


class SummaryText(models.Model):
    """The summary in one language.

    Attributes:
        title, body: As they stand; the body is CommonMark without HTML, as in letters.
        drawn_title, drawn_body: As they were generated last; generating them again never touches what somebody edited.
        saves: Counts how often it was changed: whoever edits an older one is told.
    """

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    title = models.CharField(max_length=SUBJECT_LENGTH)
    body = models.TextField()
    drawn_title = models.CharField(max_length=SUBJECT_LENGTH)
    drawn_body = models.TextField()
    saves = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(
        pointers="edited_by",
        impersonal="summary language title body drawn_title drawn_body saves edited_at",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["summary", "language"], name="one_text_of_a_summary_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.summary_id} {self.language}"

    @property
    def edited(self) -> bool:
        """Whether it says otherwise than what was generated."""
        return (self.title, self.body) != (self.drawn_title, self.drawn_body)

    @property
    def gone_over(self) -> bool:
        """Whether it is what was generated last, or somebody has edited it since then."""
        return not self.edited or (self.edited_at is not None and self.edited_at > self.summary.drawn_at)
