"""Letters that were handed in for clearance, and what a second person said of each (rule 40)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from hemicycle.correspondence.models.letters import SENT, WORDS_LENGTH, Letter
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Person
from hemicycle.rules import clearance


class HandedInForClearance(models.Model):
    """What was handed in, and what a second person said of it.

    Attributes:
        digest: Of all that would have gone out at that moment (``fingerprint``).
        words: To whoever clears it.
        outcome, outcome_words: What the second person said of it, and what they returned it with.
    """

    class Outcome(models.TextChoices):
        OPEN = clearance.Outcome.OPEN.value, pgettext_lazy("clearance", "Pending")
        CLEARED = clearance.Outcome.CLEARED.value, pgettext_lazy("clearance", "Cleared")
        RETURNED = clearance.Outcome.RETURNED.value, pgettext_lazy("clearance", "Returned")

    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    handed_in_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=width_of(Outcome, least=10), choices=Outcome, default=Outcome.OPEN, blank=True
    )
    outcome_words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def handed_in(self) -> clearance.HandedIn:
        """As the rules see it."""
        return clearance.HandedIn(self.handed_in_by_id, self.digest, clearance.Outcome(self.outcome))


class Clearance(HandedInForClearance):
    """A letter as it was handed in."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="clearances")

    personal_data: ClassVar = declare(
        pointers="handed_in_by decided_by",
        impersonal="letter digest words handed_in_at outcome outcome_words decided_at",
    )
    append_only: ClassVar = AppendOnly(path="letter__state", value=SENT, trial="letter__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.outcome}"
