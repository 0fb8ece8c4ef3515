"""How a consultation ended: each closing, reopening and archiving, its exports, and the record that came with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.journal.chain_file import without_words
from hemicycle.people.models import Person

if TYPE_CHECKING:
    from django.core.files.storage import Storage

WHY_LENGTH = 500


def _kept() -> Storage:
    return storages["uploads"]


class EndingStep(models.Model):
    """A consultation was closed, reopened, archived, or taken out of the archive.

    Attributes:
        why: The words of whoever did it; closing and reopening have some.
    """

    class What(models.TextChoices):
        CLOSED = "closed", _("The consultation was closed")
        REOPENED = "reopened", _("The consultation was reopened")
        ARCHIVED = "archived", _("Moved to the archive")
        TAKEN_OUT = "taken_out", _("Taken out of the archive")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="ending_steps")
    what = models.CharField(max_length=width_of(What, least=20), choices=What)
    why = models.CharField(max_length=WHY_LENGTH, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="by",
        impersonal="consultation what at",
        why=on_record(Category.WORDS, Readers.SECRETARIAT),
    )
    append_only: ClassVar = AppendOnly(deletable=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.what} {self.at:%Y-%m-%d %H:%M}"


class Export(models.Model):
    """The whole of a consultation as one file, made beside the request for whoever asked.

    Attributes:
        done, total: Rows and uploads written so far, and in all.
        file: Once it is made; it is deleted after some days, and with the personal data that is in it.
    """

    class State(models.TextChoices):
        MAKING = "making", _("Being made")
        MADE = "made", _("Ready to download")
        FAILED = "failed", _("Could not be made")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="exports")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=width_of(State, least=10), choices=State, default=State.MAKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=_kept, upload_to="exports/%Y/%m", blank=True)
    size = models.PositiveBigIntegerField(default=0)

    personal_data: ClassVar = declare(
        Rows(consultation="consultation", called="exports"),
        pointers="by",
        impersonal="consultation at state done total size",
        file=Personal(Category.CONTACT, Readers.SECRETARIAT, Erased.WITH_CONSULTATION, exported=False),
    )

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.at:%Y-%m-%d %H:%M}"

    @property
    def under_way(self) -> bool:
        """Whether it is being made."""
        return self.state == self.State.MAKING


class DeletionRequest(models.Model):
    """One of the secretariat asks that a consultation is deleted; another one confirms it, and it goes with it."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="deletion_request")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(pointers="by", impersonal="consultation at")

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.at:%Y-%m-%d %H:%M}"


class KeptRecord(models.Model):
    """The record of a consultation from the installation that it was taken in from, with the chain's digests.

    Attributes:
        number: From 1: of those that it has come through.
        lines: As ``journal.chain_file`` writes them. Retention takes words about people out of them.
        keys: Which rows of this installation the numbers in them mean: ``{"sitting:3": 12}``.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="kept_records")
    number = models.PositiveSmallIntegerField()
    lines = models.TextField()
    keys: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)

    personal_data: ClassVar = declare(
        Rows(consultation="consultation", called="kept_records"),
        pointers="keys",
        impersonal="consultation number",
        lines=Personal(
            Category.WORDS,
            Readers.SECRETARIAT,
            Erased.WITH_CONSULTATION,
            exported=False,
            to=lambda row: without_words(row.lines),
        ),
    )

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_kept_record_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.number}"
