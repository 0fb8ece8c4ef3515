"""The slots of who works at the help desk: whom they see when, with each person's last connection test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.calendar import practice
from hemicycle.support import slots
from hemicycle.support.connection_tests import latest_finished
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.support import words
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.support.models import ConnectionTest, Slot
    from hemicycle.web.access.permissions import InConsultation

_COMING, _OVER = "coming", "over"


@dataclass(frozen=True)
class OwnRow:
    """A person in a slot of one's own; or the slot, where nobody has booked it.

    Attributes:
        test: The last one that they ran themselves and finished.
    """

    slot: Slot
    person: Registration | None
    test: ConnectionTest | None

    @property
    def name(self) -> str:
        """Theirs."""
        return self.person.person.name if self.person else ""

    @property
    def member(self) -> str:
        """The Member's name; empty for who represents none."""
        return member_name(self.person.member) if self.person and self.person.member else ""

    @property
    def result(self) -> str:
        """What their last test came to, in words."""
        return words.status(self.test, over=True)[0] if self.test else ""

    @property
    def tone(self) -> str:
        """The colour of it."""
        return words.status(self.test, over=True)[1] if self.test else ""

    @property
    def causes(self) -> str:
        """What their last test found that is to be mended."""
        return words.causes(self.test) if self.test else ""

    def state(self, now: datetime) -> str:
        """Whether the slot is over."""
        return _OVER if self.slot.ends_at <= now else _COMING


@page(may(Action.CONNECTION_TESTS_SEE))
def my_slots(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The table, and its files."""
    query, rows = TableQuery(request.GET), _rows(desk.visitor.registration)
    filters = [query.filter("state", _("Slots"), [(_COMING, _("To come, or going on")), (_OVER, _("Over"))])]
    chosen = narrowed_by(filters)
    shown = [row for row in rows if chosen.get("state", "") in {"", row.state(desk.now)}]
    table = Table(_columns(desk), shown, query, chosen)
    if query.format:
        return export(table, f"my-slots-{desk.consultation.slug}")
    sessions = [row for row in practice(desk.consultation) if row.kind == SittingKind.TEST.value]
    numbers = slots.numbers(sessions)
    context = {
        "consultation": desk.consultation,
        "table": table,
        "filters": filters,
        "told": _("%(shown)d of %(total)d") % {"shown": len(table.rows), "total": len(rows)},
        "sessions": [(row, numbers[row.pk]) for row in sessions],
    }
    return render(request, "web/support/my_slots.html", context)


def _rows(technician: Registration) -> list[OwnRow]:
    of_them = slots.of_technician(technician)
    tests = latest_finished([booking.registration for slot in of_them for booking in slot.bookings.all()])
    rows = []
    for slot in of_them:
        booked = [booking.registration for booking in slot.bookings.all()]
        rows += [OwnRow(slot, row, tests.get(row.pk)) for row in booked] or [OwnRow(slot, None, None)]
    return rows


def _columns(desk: InConsultation) -> list[Column[OwnRow]]:
    zone = desk.consultation.zone

    def tested(row: OwnRow) -> str:
        return row.test.begun_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if row.test else ""

    return [
        Column("begins", _("Begins"), lambda row: row.slot.begins_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")),
        Column("minutes", _("Duration (minutes)"), lambda row: row.slot.minutes),
        Column("name", _("Name"), lambda row: row.name),
        Column("member", _("Member"), lambda row: row.member),
        Column("email", _("E-mail"), lambda row: row.person.person.email if row.person else ""),
        Column("result", _("Last test"), lambda row: row.result),
        Column("tested", _("Tested"), tested),
        Column("causes", _("To improve"), lambda row: row.causes),
    ]
