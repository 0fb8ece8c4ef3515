"""A proposed conclusion: its wordings, when it was read out, and when who presides asked about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from hemicycle.agenda.models import Item
from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.people.models import Person, Registration
from hemicycle.rules.conclusions import TEXT_LENGTH
from hemicycle.sittings.models import Discussion
from hemicycle.sittings.models.sittings import WORDS_LENGTH

if TYPE_CHECKING:
    from datetime import datetime


class Conclusion(models.Model):
    """What is proposed under an item.

    Attributes:
        language: In which it is drafted; the other languages follow.
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="conclusion")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])

    personal_data: ClassVar = declare(impersonal="item language")

    def __str__(self) -> str:
        return f"conclusion of item {self.item_id}"


class Wording(models.Model):
    """A version of a conclusion in one language. None is ever changed: another one follows.

    Attributes:
        number: From 1 in each language.
        text: Paragraphs with an empty line between them; empty where nothing is proposed any more.
        follows: Number of the wording in the language of drafting that this one says in another language; None in
            that language itself.
        reason: Why a conclusion was corrected whose item had ended; empty while it was drafted.
    """

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    follows = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_LENGTH, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="person",
        impersonal="conclusion language number text follows reason at",
    )
    append_only: ClassVar = AppendOnly(trial="conclusion__item__consultation__trial")

    class Meta:
        ordering: ClassVar = ["conclusion", "language", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conclusion", "language", "number"], name="one_wording_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.conclusion_id} {self.language} {self.number}"


class Reading(models.Model):
    """A conclusion was read out, as its wordings were then.

    Attributes:
        number: From 1.
        wordings: Number of the wording by language.
    """

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="readings")
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveSmallIntegerField()
    wordings: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(pointers="registration", impersonal="conclusion discussion number wordings at")
    append_only: ClassVar = AppendOnly(trial="registration__consultation__trial")

    class Meta:
        ordering: ClassVar = ["conclusion", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conclusion", "number"], name="one_reading_a_number"),
        ]

    def __str__(self) -> str:
        return f"reading {self.number} of {self.conclusion_id}"


class CallForObjections(models.Model):
    """Who presides asked whether there is any objection to what was read out.

    Attributes:
        seconds: For which there was time to answer.
        ended_at: When the discussion was resumed, or the item ended; None while it is asked.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="calls")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seconds = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(pointers="registration", impersonal="reading at seconds ended_at")
    append_only: ClassVar = AppendOnly(once="ended_at", trial="registration__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading"], condition=Q(ended_at__isnull=True), name="asked_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"about reading {self.reading_id} at {self.at}"

    @property
    def until(self) -> datetime:
        """Until when there is time to answer."""
        return self.at + timedelta(seconds=self.seconds)
