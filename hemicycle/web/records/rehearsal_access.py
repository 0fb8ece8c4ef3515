"""Who reads the report of a rehearsal, and with how much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from hemicycle.outcome.sitting_record import held_sitting
from hemicycle.rules.permissions import Action
from hemicycle.support import rehearsal_report
from hemicycle.web.access.page import Permission
from hemicycle.web.access.permissions import may
from hemicycle.web.records.access import AtRecord
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.support.rehearsal_report import ConnectionReport
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class AtReport(AtRecord):
    """Somebody at the report of a sitting that was opened."""

    @property
    def sees_names(self) -> bool:
        """Whether they see who it was, and open the lists; everybody else reads the figures once they are published."""
        return self.visitor.may_read(Action.REHEARSAL_REPORT_SEE)

    @property
    def sees_tests(self) -> bool:
        """Whether they see what somebody's connection test found."""
        return self.visitor.may_read(Action.CONNECTION_TESTS_SEE)

    @property
    def edits(self) -> bool:
        """Whether they publish it and answer comments."""
        return self.visitor.may_read(Action.REHEARSAL_REPORT_EDIT)

    @cached_property
    def report(self) -> ConnectionReport:
        """The report as far as it has come."""
        return rehearsal_report.report_of(self.sitting)

    @cached_property
    def earlier(self) -> tuple[str, ConnectionReport] | None:
        """What it is compared with, by name; None where nothing was held before."""
        found = rehearsal_report.before(self.sitting)
        return (labels.sitting_number(found), rehearsal_report.report_of(found)) if found else None

    def list_address(self, name: str, **narrowed: str) -> str:
        """The list that a figure leads to, narrowed; empty for who sees no names."""
        if not self.sees_names:
            return ""
        path = reverse(name, args=[self.consultation.slug, self.sitting.pk])
        return f"{path}?{urlencode(narrowed)}" if narrowed else path


def at_report(reader: InConsultation, pk: int) -> AtReport:
    """The sitting of an address.

    Raises:
        Http404: the consultation held none with this key.
    """
    sitting = held_sitting(reader.consultation, pk)
    if sitting is None:
        raise Http404
    return AtReport(reader.consultation, reader.visitor, reader.performer, reader.now, sitting)


def _reads(to_send: Action | None) -> Permission[AtReport]:
    asked = may(Action.ROOM_ENTER, to_send=to_send)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtReport:
        key = arguments.pop("pk")
        at = at_report(asked.check(request, arguments), key)
        if not at.figures_open:
            raise Http404
        return at

    return Permission(Action.ROOM_ENTER, check, to_send)


def _names(action: Action) -> Permission[AtReport]:
    asked = may(Action.REHEARSAL_REPORT_SEE, to_send=action)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtReport:
        key = arguments.pop("pk")
        return at_report(asked.check(request, arguments), key)

    return Permission(Action.REHEARSAL_REPORT_SEE, check, action)


#: The figures: for the desk and who may preside, and once they are published for everybody who takes part in sittings.
FIGURES = _reads(Action.REHEARSAL_REPORT_EDIT)
#: The lists behind them.
NAMES = _names(Action.REHEARSAL_REPORT_EDIT)
