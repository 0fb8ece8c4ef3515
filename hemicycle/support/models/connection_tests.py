"""Connection tests: what was measured of somebody's devices and network, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.rules.connection_tests import CODE_LENGTH, TEST_LASTS, Cause, Finding, Grade, Subject, Verdict, to_mend
from hemicycle.rules.measured import Purpose

if TYPE_CHECKING:
    from datetime import datetime

PLACE_LENGTH = 80


class ConnectionTest(models.Model):
    """One test of one registration. What it measured is written once, as it is finished.

    Attributes:
        code: By which it is named on the telephone: four signs, in its consultation.
        kind: ``test``: somebody ran it; ``entry``: it ran by itself as they entered a sitting.
        purpose: For what it was run, as they were registered then.
        carries_at: When it has its turn to carry sound and picture; an entry's is carried by its sitting.
        room: Of the media engine; empty where the engine was away. It is closed when the test is over.
        place: From where, as its person wrote it.
        measured: As ``support.measurements.Measurements`` has it; an entry's, as ``EntryMeasurements`` has it.
        findings: What it came to then: subject, grade and cause of each, with its figures.
    """

    class Kind(models.TextChoices):
        TEST = "test", _("Test")
        ENTRY = "entry", _("Entry into a sitting")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="connection_tests")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="connection_tests")
    code = models.CharField(max_length=CODE_LENGTH)
    kind = models.CharField(max_length=width_of(Kind, least=10), choices=Kind, default=Kind.TEST)
    purpose = models.CharField(max_length=width_of(Purpose, least=12))
    begun_at = models.DateTimeField()
    carries_at = models.DateTimeField(null=True, blank=True, db_index=True)
    room = models.CharField(max_length=40, blank=True)
    room_closed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=PLACE_LENGTH, blank=True)
    measured: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    verdict = models.CharField(max_length=width_of(Verdict, least=10), blank=True)
    findings: models.JSONField[list[dict[str, Any]] | None, list[dict[str, Any]] | None] = models.JSONField(
        null=True, blank=True
    )

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="connection_tests"),
        pointers="registration",
        impersonal="consultation code kind purpose room room_closed_at",
        begun_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        carries_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        finished_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        place=Personal(Category.WORDS, Readers.SECRETARIAT),
        measured=Personal(Category.TRACE, Readers.SECRETARIAT),
        verdict=Personal(Category.TRACE, Readers.SECRETARIAT),
        findings=Personal(Category.TRACE, Readers.SECRETARIAT),
    )
    append_only: ClassVar = AppendOnly(
        once="room room_closed_at finished_at place measured verdict findings", deletable=True
    )

    class Meta:
        ordering: ClassVar = ["-begun_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "code"], name="one_connection_test_a_code"),
        ]
        indexes: ClassVar = [models.Index(fields=["registration", "begun_at"], name="tests_of_a_registration")]

    def __str__(self) -> str:
        return f"{self.code} {self.begun_at:%Y-%m-%d %H:%M}"

    @property
    def found(self) -> tuple[Finding, ...]:
        """What it came to; empty before it is finished."""
        return tuple(
            Finding(Subject(row["subject"]), Grade(row["grade"]), Cause(row["cause"]), row["figures"])
            for row in self.findings or ()
        )

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What is to be mended, the worst first."""
        return to_mend(self.found)

    def is_over(self, at: datetime) -> bool:
        """Whether it ended, finished or not."""
        return self.finished_at is not None or at > self.begun_at + TEST_LASTS
