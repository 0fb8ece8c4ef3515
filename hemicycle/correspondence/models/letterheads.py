"""The head of a body's letters: its name, address and emblem. A new one takes the place of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.people.models import Person, Upload

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text


class Letterhead(models.Model):
    """What stands at the head of the letters of a consultation. It never changes: letters went out under it.

    Attributes:
        body, address, place: The body that sends them, its address in lines, and where they are dated, by language.
        emblem: A picture (PNG), as we drew it from what was uploaded (``correspondence.emblems``).
        emblem_words: What it shows, for whoever does not see it, by language.
        since: From when on letters go out under it; in a copy of a consultation, as in the one that was copied.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="letterheads")
    body: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    address: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    place: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    emblem = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    emblem_words: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    since = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(
        pointers="set_by", impersonal="consultation body address place emblem emblem_words since"
    )
    #: One that a letter went out under is held by the letter; it goes with a consultation that nothing came of.
    append_only: ClassVar = AppendOnly(deletable=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.since:%Y-%m-%d}"
