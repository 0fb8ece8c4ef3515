"""Texts of statements that delegations hand in, in versions that never change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import Category, Readers, declare, on_record
from hemicycle.people.models import Member, Registration, Upload
from hemicycle.rules.statements import STATEMENT_CHARACTERS


class Statement(models.Model):
    """What a delegation says, or said, under an item, as it handed that in.

    Attributes:
        registration: Who handed it in first; any delegate of the same Member replaces or withdraws it.
        member: As at that moment; None for a person who represents none.
        withdrawn_at: Since when it is not to be read any more; the row stays.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="statements")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="+")

    personal_data: ClassVar = declare(pointers="registration withdrawn_by", impersonal="item member at withdrawn_at")
    append_only: ClassVar = AppendOnly(once="withdrawn_at withdrawn_by", trial="item__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"statement of {self.registration_id} on item {self.item_id}"


class StatementVersion(models.Model):
    """A text of a statement in the language in which it is, or will be, spoken.

    Attributes:
        number: From 1.
        text: Paragraphs with an empty line between them; empty where there is a file alone.
        upload: The file as it came, where its text is not read.
        published: Its delegation lets everybody read it once it was spoken.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    text = models.TextField(max_length=STATEMENT_CHARACTERS, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published = models.BooleanField(default=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="registration",
        impersonal="statement number language upload published at",
        text=on_record(Category.WORDS, Readers.PARTICIPANTS),
    )
    append_only: ClassVar = AppendOnly(trial="registration__consultation__trial")

    class Meta:
        ordering: ClassVar = ["statement", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "number"], name="one_statement_version_a_number"),
            models.CheckConstraint(condition=~Q(text="") | Q(upload__isnull=False), name="a_text_or_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.number}"
