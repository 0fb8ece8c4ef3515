"""A contribution, its versions, which never change, and the draft of one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.consultations.item_lists import KEY_LENGTH
from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.consultations.models import Consultation
from hemicycle.documents.models import SYMBOL_LENGTH, Document
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Member, Person, Upload
from hemicycle.rules.contributions import TITLE_LENGTH, Stage
from hemicycle.rules.replies import Channel

#: Of a name and a function, as they are written down.
BROUGHT_BY_LENGTH = 300
#: Of a number, the code of a Member and a number.
RECEIPT_LENGTH = 60


class Contribution(models.Model):
    """What one Member, or several together, contribute to an item.

    Attributes:
        number: From 1 in the consultation, as they were received.
        stage: Where it stands: ``rules.contributions.stage`` of all that became of it, written with every act on it.
        document: That it becomes: prepared with its number in a series, and posted with its files. One whose number was
            removed has none again.
    """

    class StageChoice(models.TextChoices):
        UNCONFIRMED = Stage.UNCONFIRMED.value, _("Awaiting confirmation")
        SUBMITTED = Stage.SUBMITTED.value, pgettext_lazy("contribution", "Submitted")
        CHANGES_ASKED = Stage.CHANGES_ASKED.value, _("Changes requested")
        NUMBERED = Stage.NUMBERED.value, pgettext_lazy("contribution", "Numbered")
        IN_TRANSLATION = Stage.IN_TRANSLATION.value, _("In translation")
        POSTED = Stage.POSTED.value, pgettext_lazy("contribution", "Posted")
        WITHDRAWN = Stage.WITHDRAWN.value, pgettext_lazy("contribution", "Withdrawn")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="contributions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=width_of(StageChoice, least=16), choices=StageChoice)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="contribution"
    )

    personal_data: ClassVar = declare(impersonal="consultation number stage document")
    append_only: ClassVar = AppendOnly(free="stage document", trial="consultation__trial")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_contribution_a_number")
        ]

    def __str__(self) -> str:
        return f"contribution {self.number} of {self.consultation_id}"

    @property
    def symbol(self) -> str:
        """Of the document that it becomes; empty until it has its number. Reads ``document``."""
        return self.document.symbol if self.document else ""


class ContributionVersion(models.Model):
    """A contribution as it was submitted. None is ever changed: another one follows.

    Attributes:
        listing, item_number: The item, by its list and its number there, as letters have it.
        language: In which it is written.
        reference: Symbol of the document that it refers to; empty for none.
        parts: What stands under each heading of the template, by its key.
        upload: The file as it came, where it was not written on the template.
        pages: As it is printed; of a PDF, as it came; of a Word document, about as many as its text fills; 0 where they
            cannot be counted.
        member: That submitted it.
        person: Who submitted it for the Member; None where the secretariat entered it.
        received_at: When it reached the secretariat.
        source: The mail or paper from which it was entered (rule 21).
        brought_by: Who brought or sent the paper, as the secretariat wrote it down; empty where nobody is known.
        receipt: Number that who submitted it has for it (rule 25).
        journal_head: The last seal of the journal when it was submitted, as the receipt has it.
    """

    class ChannelChoice(models.TextChoices):
        ONLINE = Channel.ONLINE.value, _("Online")
        PAPER = Channel.PAPER.value, pgettext_lazy("way of a reply", "Paper")
        MAIL = Channel.MAIL.value, _("E-mail")

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    listing = models.CharField(max_length=KEY_LENGTH)
    item_number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    title = models.CharField(max_length=TITLE_LENGTH)
    reference = models.CharField(max_length=SYMBOL_LENGTH, blank=True)
    parts: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveSmallIntegerField(default=0)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    channel = models.CharField(
        max_length=width_of(ChannelChoice, least=10), choices=ChannelChoice, default=ChannelChoice.ONLINE
    )
    source = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    brought_by = models.CharField(max_length=BROUGHT_BY_LENGTH, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    receipt = models.CharField(max_length=RECEIPT_LENGTH)
    journal_head = models.CharField(max_length=90, blank=True)

    personal_data: ClassVar = declare(
        Rows(consultation="contribution__consultation", called="bearers of contributions"),
        pointers="person entered_by",
        impersonal="contribution number listing item_number language reference upload pages member received_at channel "
        "receipt journal_head",
        title=on_record(Category.WORDS, Readers.PARTICIPANTS),
        parts=on_record(Category.WORDS, Readers.PARTICIPANTS),
        brought_by=Personal(Category.NAME, Readers.MEMBER, Erased.WITH_CONSULTATION),
        source=Personal(
            Category.NAME,
            Readers.MEMBER,
            Erased.NEVER,
            exported=False,
            why="What was entered has its source, which a second person compares (rule 21).",
        ),
    )
    append_only: ClassVar = AppendOnly(erasable="brought_by", trial="contribution__consultation__trial")

    class Meta:
        ordering: ClassVar = ["contribution", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "number"], name="one_contribution_version_a_number"),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.ONLINE.value) | models.Q(source__isnull=False),
                name="an_entered_contribution_has_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class ContributionDraft(models.Model):
    """What a delegation has written and not submitted: nobody else sees it, and nothing counts it.

    Attributes:
        contribution: Of which it is to be another version; None for a new one.
        content: As the form has it: ``{item, language, title, reference, members, parts}``.
        upload: The file that is to be submitted in place of parts.
        pages: Of the file; 0 without one, and where they cannot be counted.
        edition: Grows with each save, so that of two people who write it one is told.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts"
    )
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    personal_data: ClassVar = declare(
        Rows(owner="saved_by", deleted=Erased.WITH_PERSON, called="contribution drafts"),
        pointers="saved_by",
        impersonal="consultation member contribution upload pages edition",
        content=Personal(Category.WORDS, Readers.MEMBER),
        saved_at=Personal(Category.TRACE, Readers.MEMBER),
    )

    class Meta:
        ordering: ClassVar = ["-saved_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=models.Q(contribution__isnull=False),
                name="one_draft_a_contribution",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.member_id} {self.edition}"
