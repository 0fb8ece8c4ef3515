"""Who was in the room of a sitting, and when: a line for each delegation, and for each person who represents none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.consultations.joins import listed, semicolon
from hemicycle.outcome.sitting_record import presence_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.records.access import at_record
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from django.http import HttpRequest, HttpResponse

    from hemicycle.outcome.sitting_record import Presence
    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class PresenceRow:
    """A delegation or a person in words."""

    presence: Presence
    zone: ZoneInfo

    @property
    def member(self) -> str:
        """The Member's name; empty of a person who represents none."""
        return member_name(self.presence.member) if self.presence.member else ""

    @property
    def capacity(self) -> str:
        """Class or role."""
        return labels.capacity(self.presence.capacity)

    @property
    def names(self) -> str:
        """The persons."""
        return listed(person.name for person in self.presence.persons)

    @property
    def times(self) -> str:
        """As in "12:00:04–13:10:00; 13:12:30–"."""
        return semicolon().join(
            f"{labels.clock(span.start, self.zone)}–{labels.clock(span.end, self.zone)}" for span in self.presence.spans
        )

    @property
    def first(self) -> str:
        """When they first joined."""
        return labels.clock(self.presence.spans[0].start, self.zone)


@page(may(Action.ROOM_ENTER))
def presence(request: HttpRequest, reader: InConsultation, pk: int) -> HttpResponse:
    """The table, and its files."""
    at = at_record(reader, pk)
    rows = rows_of(at.sitting)
    table = Table(columns(), rows, TableQuery(request.GET), page_size=len(rows) or 1)
    if table.query.format:
        return export(table, f"presence-{at.sitting.pk}")
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "summary_state": at.summary_page,
        "figures_open": at.figures_open,
        "comments_open": at.comments_open,
        "table": table,
        "members": sum(row.presence.member is not None for row in rows),
        "persons": sum(len(row.presence.persons) for row in rows),
    }
    return render(request, "web/records/presence.html", context)


def rows_of(sitting: Sitting) -> list[PresenceRow]:
    """Who was there, in words."""
    return [PresenceRow(one, sitting.consultation.zone) for one in presence_of(sitting)]


def columns() -> list[Column[PresenceRow]]:
    """Those of the page and of the papers."""
    return [
        Column("member", _("Member"), lambda row: row.member),
        Column("capacity", _("Class or role"), lambda row: row.capacity),
        Column("names", _("Persons"), lambda row: row.names),
        Column("first", _("First joined"), lambda row: row.first),
        Column("times", _("In the room"), lambda row: row.times),
    ]
