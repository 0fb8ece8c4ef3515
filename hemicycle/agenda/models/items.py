"""Items: what may be taken up, and what the agenda holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.item_lists import KEY_LENGTH
from hemicycle.consultations.languages import localized
from hemicycle.consultations.models import Consultation
from hemicycle.documents.models import Document
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Person
from hemicycle.rules.candidates import Choice

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text

#: Of the chair's words in one language, in characters.
WORDS_LENGTH = 1000


class Item(models.Model):
    """One of the items put to the Member States.

    Attributes:
        listing: Key of the list in which it is put to them, as the consultation's settings have it.
        number: Its number in that list.
        title: In the languages that exist.
        unchecked: Languages in which the title is a working translation, not an official one.
        position: Its place on the agenda of the sittings, from 1; none while it is not on it.
        minutes: Time planned for it.
        minutes_set: Somebody has set them; before that they are an estimate.
        proposal: Something is proposed under it, whatever its document carries (rule 27).
        speaks_first: Keys of the classes that speak first on it, in their order, whatever their priority (rule 6).
        earliest: The sitting, counted from 0, before which it is not taken.
        withdrawn_at, withdrawn_why: From then on it is put to nobody and on no agenda; why, by language.
        choice: What the chair decided on it (rule 14), when and who.
        choice_words: Why, in the languages in which it was given.
    """

    class Chosen(models.TextChoices):
        CONFIRMED = Choice.CONFIRMED.value, _("Confirmed by the Chair")
        REMOVED = Choice.REMOVED.value, _("Removed by the Chair")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="items")
    listing = models.CharField(max_length=KEY_LENGTH)
    number = models.PositiveSmallIntegerField()
    title: models.JSONField[Text, Text] = models.JSONField()
    unchecked: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=35)
    minutes_set = models.BooleanField(default=False)
    proposal = models.BooleanField(default=False)
    speaks_first: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    earliest = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    choice = models.CharField(max_length=width_of(Chosen, least=10), choices=Chosen, blank=True)
    choice_words: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    choice_at = models.DateTimeField(null=True, blank=True)
    choice_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(
        pointers="choice_by",
        impersonal="consultation listing number title unchecked document position minutes minutes_set earliest "
        "speaks_first withdrawn_at withdrawn_why proposal choice choice_words choice_at",
    )

    class Meta:
        ordering: ClassVar = ["listing", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "listing", "number"], name="one_number_a_list"),
            models.UniqueConstraint(
                fields=["consultation", "position"],
                condition=models.Q(position__isnull=False),
                name="one_item_a_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {localized(self.title)}"

    @property
    def chosen(self) -> Choice | None:
        """The chair's choice, as the rules have it."""
        return Choice(self.choice) if self.choice else None

    @property
    def proposes(self) -> bool:
        """Whether something is proposed under it: its document carries a decision or the like, or it says so itself."""
        return self.proposal or (self.document is not None and bool(self.document.contains))
