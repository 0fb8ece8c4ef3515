"""A document of the outcome as it was published, in numbered versions that never change (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from hemicycle.people.models import Person
from hemicycle.rules.versions import Change, Mark, symbol

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text

SYMBOL_LENGTH = 40
#: Of what a revision changes, in one language, in characters.
WHAT_CHANGES_LENGTH = 1000


class PublishedVersion(models.Model):
    """A version, whole. The models of it say of what.

    Attributes:
        base: The symbol of the document, without the mark of its version.
        revision: 0 for the first version, then that of ``Rev.``.
        content: As it was compiled: texts in all their languages, Members by their codes.
        what_changes: What a revision changes, in the languages in which it was given.
    """

    base = models.CharField(max_length=SYMBOL_LENGTH)
    revision = models.PositiveSmallIntegerField(default=0)
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    what_changes: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering: ClassVar = ["-revision"]

    def __str__(self) -> str:
        return self.symbol

    @property
    def symbol(self) -> str:
        """With the mark of its version: ``REPORT-2020/Rev.1``."""
        return symbol(self.base, Mark(Change.REVISION, self.revision) if self.revision else None)

    @property
    def is_first(self) -> bool:
        """Whether it is no revision."""
        return self.revision == 0

    @property
    def version(self) -> str:
        """As an address names it: ``rev.1``; ``first``."""
        return f"rev.{self.revision}" if self.revision else "first"
