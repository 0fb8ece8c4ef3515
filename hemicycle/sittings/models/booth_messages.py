"""What was written between booths, technicians and who presides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.rules.booth_chat import MESSAGE_LENGTH, Circle, ReadySentence
from hemicycle.sittings.models.sittings import Sitting


class BoothMessage(models.Model):
    """A message within a circle of those who serve a sitting.

    Attributes:
        booth: Language of the booth that wrote it, or to which it was written; empty where its author sat in none.
        ready: A ready sentence, which each reads in their own language; empty where it has a text.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="booth_messages")
    author = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    circle = models.CharField(max_length=width_of(Circle, least=20), choices=choices_of(Circle))
    booth = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language], blank=True)
    ready = models.CharField(
        max_length=width_of(ReadySentence, least=20), choices=choices_of(ReadySentence), blank=True
    )
    text = models.CharField(max_length=MESSAGE_LENGTH, blank=True)
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        Rows(
            owner="author__person",
            consultation="sitting__consultation",
            deleted=Erased.WITH_PERSON,
            called="booth_messages",
        ),
        pointers="author",
        impersonal="sitting circle booth",
        ready=Personal(Category.WORDS, Readers.PARTICIPANTS),
        text=Personal(Category.WORDS, Readers.PARTICIPANTS),
        at=Personal(Category.TRACE, Readers.PARTICIPANTS),
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["sitting", "circle", "booth"], name="messages_of_a_circle")]

    def __str__(self) -> str:
        return f"{self.circle} {self.booth}: {self.ready or self.text[:40]}"
