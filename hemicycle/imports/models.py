"""Spreadsheets of registrations, Members, items, documents and so on: checked, looked at, then written in one act."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Person, Upload
from hemicycle.rules.reasons import Reason


class Import(models.Model):
    """A file that was uploaded to be imported, and what became of it.

    Attributes:
        instrument: The note or letter that came with it, which gives the mandates of its rows.
        columns: What the file's columns hold, from left to right; empty for one that is passed over.
        ignored: Headings of those, as they stand in the file.
        done, total: Rows checked so far, and rows in all.
        counts: Rows by what they do: ``new``, ``changed``, ``unchanged``, ``errors``; beside them ``warnings``
            and ``waiting``, rows that got no place. Once it is applied, as it was then.
        refusal: Why the file as a whole cannot be read or applied: ``{rule, code, facts}``.
        applied_by: Who had the rows without errors written, and when.
    """

    class Kind(models.TextChoices):
        REGISTRATIONS = "registrations", _("Registrations")
        MEMBERS = "members", _("Members")
        FOCAL_POINTS = "focal_points", _("Focal points")
        ITEMS = "items", _("Items")
        DOCUMENTS = "documents", _("Documents")
        SITTINGS = "sittings", _("Sittings")
        DUTIES = "duties", _("People of each sitting")
        GLOSSARY = "glossary", _("Glossary")
        SHIFTS = "shifts", _("Shifts of interpreters")

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, not imported yet")
        APPLYING = "applying", _("Being imported")
        APPLIED = "applied", _("Imported")
        FAILED = "failed", _("Cannot be read")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="imports")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="imports")
    instrument = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=width_of(Kind, least=20), choices=Kind)
    state = models.CharField(max_length=width_of(State, least=10), choices=State, default=State.CHECKING)
    columns: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    ignored: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    refusal: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(consultation="consultation", called="imported_files"),
        pointers="by applied_by",
        impersonal="consultation kind state columns ignored done total counts refusal at applied_at",
        upload=Personal(Category.CONTACT, Readers.SECRETARIAT, Erased.WITH_CONSULTATION, exported=False),
        instrument=Personal(Category.NAME, Readers.SECRETARIAT, Erased.WITH_CONSULTATION, exported=False),
    )

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @property
    def reason(self) -> Reason | None:
        """Why the file as a whole was refused, if it was."""
        return Reason.from_json(self.refusal) if self.refusal else None

    @property
    def under_way(self) -> bool:
        """Whether it is being worked on."""
        return self.state in {self.State.CHECKING, self.State.APPLYING}

    @property
    def writes(self) -> int:
        """How many rows it would write, or has written."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)


class ImportRow(models.Model):
    """A row of which there is something to say.

    Attributes:
        number: As a spreadsheet counts it.
        error: It is not written; otherwise it is, with a warning.
        cells: By column, as they stand in the file.
        problems: ``[{column, warning, reason: {rule, code, facts}}]``.
        words: What it is searched by.
    """

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    error = models.BooleanField()
    cells: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    problems: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField()
    words = models.TextField()

    personal_data: ClassVar = declare(
        Rows(consultation="source__consultation", deleted=Erased.WITH_CONSULTATION, called="imported_rows"),
        impersonal="source number error problems",
        cells=Personal(Category.CONTACT, Readers.SECRETARIAT, Erased.WITH_CONSULTATION),
        words=Personal(Category.CONTACT, Readers.SECRETARIAT, Erased.WITH_CONSULTATION),
    )

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "number"], name="one_row_a_number")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.number}"
