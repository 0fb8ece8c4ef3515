"""The summary record of a sitting: its paragraphs in their wordings, what was asked to be corrected, its versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Readers, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.outcome.models.published_versions import PublishedVersion
from hemicycle.people.models import Member, Person, Registration
from hemicycle.rules.summary_records import PARAGRAPH_LENGTH, ParagraphKind
from hemicycle.sittings.models import Sitting
from hemicycle.sittings.models.sittings import WORDS_LENGTH


class SummaryRecord(models.Model):
    """What a sitting dealt with, in numbered paragraphs.

    Attributes:
        language: In which it was drawn up; the other languages follow.
        correct_until: Until when delegations may ask for a correction; None while it was not circulated.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="summary_record")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    drawn_up_at = models.DateTimeField()
    drawn_up_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    correct_until = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        pointers="drawn_up_by circulated_by",
        impersonal="sitting language drawn_up_at circulated_at correct_until",
    )
    append_only: ClassVar = AppendOnly(
        once="circulated_at circulated_by correct_until", trial="sitting__consultation__trial"
    )

    def __str__(self) -> str:
        return f"summary record of sitting {self.sitting_id}"


class SummaryParagraph(models.Model):
    """A paragraph of a summary record.

    Attributes:
        place: Its order among the others; another one may come to stand before it.
        registration, member: Whose statement it records; None where it records none.
        rests_on: The moment of the record of the sitting, as ``{"kind", "key"}`` of an event
            (``outcome.sitting_record.Event``); empty for one that was added.
        removed_why: Why it was removed, or into which one it was merged; it stays on record.
    """

    record = models.ForeignKey(SummaryRecord, on_delete=models.PROTECT, related_name="paragraphs")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=width_of(ParagraphKind, least=20), choices=choices_of(ParagraphKind))
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    rests_on: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    removed_why = models.CharField(max_length=WORDS_LENGTH, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration removed_by",
        impersonal="record place kind item member rests_on removed_at removed_why",
    )
    append_only: ClassVar = AppendOnly(
        free="place",
        once="removed_at removed_by removed_why",
        trial="record__sitting__consultation__trial",
    )

    class Meta:
        ordering: ClassVar = ["record", "place", "pk"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind} {self.place}"

    @property
    def anchor(self) -> str:
        """Of its moment in the record of the sitting; empty where it rests on none."""
        return f"{self.rests_on['kind']}-{self.rests_on['key']}" if self.rests_on else ""


class SummaryWording(models.Model):
    """A version of a paragraph in one language. None is ever changed: another one follows.

    Attributes:
        number: From 1 in each language.
        follows: Number of the wording in the language of the record that this one says in another language; None in
            that language itself.
        reason: Why it was changed after the record was circulated; empty before.
    """

    paragraph = models.ForeignKey(SummaryParagraph, on_delete=models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=PARAGRAPH_LENGTH, blank=True)
    follows = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_LENGTH, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="person",
        impersonal="paragraph language number follows reason at",
        text=on_record(Category.WORDS, Readers.PARTICIPANTS),
    )
    append_only: ClassVar = AppendOnly(trial="paragraph__record__sitting__consultation__trial")

    class Meta:
        ordering: ClassVar = ["paragraph", "language", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paragraph", "language", "number"], name="one_summary_wording_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.language} {self.number}"


class CorrectionRequest(models.Model):
    """A delegation asks that the record of its statement is corrected.

    Attributes:
        language: In which it asks for another text.
        text: As the paragraph should read.
        reason: Why it was declined; empty while it waits, or where it was accepted.
    """

    paragraph = models.ForeignKey(SummaryParagraph, on_delete=models.PROTECT, related_name="requests")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    text = models.TextField(max_length=PARAGRAPH_LENGTH)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField(null=True)
    reason = models.CharField(max_length=WORDS_LENGTH, blank=True)

    personal_data: ClassVar = declare(
        pointers="registration decided_by",
        impersonal="paragraph language at decided_at accepted reason",
        text=on_record(Category.WORDS, Readers.PARTICIPANTS),
    )
    append_only: ClassVar = AppendOnly(
        once="decided_at decided_by accepted reason", trial="registration__consultation__trial"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paragraph"], condition=Q(decided_at__isnull=True), name="one_correction_waits"
            )
        ]

    def __str__(self) -> str:
        return f"correction of {self.paragraph_id} by {self.registration_id}"


class SummaryVersion(PublishedVersion):
    """A version of a summary record: its content as ``outcome.summary_content`` compiles it."""

    record = models.ForeignKey(SummaryRecord, on_delete=models.PROTECT, related_name="versions")

    personal_data: ClassVar = declare(
        pointers="published_by",
        impersonal="record base revision content what_changes published_at",
    )
    append_only: ClassVar = AppendOnly(trial="record__sitting__consultation__trial")

    class Meta(PublishedVersion.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "revision"], name="one_summary_a_revision"),
        ]
