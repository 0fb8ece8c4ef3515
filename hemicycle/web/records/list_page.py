"""The sittings that were held, with what is on record of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.outcome.sitting_record import held
from hemicycle.outcome.summaries import by_sitting
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.outcome.models import SummaryRecord
    from hemicycle.outcome.sitting_record import Held
    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class RecordRow:
    """A sitting as the table shows it.

    Attributes:
        record: Its summary record; None where it has none.
        edits: The reader edits summary records: they see one before it was circulated.
    """

    held: Held
    record: SummaryRecord | None
    edits: bool

    @property
    def sitting(self) -> Sitting:
        """The sitting itself."""
        return self.held.sitting

    @property
    def summary(self) -> str:
        """How far its summary record is: its symbol, once it is published."""
        if self.record is None:
            return ""
        published = list(self.record.versions.all())
        if published:
            return published[0].symbol
        if self.record.circulated_at is not None:
            return pgettext("a summary record", "Circulated")
        return pgettext("a summary record", "Draft") if self.edits else ""

    @property
    def state(self) -> str:
        """In a word."""
        return str(labels.SITTING_STATES[SittingState(self.sitting.state)])


@page(may(Action.ROOM_ENTER))
def records(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The table, and its files."""
    consultation = reader.consultation
    records = by_sitting(consultation)
    edits = reader.visitor.may_read(Action.SUMMARY_EDIT)
    rows = [
        RecordRow(one, records.get(one.sitting.pk), edits=edits and one.sitting.counts) for one in held(consultation)
    ]
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"records-{consultation.slug}")
    return render(request, "web/records/list.html", {"consultation": consultation, "table": table})


def _columns() -> list[Column[RecordRow]]:
    return [
        Column("sitting", _("Sitting"), lambda row: labels.sitting_number(row.sitting)),
        Column("day", _("Day"), lambda row: labels.day(row.sitting.opens_at, row.sitting.consultation.zone)),
        Column("state", _("Status"), lambda row: row.state),
        Column("items", _("Items"), lambda row: row.held.taken),
        Column("turns", _("Speakers heard"), lambda row: row.held.heard),
        Column("summary", _("Summary record"), lambda row: row.summary),
    ]
