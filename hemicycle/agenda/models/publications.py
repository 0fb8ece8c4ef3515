"""What went out of the agenda and the time plan: numbered versions that never change (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Person
from hemicycle.rules.versions import Change, Mark, symbol

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text

SYMBOL_LENGTH = 40
#: Of what a revision changes, in one language, in characters.
WHAT_CHANGES_LENGTH = 1000


class Publications(models.QuerySet["AgendaPublication"]):
    """Publications, which are read and added."""

    def update(self, **_fields: Any) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("what was published never changes")

    def delete(self) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("what was published is never deleted")


class AgendaPublication(models.Model):
    """A version of the agenda or of the time plan, whole, as it went out.

    Attributes:
        base: The symbol of the document, without the mark of its version.
        revision: 0 for the first version, then that of ``Rev.``.
        correction: 0, or that of ``Corr.``: it corrects the version of the same revision before it.
        content: As ``agenda.snapshots`` or ``sittings.plan_content`` makes it; titles in all their languages.
        changes: What is different from the version before, as ``agenda.comparing`` finds it.
        what_changes: The same in the words of whoever published it, in the languages in which they gave them.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("Agenda")
        TIME_PLAN = "time_plan", _("Time plan")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="agenda_publications")
    kind = models.CharField(max_length=width_of(Kind, least=10), choices=Kind)
    base = models.CharField(max_length=SYMBOL_LENGTH)
    revision = models.PositiveSmallIntegerField(default=0)
    correction = models.PositiveSmallIntegerField(default=0)
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    changes: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    what_changes: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar = declare(
        pointers="published_by",
        impersonal="consultation kind base revision correction content changes what_changes published_at",
    )
    append_only: ClassVar = AppendOnly(trial="consultation__trial")

    objects: ClassVar[models.Manager[AgendaPublication]] = Publications.as_manager()

    class Meta:
        ordering: ClassVar = ["kind", "-revision", "-correction"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "kind", "revision", "correction"], name="one_publication_a_version"
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it.

        Raises:
            TypeError: it is there already.
        """
        if not self._state.adding:
            raise TypeError("what was published never changes")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("what was published is never deleted")

    @property
    def symbol(self) -> str:
        """As it is cited: ``AGENDA-2020/Rev.1``, and of its second correction ``AGENDA-2020/Rev.1/Corr.2``."""
        revised = symbol(self.base, Mark(Change.REVISION, self.revision) if self.revision else None)
        return symbol(revised, Mark(Change.CORRIGENDUM, self.correction) if self.correction else None)

    @property
    def version(self) -> str:
        """As addresses name it: ``1``, and its second correction ``1.2``."""
        return f"{self.revision}.{self.correction}" if self.correction else str(self.revision)

    @property
    def is_first(self) -> bool:
        """Whether it replaces none."""
        return not self.revision and not self.correction
