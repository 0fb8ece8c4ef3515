"""A sitting of a consultation that was held, whose record somebody reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404

from hemicycle.outcome.sitting_record import held_sitting
from hemicycle.outcome.summaries import was_circulated
from hemicycle.rules.permissions import Action
from hemicycle.support import rehearsal_report
from hemicycle.web.access.permissions import InConsultation

if TYPE_CHECKING:
    from hemicycle.sittings.models import Sitting


@dataclass(frozen=True)
class AtRecord(InConsultation):
    """Somebody who reads the record of a sitting."""

    sitting: Sitting

    @cached_property
    def summary_page(self) -> str:
        """Name of the address of the summary record that they may open; empty for none."""
        if not self.sitting.counts:
            return ""
        if self.visitor.may_read(Action.SUMMARY_EDIT):
            return "summary_desk"
        return "summary" if was_circulated(self.sitting) else ""

    @cached_property
    def figures_open(self) -> bool:
        """Whether they may open the report of its participation and connections."""
        return self.visitor.may_read(Action.REHEARSAL_REPORT_SEE) or rehearsal_report.is_published(self.sitting)

    @cached_property
    def comments_open(self) -> bool:
        """Whether they may say something of it: they were there, and it was for practice."""
        return not self.sitting.counts and rehearsal_report.took_part(self.sitting, self.visitor.registration)

    @property
    def whole(self) -> bool:
        """Whether they see of a turn what went wrong, and why a rule was overridden."""
        return self.visitor.may_read(Action.TURNS_SEE) or self.visitor.may_read(Action.CONCLUSION_DRAFT)


def at_record(reader: InConsultation, pk: int) -> AtRecord:
    """The sitting of an address.

    Raises:
        Http404: the consultation held none with this key.
    """
    sitting = held_sitting(reader.consultation, pk)
    if sitting is None:
        raise Http404
    return AtRecord(reader.consultation, reader.visitor, reader.performer, reader.now, sitting)
