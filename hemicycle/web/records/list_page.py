"""The sittings that were held, with what is on record of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.records.access import held
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class RecordRow:
    """A sitting as the table shows it.

    Attributes:
        turns: How many had the floor and were heard.
        items: How many items were under discussion.
    """

    sitting: Sitting
    turns: int
    items: int

    @property
    def state(self) -> str:
        """In a word."""
        return str(labels.SITTING_STATES[SittingState(self.sitting.state)])


@page(may(Action.ROOM_ENTER))
def records(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The table, and its files."""
    consultation = reader.consultation
    rows = []
    heard = Count("turns", filter=Q(turns__connected_at__isnull=False), distinct=True)
    for sitting in held(consultation).annotate(heard=heard, taken=Count("discussions__item", distinct=True)):
        sitting.consultation = consultation
        rows.append(RecordRow(sitting, sitting.heard, sitting.taken))
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"records-{consultation.slug}")
    return render(request, "web/records/list.html", {"consultation": consultation, "table": table})


def _columns() -> list[Column[RecordRow]]:
    return [
        Column("sitting", _("Sitting"), lambda row: labels.sitting_number(row.sitting)),
        Column("day", _("Day"), lambda row: labels.day(row.sitting.opens_at, row.sitting.consultation.zone)),
        Column("state", _("Status"), lambda row: row.state),
        Column("items", _("Items"), lambda row: row.items),
        Column("turns", _("Speakers heard"), lambda row: row.turns),
    ]
